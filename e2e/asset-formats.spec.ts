import { dracoMesh, ktx2Picture } from '../src/asset/testing/compressed.ts';
import { GltfFile } from '../src/asset/testing/gltf-files.ts';
import { mjcfFiles } from '../src/simulator/results/package-files.ts';
import { modelFor } from '../src/simulator/shapes/catalogue.ts';
import { viewFiles, type FilesByPath } from './support/assets.ts';
import { expect, sharedTest as test, smoke } from './support/test.ts';

/** A model of the simulator's as MJCF, with its meshes and textures. */
const mjcfOf = (name: 'chair' | 'mug'): FilesByPath => Object.fromEntries(mjcfFiles(modelFor(name), name));

test('MJCF is shown as MuJoCo reads it, with its physics', smoke, async ({ desk }) => {
  const dialog = await viewFiles(desk, mjcfOf('chair'));
  await expect(dialog.getByLabel('Totals')).toContainText('948 triangles', { timeout: 20_000 });
  const physics = dialog.getByRole('region', { name: /Physics/ });
  await expect(physics).toContainText('1 body · 13 colliders · 0 joints');
  await expect(physics).toContainText(/7\.765 kg/);
});

test('what MuJoCo refuses is said in its words', async ({ desk }) => {
  const xml = '<mujoco><worldbody>\n<geom name="flat" type="box" size="0 1 1"/></worldbody></mujoco>';
  const dialog = await viewFiles(desk, { 'flat.xml': xml });
  await expect(dialog).toContainText('size 0 must be positive');
  await expect(dialog).toContainText("Element name 'flat', id 0, line 2");
});

test('a file that MuJoCo compiles without end is closed at once, and the next is shown', async ({ desk }) => {
  const copies = (content: string): string => `<replicate count="1000" offset="1 0 0">${content}</replicate>`;
  const geoms = copies(copies(copies('<geom size=".1"/>')));
  const endless = `<mujoco><worldbody>${geoms}</worldbody></mujoco>`;
  const dialog = await viewFiles(desk, { 'endless.xml': endless });
  await expect(dialog.getByRole('progressbar').or(dialog.getByText(/Reading|Loading/))).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  const next = await viewFiles(desk, mjcfOf('mug'));
  await expect(next.getByRole('region', { name: /Physics/ })).toContainText('1 body');
});

test('compressed glTF is shown with its pictures', smoke, async ({ desk }) => {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ name: 'Corner', mesh: 0 }] });
  const corners = Float32Array.of(0, 0, 0, 2, 0, 0, 0, 1, 0);
  const packed = { bufferView: file.view(dracoMesh(corners, [0, 1, 2])), attributes: { POSITION: 7 } };
  const attributes = {
    POSITION: file.listAccessor({ componentType: 5126, count: 3, type: 'VEC3' }),
    TEXCOORD_0: file.accessor(Float32Array.of(0, 0, 1, 0, 0, 1), 'VEC2'),
  };
  const extensions = { KHR_draco_mesh_compression: packed };
  file.json['meshes'] = [{ primitives: [{ attributes, material: 0, extensions }] }];
  file.json['materials'] = [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }];
  file.json['textures'] = [{ extensions: { KHR_texture_basisu: { source: 0 } } }];
  file.json['images'] = [{ mimeType: 'image/ktx2', bufferView: file.view(ktx2Picture([[255, 0, 0, 255]])) }];
  const dialog = await viewFiles(desk, { 'corner.glb': file.glb() });
  const totals = dialog.getByLabel('Totals');
  await expect(totals).toContainText('1 triangle');
  await expect(totals).toContainText('1 texture');
  await expect(totals).toContainText('2 × 1 × 0 m');
  await expect(dialog).not.toContainText('Damaged');
});
