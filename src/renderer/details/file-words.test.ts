import { expect, it } from 'vitest';
import { fieldLabel } from './file-words.ts';

it.each([
  [['glb'], 'GLB'],
  [['usdz_file'], 'USDZ file'],
  [['glbUrl'], 'GLB'],
  [['preview_image_url'], 'Preview image'],
  [['collision_meshes', '0'], 'Collision meshes 1'],
  [['variants', 'lowRes', 'mesh'], 'Variants low res mesh'],
  [['files', '11'], 'Files 12'],
  [['url'], 'Url'],
])('calls the file at %j “%s”', (path, label) => {
  expect(fieldLabel(path)).toBe(label);
});
