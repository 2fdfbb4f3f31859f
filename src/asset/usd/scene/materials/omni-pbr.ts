/**
 * OmniPBR and what Omniverse derives from it, by the names and defaults of its parameters (OmniPBR.mdl of Omniverse's core
 * library). MDL itself is not read.
 */
import type { MapUse, MapUseOf } from '../../../scene.ts';
import type { StagePrim } from '../../stage.ts';
import { plainMaterial, type MaterialInMaking } from './preview-surface.ts';
import { ShaderInputs, type Color, type ShaderContext } from './shader-inputs.ts';

/** What can be told of an MDL material by OmniPBR's parameters; one of another name is noted as not read. */
export function readOmniPbr(
  prim: StagePrim,
  shader: StagePrim,
  name: string,
  context: ShaderContext,
): MaterialInMaking {
  const made = plainMaterial(prim);
  const { material } = made;
  const inputs = new ShaderInputs(shader, context);
  if (!name.startsWith('OmniPBR')) context.notes.add('not-read', shader.path, `MDL ${name}`);
  const transform = readTransform(inputs);
  const use = (
    map: MapUse,
    input: string,
    channel: MapUseOf['channel'],
    [scale, bias]: [number, number] = [1, 0],
  ): boolean => {
    const texture = inputs.texture(input);
    if (texture === null) return false;
    material.maps[map] = {
      texture: texture.index,
      channel,
      scale: [scale, scale, scale, 1],
      bias: [bias, bias, bias, 0],
      wrapS: 'repeat',
      wrapT: 'repeat',
      isSrgb: map === 'color' || map === 'emissive',
      transform,
    };
    return true;
  };
  const tint = inputs.color('diffuse_tint', 1);
  const constant = inputs.color('diffuse_color_constant', 0.2);
  const adjusted: [number, number] = [inputs.number('albedo_brightness', 1), inputs.number('albedo_add', 0)];
  const plain = constant.map((part, n) => part * (tint[n] ?? 1)) as Color;
  material.color = use('color', 'diffuse_texture', 'rgb', adjusted) ? tint : plain;
  made.fallbacks.set('color', () => (material.color = plain));

  const isPacked = inputs.bool('enable_ORM_texture', false);
  const packed = (input: string): string => (isPacked ? 'ORM_texture' : input);
  const mixed = (
    map: 'roughness' | 'metallic',
    [constantName, fallback]: [string, number],
    influenceName: string,
    input: string,
    channel: MapUseOf['channel'],
  ): void => {
    const value = inputs.number(constantName, fallback);
    const influence = inputs.number(influenceName, 0);
    material[map] = value;
    if (influence <= 0 || !use(map, input, channel, [influence, value * (1 - influence)])) return;
    material[map] = 1;
    made.fallbacks.set(map, () => (material[map] = value));
  };
  mixed(
    'roughness',
    ['reflection_roughness_constant', 0.5],
    'reflection_roughness_texture_influence',
    packed('reflectionroughness_texture'),
    isPacked ? 'g' : 'r',
  );
  mixed(
    'metallic',
    ['metallic_constant', 0],
    'metallic_texture_influence',
    packed('metallic_texture'),
    isPacked ? 'b' : 'r',
  );
  use('occlusion', packed('ao_texture'), 'r');
  const bump = inputs.number('bump_factor', 1);
  if (use('normal', 'normalmap_texture', 'rgb') && material.maps.normal) {
    material.maps.normal.scale = [2 * bump, 2 * bump, 2, 1];
    material.maps.normal.bias = [-bump, -bump, -1, 0];
  }
  if (inputs.bool('enable_emission', false)) {
    material.emissive = inputs.color('emissive_color', 1);
    use('emissive', 'emissive_color_texture', 'rgb');
  }
  if (inputs.bool('enable_opacity', false)) {
    material.opacity = inputs.number('opacity_constant', 1);
    if (inputs.bool('enable_opacity_texture', false))
      use('opacity', 'opacity_texture', inputs.number('opacity_mode', 1) === 0 ? 'a' : 'r');
    const threshold = inputs.number('opacity_threshold', 0);
    if (threshold > 0) material.alphaCutoff = threshold;
  }
  return made;
}

function readTransform(inputs: ShaderInputs): MapUseOf['transform'] {
  const rotation = (inputs.number('texture_rotate', 0) * Math.PI) / 180;
  const scale = inputs.numbers<[number, number]>('texture_scale', [1, 1]);
  const offset = inputs.numbers<[number, number]>('texture_translate', [0, 0]);
  const isPlain = rotation === 0 && scale.every((part) => part === 1) && offset.every((part) => part === 0);
  return isPlain ? null : { rotation, scale, offset };
}
