import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { findings } from './support/axe.ts';
import { view3d, viewFile, viewFiles } from './support/assets.ts';
import { stateOf } from './support/state.ts';
import { expect, sharedTest as test } from './support/test.ts';

const toy = (layer: string): string => `#usda 1.0
(
  defaultPrim = "Toy"
  metersPerUnit = 1
  upAxis = "Z"
)
def Xform "Toy" (prepend apiSchemas = ["PhysicsRigidBodyAPI"])
{
  def Cube "Hull" (prepend apiSchemas = ["PhysicsCollisionAPI"])
  {
    double size = 0.5
    uniform token purpose = "guide"
  }
  def "Missing" (prepend references = @${layer}@) {}
}
`;

test('a file of one\u2019s own is shown over the window, with what is missing, and nothing of it hidden', async ({
  desk,
}) => {
  const dialog = await viewFiles(desk, { 'toy.usda': toy('./parts/wheel.usda') });
  await expect(dialog.getByLabel('Totals')).toContainText('0.5 × 0.5 × 0.5 m');
  // Its only geometry is a guide: it is drawn as what it is.
  await expect(dialog.locator('[id$=-picture]')).toContainText('Showing 0 visual shapes, 1 collider.');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'A file is missing' })).toContainText(
    'wheel.usda',
  );
  await expect(dialog.getByRole('listitem').filter({ hasText: 'nothing but guides' })).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await stateOf(desk.page)).openedAsset).toBeNull();
});

/** A box of 10 cm in the middle of a floor of 100 m. */
const onFloor: Record<string, string> = {
  'mjcf.xml': `<mujoco><worldbody>
  <geom type="plane" size="50 50 .01"/>
  <body pos="0 0 .05"><freejoint/><geom type="box" size=".05 .05 .05"/></body>
</worldbody></mujoco>`,
  'usd.usda': `#usda 1.0
( defaultPrim = "World" metersPerUnit = 1 upAxis = "Z" )
def Xform "World"
{
  def Mesh "Floor" (prepend apiSchemas = ["PhysicsCollisionAPI"])
  {
    uniform token purpose = "guide"
    point3f[] points = [(-50, -50, 0), (50, -50, 0), (50, 50, 0), (-50, 50, 0)]
    int[] faceVertexCounts = [4]
    int[] faceVertexIndices = [0, 1, 2, 3]
  }
  def Cube "Marker" { uniform token purpose = "guide" double size = 0.01 }
  def Cube "Box" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsCollisionAPI"])
  {
    double size = 0.1
    double3 xformOp:translate = (0, 0, 0.05)
    uniform token[] xformOpOrder = ["xformOp:translate"]
  }
}
`,
};

for (const [file, content] of Object.entries(onFloor))
  test(`what stands on a large floor is drawn, and the floor is no part of it: ${file}`, async ({ desk }) => {
    const dialog = await viewFiles(desk, { [file]: content });
    const totals = dialog.getByLabel('Totals');
    await expect(totals).toContainText('12 triangles', { timeout: 20_000 });
    await expect(totals).toContainText('0.1 × 0.1 × 0.1 m');
    const picture = dialog.locator('[id$=-picture]');
    await expect(picture).toContainText('Showing 1 visual shape, 0 colliders.');
    await expect(dialog).not.toContainText('not drawn');
    await expect(dialog).not.toContainText('nothing but guides');
    const notes = dialog.getByRole('listitem').filter({ hasText: 'Not drawn, as the file says: 1 guide.' });
    await expect(notes).toHaveCount(file === 'usd.usda' ? 1 : 0);
    await dialog.getByRole('button', { name: 'Collision' }).click();
    await expect(picture).toContainText('Showing 1 visual shape, 2 colliders.');
  });

test('the keys of a view over the window are its own from the beginning, and what it has nothing of looks off', async ({
  desk,
}) => {
  const dialog = await viewFiles(desk, { 'usd.usda': onFloor['usd.usda'] ?? '' });
  const view = view3d(desk, 'usd.usda');
  await expect(view).toBeFocused();
  await expect(dialog.getByLabel('Totals')).toContainText('12 triangles');
  await desk.page.keyboard.press('m');
  await expect(dialog).toContainText('Click two points on the model');
  await desk.page.keyboard.press('Enter');
  await expect(dialog).toContainText('Click the second point.');
  await dialog.getByRole('button', { name: 'Collision' }).click();
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toContainText('12 triangles');
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const plain = '#usda 1.0\n( defaultPrim = "Box" )\ndef Cube "Box" {}\n';
  const next = await viewFiles(desk, { 'plain.usda': plain });
  await expect(next.getByLabel('Totals')).toContainText('12 triangles');
  await expect(next.getByRole('button', { name: 'Visual' })).toHaveAttribute('aria-pressed', 'true');
  const collision = next.getByRole('button', { name: 'Collision' });
  await expect(collision).toBeDisabled();
  await expect(collision).toHaveAttribute('aria-pressed', 'false');
});

