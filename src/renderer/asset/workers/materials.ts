import {
  ClampToEdgeWrapping,
  Color,
  DoubleSide,
  LinearFilter,
  LinearMipmapLinearFilter,
  MeshBasicMaterial,
  MeshStandardMaterial,
  MirroredRepeatWrapping,
  NoColorSpace,
  RepeatWrapping,
  ShaderChunk,
  SRGBColorSpace,
  DataTexture,
  Texture,
  Vector2,
} from 'three';
import type { AssetScene, MapUseOf, Material, Shape } from '../../../asset/scene.ts';
import type { Pictures } from './pictures.ts';
import { withNumbers } from './shaders.ts';

type Wrap = MapUseOf['wrapS'];
const wraps = {
  repeat: RepeatWrapping,
  clamp: ClampToEdgeWrapping,
  mirror: MirroredRepeatWrapping,
  black: ClampToEdgeWrapping,
} as const satisfies Record<Wrap, number>;

type Drawn = MeshStandardMaterial | MeshBasicMaterial;

/** What a surface has of its own beside its material. */
export interface Surface {
  /** Whether the geometry has colours. */
  hasColors: boolean;
  isFlat: boolean;
  /** Of the shape. */
  color: Shape['color'];
}

/** The materials of a scene as three draws them. */
export class DrawnMaterials {
  readonly #scene: Pick<AssetScene, 'materials'>;
  readonly #all: Drawn[];
  readonly #variants = new Map<string, Drawn>();
  readonly #textures: Texture[] = [];

  constructor(scene: Pick<AssetScene, 'materials'>, pictures: Pictures) {
    this.#scene = scene;
    this.#all = scene.materials.map((material) => this.#drawn(material, pictures));
  }

  /** The material of some triangles: by its index in the scene, null for those that have none. */
  of(index: number | null, { hasColors, isFlat, color }: Surface): Drawn {
    const base = index === null ? undefined : this.#all[index];
    const takesColors = base === undefined || this.#scene.materials[index ?? -1]?.usesVertexColors === true;
    const isColored = hasColors && takesColors;
    const own = takesColors && !isColored ? color : null;
    if (base !== undefined && !isColored && !isFlat && own === null) return base;
    const key = [base === undefined ? 'plain' : index, isColored, isFlat, own].join(' ');
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    const variant = base?.clone() ?? plainMaterial(own);
    if (base !== undefined) {
      variant.onBeforeCompile = base.onBeforeCompile;
      variant.customProgramCacheKey = base.customProgramCacheKey;
      if (own !== null) tint(variant, own);
    } else if (isColored) variant.color.set(1, 1, 1);
    variant.vertexColors = isColored;
    if (variant instanceof MeshStandardMaterial) variant.flatShading = isFlat;
    this.#variants.set(key, variant);
    return variant;
  }

  dispose(): void {
    for (const material of [...this.#all, ...this.#variants.values()]) material.dispose();
    for (const texture of this.#textures) {
      texture.dispose();
      if (texture.image instanceof ImageBitmap) texture.image.close();
    }
  }

  #drawn(material: Material, pictures: Pictures): Drawn {
    const { maps } = material;
    const texture = (use: MapUseOf | undefined): Texture | null =>
      use === undefined ? null : this.#texture(use, pictures[use.texture] ?? null);
    const drawn = material.isUnlit === true ? unlit(material) : lit(material, texture);
    drawn.map = texture(maps.color);
    const isOpacityOfColor = maps.opacity !== undefined && isAlphaOf(maps.opacity, maps.color);
    drawn.alphaMap = isOpacityOfColor ? null : texture(maps.opacity);
    if (drawn.map !== null) drawn.color.multiply(scaleOf(maps.color));
    if (material.alphaCutoff !== null && material.alphaCutoff > 0) drawn.alphaTest = material.alphaCutoff;
    else if (material.opacity < 1 || maps.opacity !== undefined) drawn.transparent = true;
    readChannels(drawn, maps);
    return drawn;
  }

  #texture(use: MapUseOf, picture: Pictures[number]): Texture | null {
    if (picture === null) return null;
    const texture =
      picture instanceof ImageBitmap
        ? new Texture(picture)
        : new DataTexture(picture.data as Uint8Array<ArrayBuffer>, picture.width, picture.height);
    texture.flipY = false;
    texture.wrapS = wraps[use.wrapS];
    texture.wrapT = wraps[use.wrapT];
    texture.colorSpace = use.isSrgb ? SRGBColorSpace : NoColorSpace;
    texture.magFilter = LinearFilter;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.generateMipmaps = true;
    texture.anisotropy = 4;
    if (use.transform !== null) placeCoordinates(texture, use.transform);
    texture.needsUpdate = true;
    this.#textures.push(texture);
    return texture;
  }
}

function standard(
  name: string,
  values: ConstructorParameters<typeof MeshStandardMaterial>[0],
): MeshStandardMaterial {
  // Both sides: a surface that faces the wrong way must be seen to be found.
  const material = new MeshStandardMaterial({ ...values, side: DoubleSide });
  material.name = name;
  return material;
}

