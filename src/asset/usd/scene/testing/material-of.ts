import type { Material, Note, Texture } from '../../../scene.ts';
import { sceneOfText } from './usd-of.ts';

export interface ReadMaterial {
  material: Material;
  textures: Texture[];
  notes: Note[];
}

/** What becomes of the material `/Look`, by what stands in it, on a cube. */
export async function materialOfText(
  contents: string,
  files: Record<string, string> = { 'a.png': 'A', 'b.png': 'B' },
): Promise<ReadMaterial> {
  const { materials, textures, notes } = await sceneOfText(
    `def Cube "Cube" { rel material:binding = </Look> }
     def Material "Look" { ${contents} }`,
    files,
  );
  const [material] = materials;
  if (material === undefined) throw new Error('no material');
  return { material, textures, notes };
}