test('all bodies are counted where not all of them are listed', async ({ desk }) => {
  const bodies = Array.from(
    { length: 1_001 },
    (_, at) => `def Cube "B${at}" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsCollisionAPI"]) {
      double size = 0.1
      double3 xformOp:translate = (${at % 40}, ${Math.floor(at / 40)}, 0)
      uniform token[] xformOpOrder = ["xformOp:translate"]
    }`,
  );
  const dialog = await viewFiles(desk, {
    'many.usda': `#usda 1.0\n( metersPerUnit = 1\nupAxis = "Z" )\n${bodies.join('\n')}`,
  });
  await expect(dialog.getByRole('button', { name: 'Center of mass' })).toContainText('1,001');
  await expect(dialog.getByRole('button', { name: 'Inertia' })).toContainText('1,001');
  await expect(dialog).toContainText('1 body not listed');
  const totals = dialog.getByLabel('Totals');
  await expect(totals).toContainText('12,012 triangles (12 without repeats)');
  await expect(totals).toHaveAttribute('title', /each place/);
});

test('limits and drives of a joint are listed with their units, and what has no hull is said to be shown', async ({
  desk,
}) => {
  const dialog = await viewFiles(desk, {
    'joint.usda': `#usda 1.0
( metersPerUnit = 0.01
upAxis = "Z" )
def Mesh "Plane" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsCollisionAPI", "PhysicsMeshCollisionAPI"]) {
  uniform token physics:approximation = "convexHull"
  int[] faceVertexCounts = [4]
  int[] faceVertexIndices = [0, 1, 2, 3]
  point3f[] points = [(0, 0, 0), (9, 0, 0), (9, 9, 0), (0, 9, 0)]
}
def PhysicsJoint "Slide" (
  prepend apiSchemas = ["PhysicsLimitAPI:transX", "PhysicsLimitAPI:rotX", "PhysicsDriveAPI:transX"]
) {
  rel physics:body1 = </Plane>
  float limit:transX:physics:low = -10
  float limit:transX:physics:high = 20
  float limit:rotX:physics:low = 1
  float limit:rotX:physics:high = -1
  float drive:transX:physics:stiffness = 5
}
`,
  });
  const row = (label: string) =>
    dialog.getByRole('row').filter({ has: desk.page.getByRole('rowheader', { name: label, exact: true }) });
  await expect(row('Limits transX')).toContainText('-0.1 m – 0.2 m');
  await expect(row('Limits transX')).toContainText('limit:transX:physics:high, joint.usda');
  await expect(row('Limits rotX')).toContainText('Locked: low 1°, high -1°');
  await expect(row('Stiffness transX')).toContainText('5 N/m');
  await expect(row('Damping transX')).toContainText('not set in the file');
  await expect(dialog).toContainText(
    'A collider is shown as authored, as its collision shape can’t be made:',
  );
  await expect(dialog).not.toContainText('Nothing to show');
});

test('a file that cannot be read says why, and is read anew once it can', async ({ desk }) => {
  const file = join(desk.home, 'broken.usda');
  await writeFile(file, toy('./wheel.usda').slice(0, 250));
  const dialog = await viewFile(desk, file);
  await expect(dialog).toContainText('This asset can\u2019t be shown. The file is damaged.');
  expect(await findings(desk)).toEqual([]);
  await writeFile(file, toy('./wheel.usda'));
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(view3d(desk, 'broken.usda')).toBeFocused();
  await expect(dialog.getByLabel('Totals')).toContainText('12 triangles');
  await dialog.getByRole('button', { name: 'Close full window' }).click();
  await expect(dialog).toBeHidden();
});

test('an asset looks as before when another one was looked at meanwhile, and nothing stays of either', async ({
  desk,
}) => {
  const plain = {
    'plain.usda':
      '#usda 1.0\n( defaultPrim = "Ball"\nupAxis = "Y" )\ndef Sphere "Ball" { double radius = 0.1 }\n',
  };
  const view = view3d(desk, 'plain.usda');
  const look = async (): Promise<string> =>
    (await view.screenshot({ animations: 'disabled' })).toString('base64');
  const close = async (dialog: Locator): Promise<void> => {
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  const fresh = await viewFiles(desk, plain);
  await expect(fresh.getByLabel('Totals')).toContainText('960 triangles');
  let picture = '';
  await expect(async () => {
    const before = picture;
    picture = await look();
    // The first one is coarse, and drawn once more in a moment.
    expect(picture === before).toBe(true);
  }).toPass({ intervals: [1_000], timeout: 30_000 });
  await close(fresh);

  const other = await viewFiles(desk, { 'other.usda': onFloor['usd.usda'] ?? '' });
  await expect(other.getByLabel('Totals')).toContainText('12 triangles');
  await desk.page.keyboard.press('m');
  await desk.page.keyboard.press('Enter');
  await expect(other).toContainText('Click the second point.');
  for (const key of ['ArrowLeft', 'ArrowUp', '+']) await desk.page.keyboard.press(key);
  await desk.page.keyboard.press('Escape');
  await close(other);

  const again = await viewFiles(desk, plain);
  await expect(again.getByLabel('Totals')).toContainText('960 triangles');
  await expect.poll(async () => (await look()) === picture, { timeout: 20_000 }).toBe(true);
  await close(again);
  // A worker waits a while for the next asset.
  await expect.poll(() => desk.page.workers(), { timeout: 30_000 }).toEqual([]);
});
