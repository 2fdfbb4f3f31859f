import { sentenceCase } from '../jobs/job-words.ts';

/** Formats that people write in capitals. */
const capitals =
  /\b(?:3mf|exr|fbx|glb|gltf|hdr|id|json|mjcf|obj|pdf|ply|sdf|stl|urdf|usd[acz]?|xml|yaml|zip)\b/gi;

/**
 * What a file is called by the fields that lead to it: `['collision_meshes', '0']` is "Collision meshes 1", and
 * `['glbUrl']` is "GLB".
 */
export function fieldLabel(path: readonly string[]): string {
  const words = path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : fieldWords(part)));
  return sentenceCase(words.join(' ')).replace(capitals, (format) => format.toUpperCase());
}

const fieldWords = (field: string): string =>
  field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=.) url$/i, '')
    .toLowerCase();
