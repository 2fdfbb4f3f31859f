import type { Locator } from '@playwright/test';
import { view3d, viewFiles } from './support/assets.ts';
import { expect, sharedTest as test } from './support/test.ts';
import { chooseTheme, expectSeen, themes } from './support/themes.ts';

/** The processor draws, and MuJoCo and the rules work at a low priority: a busy machine does everything else before. */
const patience = { timeout: 100_000 };

/** Two bodies with a joint between them, each of another shape as it is seen than as it collides. */
const gate = `#usda 1.0
( defaultPrim = "Gate"
  metersPerUnit = 1
  upAxis = "Z" )
def Xform "Gate"
{
  def Xform "Post" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"])
  {
    float physics:mass = 5
    def Cube "Look" { double size = 0.2 }
    def Sphere "Hull" (prepend apiSchemas = ["PhysicsCollisionAPI"])
    {
      double radius = 0.2
      uniform token purpose = "guide"
    }
  }
  def Xform "Leaf" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"])
  {
    float physics:mass = 2
    double3 xformOp:translate = (0.5, 0, 0)
    uniform token[] xformOpOrder = ["xformOp:translate"]
    def Sphere "Look" { double radius = 0.15 }
    def Cube "Hull" (prepend apiSchemas = ["PhysicsCollisionAPI"])
    {
      double size = 0.3
      uniform token purpose = "guide"
    }
  }
  def PhysicsRevoluteJoint "Hinge"
  {
    rel physics:body0 = </Gate/Post>
    rel physics:body1 = </Gate/Leaf>
    uniform token physics:axis = "Z"
    point3f physics:localPos0 = (0.25, 0, 0)
    point3f physics:localPos1 = (-0.25, 0, 0)
  }
}
`;

/** What a layer adds to each half of the picture, at least: solids fill a part of it, marks are some hundred points. */
const layers = [
  ['Visual', 0.1],
  ['Collision', 0.1],
  ['Center of mass', 0.0004],
  ['Inertia', 0.005],
  ['Joints', 0.0004],
] as const;

test('each layer of a file of one’s own stands out from the ground, in the light and in the dark', async ({
  desk,
}) => {
  const dialog = await viewFiles(desk, { 'gate.usda': gate });
  await expect(dialog.getByLabel('Totals')).toBeVisible();
  const view = view3d(desk, 'gate.usda');
  const toggle = (name: string): Promise<void> =>
    dialog.getByRole('group', { name: 'Layers' }).getByRole('button', { name }).click();
  await toggle('Visual');
  for (const theme of themes) {
    await chooseTheme(desk, theme);
    const bare = await expectSeen(view, theme, { least: 0, most: 0.01 });
    for (const [name, least] of layers) {
      await toggle(name);
      await expectSeen(view, theme, { least, most: 1 }, bare);
      await toggle(name);
      await expectSeen(view, theme, { least: -least / 2, most: least / 2 }, bare);
    }
  }
  await toggle('Visual');
});

test('a result, its comparison, its simulation, its verdict and the wall are as they are in the light and in the dark', async ({
  desk,
  simulator,
}) => {
  test.setTimeout(300_000);
  const id = simulator.addJob({ filename: 'dusk crate.glb' });
  simulator.setPhase(id, 'completed');
  simulator.faults.set({ fault: { kind: 'spoilPhysics' }, endpoint: 'result', job: id });
  const expectBoth = async (picture: Locator): Promise<void> => {
    for (const theme of themes) {
      await chooseTheme(desk, theme);
      await expectSeen(picture, theme, { least: 0.1, most: 0.9 });
    }
  };

  // What follows is opened in the dark, and goes on in the light.
  await chooseTheme(desk, 'dark');
  await desk.typeIds(id);
  await desk.open(id);
  await desk.button('Download: dusk crate.glb').click();
  const section = desk.section('Asset');
  const view = section.getByRole('application');
  await expectBoth(view);
  await section.getByRole('radio', { name: 'Before and after' }).check();
  await expect(section.getByRole('slider', { name: 'Splitter' })).toBeVisible(patience);
  await expectBoth(view);
  await section.getByRole('radio', { name: 'Poke it' }).check();
  await expect(section.getByRole('status').filter({ hasText: /^At rest/ })).toBeVisible(patience);
  await expectBoth(view);

  const found = desk.section('Verdict').getByRole('list', { name: 'Findings' }).getByRole('listitem');
  await expect(found.first()).toContainText('Error', patience);
  await found.filter({ hasText: 'times the volume' }).getByRole('button', { name: 'Show in 3D' }).click();
  await expectBoth(view);

  await desk.button('Close details').click();
  await desk.button('Review wall').click();
  const wall = desk.page.getByRole('grid', { name: 'Results to review' });
  await expect(wall.locator('img')).toHaveCount(1, patience);
  await expectBoth(wall.locator('img'));
});