function lit(
  material: Material,
  texture: (use: MapUseOf | undefined) => Texture | null,
): MeshStandardMaterial {
  const { maps } = material;
  const drawn = standard(material.name, {
    color: new Color(...material.color),
    emissive: new Color(...material.emissive),
    opacity: material.opacity,
    metalness: material.metallic,
    roughness: material.roughness,
  });
  drawn.emissiveMap = texture(maps.emissive);
  drawn.metalnessMap = texture(maps.metallic);
  drawn.roughnessMap = texture(maps.roughness);
  drawn.normalMap = texture(maps.normal);
  drawn.aoMap = texture(maps.occlusion);
  if (drawn.emissiveMap !== null) drawn.emissive.multiply(scaleOf(maps.emissive));
  // Three spreads 0…1 over −1…1 by itself.
  if (maps.normal !== undefined)
    drawn.normalScale = new Vector2(maps.normal.scale[0] / 2, maps.normal.scale[1] / 2);
  return drawn;
}

/** Has a surface look as it is, whatever light falls on it. */
function unlit({ name, color, opacity }: Material): MeshBasicMaterial {
  const drawn = new MeshBasicMaterial({
    color: new Color(...color),
    opacity,
    side: DoubleSide,
    toneMapped: false,
  });
  drawn.name = name;
  return drawn;
}

/** The colour of the shape itself, for materials that take colours from what they are on. */
function tint(material: Drawn, [red, green, blue, opacity]: NonNullable<Shape['color']>): void {
  material.color.multiply(new Color(red, green, blue));
  material.opacity *= opacity;
  material.transparent ||= opacity < 1;
}

/** Scaled, then turned, then moved: three alone would turn first, and the other way round. */
function placeCoordinates(
  texture: Texture,
  { rotation, scale: [across, up], offset: [x, y] }: NonNullable<MapUseOf['transform']>,
): void {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  texture.matrixAutoUpdate = false;
  texture.matrix.set(cos * across, -sin * up, x, sin * across, cos * up, y, 0, 0, 1);
}

/** What is drawn where a file names no material. */
function plainMaterial(color: Shape['color']): MeshStandardMaterial {
  const [red, green, blue, opacity] = color ?? [0.36, 0.37, 0.39, 1];
  const material = standard('', {
    color: new Color(red, green, blue),
    roughness: 0.62,
    metalness: 0,
    opacity,
  });
  material.transparent = opacity < 1;
  return material;
}

const scaleOf = (use: MapUseOf | undefined): Color => {
  const [red, green, blue] = use?.scale ?? [1, 1, 1];
  return new Color(red, green, blue);
};

/** Whether the opacity is the alpha of the picture that gives the colour, which three reads along with it. */
const isAlphaOf = (opacity: MapUseOf, color: MapUseOf | undefined): boolean =>
  opacity.texture === color?.texture && opacity.channel === 'a';

/** Where three reads one number of a picture, and which use of ours that is. */
const readings = [
  { use: 'roughness', chunk: 'roughnessmap_fragment', read: 'texelRoughness.g' },
  { use: 'metallic', chunk: 'metalnessmap_fragment', read: 'texelMetalness.b' },
  { use: 'opacity', chunk: 'alphamap_fragment', read: 'texture2D( alphaMap, vAlphaMapUv ).g' },
  { use: 'occlusion', chunk: 'aomap_fragment', read: 'texture2D( aoMap, vAoMapUv ).r' },
] as const;

/**
 * Has three read the channels that the file names, as it scales and shifts them, where it would read others. The numbers are
 * uniforms: a shader for each of thousands of materials would take minutes to make.
 */
function readChannels(drawn: Drawn, maps: Material['maps']): void {
  const others = readings.flatMap(({ use, chunk, read }) => {
    const map = maps[use];
    if (map === undefined) return [];
    const channel = map.channel === 'rgb' ? 'r' : map.channel;
    const place = 'rgba'.indexOf(channel) as 0 | 1 | 2 | 3;
    const [scale, bias] = [map.scale[place], map.bias[place]];
    if (read.endsWith(channel) && scale === 1 && bias === 0) return [];
    const name = `numbers_${use}`;
    const value = `( ${read.slice(0, -1)}${channel} * ${name}.x + ${name}.y )`;
    return [{ chunk, read, value, name, numbers: new Vector2(finite(scale), finite(bias)) }];
  });
  if (others.length === 0) return;
  drawn.onBeforeCompile = (shader) => {
    for (const { chunk, read, value, name, numbers } of others) {
      shader.uniforms[name] = { value: numbers };
      shader.fragmentShader = withNumbers(name, shader.fragmentShader).replace(
        `#include <${chunk}>`,
        ShaderChunk[chunk].replace(read, value),
      );
    }
  };
  const key = others.map(({ value }) => value).join(' ');
  drawn.customProgramCacheKey = () => key;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
