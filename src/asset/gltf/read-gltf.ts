import type { AssetFiles } from '../files.ts';
import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';
import { identity, multiply } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import { once } from '../once.ts';
import type { AssetScene, Geometry, Shape } from '../scene.ts';
import { Accessors } from './accessors.ts';
import { Buffers } from './buffers.ts';
import { readContainer } from './container.ts';
import { GltfDocument, Notes } from './context.ts';
import type { GltfContext } from './context.ts';
import type { GltfDecoders } from './decoders.ts';
import type { Fields } from './fields.ts';
import { Materials } from './materials.ts';
import { placeNodes, transform } from './nodes.ts';
import type { PlacedNode } from './nodes.ts';
import { Primitives } from './primitives.ts';
import type { Deformation } from './primitives.ts';
import { Textures } from './textures.ts';

/** What a file may need that is read here. */
const read = new Set([
  'EXT_mesh_gpu_instancing',
  'EXT_meshopt_compression',
  'EXT_texture_avif',
  'EXT_texture_webp',
  'KHR_draco_mesh_compression',
  'KHR_materials_emissive_strength',
  'KHR_materials_pbrSpecularGlossiness',
  'KHR_materials_unlit',
  'KHR_mesh_quantization',
  'KHR_meshopt_compression',
  'KHR_texture_basisu',
  'KHR_texture_transform',
]);
/** Without these the same things are in the same places, only plainer. */
const isDecoration = (name: string): boolean =>
  /^(KHR_materials_|EXT_materials_|KHR_lights_|EXT_lights_|KHR_xmp|KHR_animation_|KHR_node_|EXT_texture_|MSFT_)/.test(
    name,
  );

/**
 * Reads a glTF 2.0 file, `.glb` or `.gltf`, with the files that it names inside the asset; an address is never followed. Metres, Y
 * up. Animations are left at rest.
 *
 * @throws {AssetError} where nothing of it can be read, or the budget has no more; what is broken in part has a note
 */
export async function readGltf(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
  decoders: GltfDecoders,
): Promise<AssetScene> {
  const size = files.sizeOf(file);
  if (size === null) throw new AssetError('missing', file);
  budget.addFile(size, file);
  const bytes = await files.read(file);
  if (bytes === null) throw new AssetError('missing', file);
  const { json, binary } = readContainer(bytes);
  const document = new GltfDocument(json);
  const context = { file, files, budget, decoders, document, notes: new Notes() };
  checkVersion(document.root);
  nameExtensions(context);
  return await new SceneReader(context, binary).read();
}

function checkVersion(root: Fields): void {
  const asset = root.object('asset');
  const version = asset?.text('minVersion') ?? asset?.text('version') ?? 'unknown';
  if (version !== '2.0') throw new AssetError('not-understood', `glTF version ${version}`);
}

function nameExtensions({ document, notes }: GltfContext): void {
  for (const name of document.root.texts('extensionsRequired'))
    if (!read.has(name) && !isDecoration(name)) throw new AssetError('not-understood', name);
  for (const name of document.root.texts('extensionsUsed'))
    if (!read.has(name)) notes.add('not-read', 'extensionsUsed', name);
}

class SceneReader {
  readonly #context: GltfContext;
  readonly #accessors: Accessors;
  readonly #primitives: Primitives;
  readonly #textures: Textures;
  readonly #materials: Materials;
  readonly #geometries: Geometry[] = [];
  readonly #shapes: Shape[] = [];
  /** Geometries by primitive and how it is deformed; null for what has no surface. What is broken stays so. */
  readonly #known = new Map<string, Promise<number | null>>();
  #matrices = new Map<number, Matrix>();

  constructor(context: GltfContext, binary: Uint8Array | null) {
    this.#context = context;
    const buffers = new Buffers(context, binary);
    this.#accessors = new Accessors(context, buffers);
    this.#primitives = new Primitives(context, buffers, this.#accessors);
    this.#textures = new Textures(context, buffers);
    this.#materials = new Materials(context, this.#textures);
  }

