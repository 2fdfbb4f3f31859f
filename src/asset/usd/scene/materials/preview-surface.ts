/** UsdPreviewSurface and the nodes around it (https://openusd.org/release/spec_usdpreviewsurface.html, version 2.6). */
import type { MapUse, MapUseOf, Material } from '../../../scene.ts';
import type { StagePrim } from '../../stage.ts';
import { shaderId, type Source } from './connections.ts';
import { ShaderInputs, type Color, type ShaderContext } from './shader-inputs.ts';

/** A material while it is read. */
export interface MaterialInMaking {
  material: Material;
  /** The primvar that textures take their coordinates from; null where none says. */
  coordinates: string | null;
  /** What stands in for the picture of a map that is not there. */
  fallbacks: Map<MapUse, () => void>;
}

/** USD's own grey. */
const grey = 0.18;

type Wrap = MapUseOf['wrapS'];
const wraps: readonly Wrap[] = ['repeat', 'clamp', 'mirror', 'black'];

/** A material that says nothing: what UsdPreviewSurface is without any input. */
export const plainMaterial = ({ name, path }: StagePrim): MaterialInMaking => ({
  material: {
    name,
    path,
    color: [grey, grey, grey],
    emissive: [0, 0, 0],
    opacity: 1,
    metallic: 0,
    roughness: 0.5,
    alphaCutoff: null,
    usesVertexColors: false,
    maps: {},
  },
  coordinates: null,
  fallbacks: new Map(),
});

export function readPreviewSurface(
  prim: StagePrim,
  shader: StagePrim,
  context: ShaderContext,
): MaterialInMaking {
  const made = plainMaterial(prim);
  const { material } = made;
  const inputs = new ShaderInputs(shader, context);
  const one = (use: MapUse, name: string, fallback: number, set: (value: number) => void): void => {
    set(inputs.number(name, fallback));
    readMap(made, use, inputs.source(name), context, ([value]) => set(value));
    if (made.material.maps[use] !== undefined) set(1);
  };
  const three = (use: MapUse, name: string, fallback: number, set: (value: Color) => void): void => {
    set(inputs.color(name, fallback));
    readMap(made, use, inputs.source(name), context, ([r, g, b]) => set([r, g, b]));
    if (made.material.maps[use] !== undefined || (use === 'color' && material.usesVertexColors))
      set([1, 1, 1]);
  };
  three('color', 'diffuseColor', grey, (value) => (material.color = value));
  three('emissive', 'emissiveColor', 0, (value) => (material.emissive = value));
  one('opacity', 'opacity', 1, (value) => (material.opacity = value));
  one('metallic', 'metallic', 0, (value) => (material.metallic = value));
  one('roughness', 'roughness', 0.5, (value) => (material.roughness = value));
  readMap(made, 'normal', inputs.source('normal'), context, () => undefined);
  readMap(made, 'occlusion', inputs.source('occlusion'), context, () => undefined);
  const threshold = inputs.number('opacityThreshold', 0);
  if (threshold > 0) material.alphaCutoff = threshold;
  if (inputs.bool('useSpecularWorkflow', false)) {
    context.notes.add('not-read', shader.path, 'specular workflow');
    material.metallic = 0;
    delete material.maps.metallic;
  }
  return made;
}

/** A map, where an input is connected to a picture; `setFallback` is for one that is not there. */
function readMap(
  made: MaterialInMaking,
  use: MapUse,
  source: Source | null,
  context: ShaderContext,
  setFallback: (value: [number, number, number, number]) => void,
): void {
  if (source?.kind !== 'shader') return;
  const { shader, output } = source;
  const inputs = new ShaderInputs(shader, context);
  const id = shaderId(shader);
  if (
    use === 'color' &&
    id.startsWith('UsdPrimvarReader_float') &&
    inputs.text('varname') === 'displayColor'
  ) {
    made.material.usesVertexColors = true;
    return;
  }
  if (id !== 'UsdUVTexture') {
    context.notes.add('not-read', shader.path, id === '' ? shader.typeName : id);
    return;
  }
  const fallback = inputs.numbers<[number, number, number, number]>('fallback', [0, 0, 0, 1]);
  const texture = inputs.texture('file');
  const isWhole = output === 'rgb' || output === 'rgba';
  const channel = isWhole ? (isColor(use) ? 'rgb' : 'r') : channelOf(output);
  const standIn = (): void => {
    const one = fallback['rgba'.indexOf(channel)] ?? 0;
    setFallback(channel === 'rgb' ? fallback : [one, one, one, one]);
  };
  if (texture === null) {
    context.notes.add('missing-file', `${shader.path}.inputs:file`, '');
    standIn();
    return;
  }
  const { coordinates, transform } = readCoordinates(inputs.source('st'), context);
  takeCoordinates(made, coordinates, context);
  made.fallbacks.set(use, standIn);
  const space = inputs.text('sourceColorSpace') ?? 'auto';
  const isBare = use === 'normal' && inputs.source('scale') === null && inputs.source('bias') === null;
  made.material.maps[use] = {
    texture: texture.index,
    channel,
    // Writers of normal maps that leave both out mean what every normal map needs.
    scale: isBare ? [2, 2, 2, 1] : inputs.numbers('scale', [1, 1, 1, 1]),
    bias: isBare ? [-1, -1, -1, 0] : inputs.numbers('bias', [0, 0, 0, 0]),
    wrapS: wrapOf(inputs.text('wrapS')),
    wrapT: wrapOf(inputs.text('wrapT')),
    isSrgb: space === 'auto' ? (use === 'color' || use === 'emissive') && isWhole : space === 'sRGB',
    transform,
  };
}

const isColor = (use: MapUse): boolean => use === 'color' || use === 'emissive' || use === 'normal';

const channelOf = (output: string): MapUseOf['channel'] =>
  output === 'g' || output === 'b' || output === 'a' ? output : 'r';

/** Hardly any picture says how it goes on at its edges, where the specification then wants black: repeated is what is meant. */
const wrapOf = (written: string | null): Wrap => wraps.find((wrap) => wrap === written) ?? 'repeat';

/** The primvar and the UsdTransform2d that coordinates come from. */
function readCoordinates(
  source: Source | null,
  context: ShaderContext,
): { coordinates: string | null; transform: MapUseOf['transform'] } {
  let transform: MapUseOf['transform'] = null;
  let at = source;
  if (at?.kind === 'shader' && shaderId(at.shader) === 'UsdTransform2d') {
    const inputs = new ShaderInputs(at.shader, context);
    transform = {
      rotation: (inputs.number('rotation', 0) * Math.PI) / 180,
      scale: inputs.numbers('scale', [1, 1]),
      offset: inputs.numbers('translation', [0, 0]),
    };
    at = inputs.source('in');
  }
  if (at?.kind !== 'shader') return { coordinates: null, transform };
  if (shaderId(at.shader).startsWith('UsdPrimvarReader_float2'))
    return { coordinates: new ShaderInputs(at.shader, context).text('varname'), transform };
  context.notes.add('not-read', at.shader.path, shaderId(at.shader));
  return { coordinates: null, transform };
}

/** One set of coordinates serves all maps of a material: the first that one names. */
function takeCoordinates(made: MaterialInMaking, coordinates: string | null, context: ShaderContext): void {
  if (coordinates === null) return;
  made.coordinates ??= coordinates;
  if (made.coordinates !== coordinates)
    context.notes.add('not-read', made.material.path, `primvars:${coordinates}`);
}
