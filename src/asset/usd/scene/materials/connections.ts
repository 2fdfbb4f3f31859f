/** What the inputs of shaders are connected to (`pxr/usd/usdShade/connectableAPI.h`), through node graphs and interface inputs. */
import type { Stage, StageAttribute, StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';

/** Where an input has its value from: another shader's output, or an attribute with a value. */
export type Source =
  { kind: 'shader'; shader: StagePrim; output: string } | { kind: 'value'; attribute: StageAttribute };

/** Connections in a row: more are a circle, or nothing that anybody wrote. */
const mostInARow = 64;

/** Follows `property` of a prim (`inputs:diffuseColor`, `outputs:surface`); null where it comes to nothing. */
export function sourceOf(stage: Stage, prim: StagePrim, property: string, notes: Notes): Source | null {
  let at = prim;
  let name = property;
  for (let followed = 0; followed < mostInARow; followed++) {
    const attribute = at.attribute(name);
    if (attribute === null) return null;
    const [connection] = attribute.connections;
    const value: Source | null = attribute.value() === undefined ? null : { kind: 'value', attribute };
    if (connection === undefined) return value;
    const dot = connection.indexOf('.');
    const target = dot < 0 ? null : stage.primAt(connection.slice(0, dot));
    if (target === null) {
      notes.add('missing-prim', `${at.path}.${name}`, connection);
      return value;
    }
    const to = connection.slice(dot + 1);
    if (to.startsWith('outputs:') && target.typeName === 'Shader')
      return { kind: 'shader', shader: target, output: to.slice('outputs:'.length) };
    at = target;
    name = to;
  }
  notes.add('cycle', `${prim.path}.${property}`, '');
  return null;
}

/** The identifier of a shader: `UsdPreviewSurface`, `UsdUVTexture`; of one of MDL its name there; '' for any other. */
export const shaderId = (shader: StagePrim): string =>
  shader.attribute('info:id')?.text() ?? mdlName(shader) ?? '';

/** The name of a shader of MDL: `OmniPBR` of `OmniPBR.mdl`; null for another. */
export function mdlName(shader: StagePrim): string | null {
  const file = shader.attribute('info:mdl:sourceAsset')?.asset()?.path;
  if (file === undefined) return null;
  const module = file.split(/[/\\]/).at(-1) ?? file;
  return shader.attribute('info:mdl:sourceAsset:subIdentifier')?.text() ?? module.replace(/\.mdl$/i, '');
}