  async read(): Promise<AssetScene> {
    const { document, file, notes } = this.#context;
    const placed = placeNodes(this.#context);
    this.#matrices = new Map(placed.map(({ index, matrix }) => [index, matrix]));
    for (const node of placed)
      if (node.node.has('mesh')) await notes.attempt(node.path, () => this.#addNode(node));
    const animations = document.root.length('animations');
    if (animations > 0) notes.add('not-read', 'animations', `${animations} of them: everything is at rest`);
    if (this.#shapes.length === 0) notes.add('no-geometry', file, 'no surfaces');
    return {
      format: 'gltf',
      file,
      metersPerUnit: { value: 1, isAuthored: true },
      kilogramsPerUnit: 1,
      upAxis: { value: 'Y', isAuthored: true },
      defaultPrim: null,
      geometries: this.#geometries,
      shapes: this.#shapes,
      materials: this.#materials.list,
      textures: this.#textures.list,
      physics: null,
      notes: notes.all,
    };
  }

  async #addNode(placed: PlacedNode): Promise<void> {
    const meshIndex = placed.node.needCount('mesh');
    const mesh = this.#context.document.entry('meshes', meshIndex);
    this.#context.budget.addPrims(mesh.length('primitives'));
    const primitives = mesh.objects('primitives');
    const weights = placed.node.has('weights')
      ? placed.node.allNumbers('weights')
      : mesh.allNumbers('weights');
    const skin = placed.node.count('skin');
    const joints = skin === undefined ? null : await this.#jointMatrices(skin);
    const places =
      joints === null
        ? await this.#instances(placed, primitives.length)
        : [{ suffix: '', matrix: identity() }];
    for (const [at, primitive] of primitives.entries()) {
      const path = primitives.length === 1 ? placed.path : `${placed.path}#${at}`;
      const key = [meshIndex, at, ...(skin === undefined ? [] : ['skin', skin]), ...weights].join(' ');
      await this.#context.notes.attempt(path, () =>
        this.#addPrimitive(primitive, key, { weights, joints }, { ...placed, path }, places),
      );
    }
  }

  async #addPrimitive(
    primitive: Fields,
    key: string,
    deformation: Deformation,
    { name, path }: PlacedNode,
    places: readonly { suffix: string; matrix: Matrix }[],
  ): Promise<void> {
    const { material, isDoubleSided, uvSet } = await this.#materials.use(primitive.count('material'));
    const geometry = await this.#geometry(primitive, key, uvSet, deformation);
    if (geometry === null) return;
    const triangles = (this.#geometries[geometry]?.indices.length ?? 0) / 3;
    for (const { suffix, matrix } of places) {
      this.#context.budget.addTriangles(triangles);
      this.#shapes.push({
        path: `${path}${suffix}`,
        name: `${name}${suffix}`,
        geometry,
        matrix,
        parts: [{ start: 0, count: triangles, material }],
        color: null,
        purpose: 'default',
        isVisible: true,
        isDoubleSided,
        body: null,
        collider: null,
        file: this.#context.file,
      });
    }
  }

  #geometry(primitive: Fields, key: string, uvSet: number, deformation: Deformation): Promise<number | null> {
    return once(this.#known, key, async () => {
      const geometry = await this.#primitives.read(primitive, uvSet, deformation);
      return geometry === null ? null : this.#geometries.push(geometry) - 1;
    });
  }

  /** A skinned mesh is where its joints are, wherever its node is. */
  async #jointMatrices(index: number): Promise<Matrix[]> {
    const skin = this.#context.document.entry('skins', index);
    const joints = skin.counts('joints');
    const bound = skin.count('inverseBindMatrices');
    const inverses = bound === undefined ? null : await this.#accessors.floats(bound, 16);
    return joints.map((joint, at) => {
      const matrix = this.#matrices.get(joint);
      if (matrix === undefined)
        throw new AssetError('damaged', `${skin.place}: node ${joint} is not in the scene`);
      return inverses === null
        ? matrix
        : multiply(matrix, Float64Array.from(inverses.subarray(16 * at, 16 * at + 16)));
    });
  }

  /** EXT_mesh_gpu_instancing: the same mesh in many places. */
  async #instances(
    { node, matrix }: PlacedNode,
    primitives: number,
  ): Promise<{ suffix: string; matrix: Matrix }[]> {
    const attributes = node.extension('EXT_mesh_gpu_instancing')?.object('attributes');
    if (attributes === undefined) return [{ suffix: '', matrix }];
    const floats = async (name: string, size: number): Promise<Float32Array | null> => {
      const index = attributes.count(name);
      return index === undefined ? null : await this.#accessors.floats(index, size);
    };
    const moved = await floats('TRANSLATION', 3);
    const turned = await floats('ROTATION', 4);
    const scaled = await floats('SCALE', 3);
    const counts = [moved && moved.length / 3, turned && turned.length / 4, scaled && scaled.length / 3];
    const known = counts.filter((count) => count !== null);
    const count = known[0] ?? 0;
    if (known.some((other) => other !== count))
      throw new AssetError('damaged', `${attributes.place}: ${known.join(', ')} instances`);
    this.#context.budget.addPrims(count * primitives);
    return Array.from({ length: count }, (_none, at) => {
      const [x = 0, y = 0, z = 0] = moved?.subarray(3 * at, 3 * at + 3) ?? [];
      const [i = 0, j = 0, k = 0, w = 1] = turned?.subarray(4 * at, 4 * at + 4) ?? [];
      const [sx = 1, sy = 1, sz = 1] = scaled?.subarray(3 * at, 3 * at + 3) ?? [];
      return {
        suffix: `[${at}]`,
        matrix: multiply(matrix, transform([x, y, z], [i, j, k, w], [sx, sy, sz])),
      };
    });
  }
}
