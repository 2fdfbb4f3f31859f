import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import { expectChange, openCompleted, view3d, viewFiles } from './support/assets.ts';
import type { Desk } from './support/desk.ts';
import { drag, placeOf } from './support/places.ts';
import { expect, sharedTest as test, smoke } from './support/test.ts';

/** Opens the details of a completed chair, whose result is on the disk where it is said. */
async function openChair(desk: Desk, simulator: Simulator, { isHere = true } = {}): Promise<Locator> {
  const section = await openCompleted(desk, simulator, { filename: 'chair.glb' });
  if (isHere) await desk.button('Download: chair.glb').click();
  return section;
}

const viewOf = (desk: Desk): Locator => view3d(desk, 'chair.glb');

/** What the viewer says that it draws. */
async function pictureIn(desk: Desk): Promise<string> {
  const ids = (await viewOf(desk).getAttribute('aria-describedby')) ?? '';
  const texts = ids.split(' ').map((id) => desk.page.locator(`[id="${id}"]`).textContent());
  return (await Promise.all(texts)).join(' ');
}

const expectPicture = (desk: Desk, text: string): Promise<void> =>
  expect.poll(() => pictureIn(desk)).toContain(text);

test(
  'a result is shown in 3D as soon as it is on the disk, with its totals and its physics',
  smoke,
  async ({ desk, simulator }) => {
    const section = await openChair(desk, simulator);
    await expect(viewOf(desk)).toBeVisible();
    await expectPicture(desk, 'Showing 3 visual shapes, 0 colliders.');
    await expect(desk.details.locator('[data-part=output]').getByRole('region').first()).toHaveAccessibleName(
      'Asset',
    );
    const totals = section.getByLabel('Totals');
    await expect(totals).toContainText('948 triangles');
    await expect(totals).toContainText('2 materials');
    await expect(totals).toContainText('2 textures');
    await expect(totals).toContainText('0.4881 × 0.4354 × 0.8634 m');

    const physics = section.getByRole('region', { name: /Physics/ });
    await expect(physics).toContainText('1 body · 13 colliders · 0 joints');
    const mass = physics
      .getByRole('row')
      .filter({ has: desk.page.getByRole('rowheader', { name: 'Mass', exact: true }) });
    await expect(mass).toContainText(/ kg ?Authored ?physics:mass, chair\.usd/);
    await expect(physics.getByRole('row', { name: /^Inertia|^Principal inertia/ })).toContainText('Derived');
    expect(await findings(desk)).toEqual([]);
  },
);

test('what is known of a result has its place before it is read, so that nothing below it moves', async ({
  desk,
  simulator,
}) => {
  await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  await desk.page.keyboard.press('Escape');
  await expect(desk.section('Asset')).toBeHidden();
  const heights = await desk.page.evaluateHandle(() => {
    const seen = new Set<number>();
    // A method, as functions with a name are given a helper by the loader that no page has.
    const watch = {
      frame() {
        const sections = [...document.querySelectorAll('section')];
        // The last one: the details around it begin with the same heading.
        const asset = sections.findLast((one) => one.querySelector('h3')?.textContent === 'Asset');
        if (asset !== undefined) seen.add(asset.getBoundingClientRect().height);
        requestAnimationFrame(() => watch.frame());
      },
    };
    watch.frame();
    return seen;
  });
  await desk.open('chair.glb');
  await expectPicture(desk, 'Showing 3 visual shapes');
  expect(await heights.evaluate((seen) => [...seen])).toHaveLength(1);
});

test('before its download an asset is shown when the person asks for it', async ({ desk, simulator }) => {
  const section = await openChair(desk, simulator, { isHere: false });
  expect(simulator.requests.entries.filter(({ path }) => path.endsWith('/result'))).toEqual([]);
  await section.getByRole('button', { name: 'Load preview: chair.glb' }).click();
  await expectPicture(desk, 'Showing 3 visual shapes');
});

test('layers show what a physics engine has, and never a guide as the object', async ({
  desk,
  simulator,
}) => {
  const section = await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes, 0 colliders.');
  const layer = (name: RegExp): Locator =>
    section.getByRole('group', { name: 'Layers' }).getByRole('button', { name });
  await layer(/^Collision/).click();
  await expectPicture(desk, 'Showing 3 visual shapes, 13 colliders.');
  await layer(/^Visual/).click();
  await expectPicture(desk, 'Showing 0 visual shapes, 13 colliders.');
  await layer(/^Center of mass/).click();
  await layer(/^Inertia/).click();
  await expectPicture(desk, '13 colliders, 1 center of mass, 1 inertia box.');
  await expect(layer(/^Joints/)).toBeDisabled();

  await expectChange(viewOf(desk), async () => {
    await section.getByRole('combobox', { name: 'Collider shape' }).selectOption('As authored');
    await section.getByRole('row', { name: 'Body chair' }).hover();
  });

  // They are as they were chosen in the next view.
  for (const name of [/^Visual/, /^Collision/, /^Center of mass/, /^Inertia/]) await layer(name).click();
  await expectPicture(desk, 'Showing 3 visual shapes, 0 colliders.');
});

test('the view is turned, moved and zoomed by hand and by keys, and fits again', async ({
  desk,
  simulator,
}) => {
  await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  const { keyboard, mouse } = desk.page;
  const view = viewOf(desk);
  await view.focus();
  await keyboard.press('1');
  await keyboard.press('f');
  const changes = (act: () => Promise<void>): Promise<void> => expectChange(view, act);
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', '+', 'w', 'w', 'n', 'n', 'g', 'g', '7'])
    await changes(() => keyboard.press(key));
  const { x, y } = await placeOf(view);
  await changes(() => drag(desk.page, { x: x + 100, y: y + 150 }, { x: x + 160, y: y + 120 }));
  await changes(() => mouse.wheel(0, -240));
  await changes(() => keyboard.press('f'));
});

test('what a layer marks beside the object is in the picture at first sight, and when it is fitted', async ({
  desk,
}) => {
  // Of twice the size of the body.
  const inertia = '<inertial mass="1" pos="0 0 0" diaginertia=".006 .006 .006"/>';
  const body = `<body><freejoint/>${inertia}<geom type="box" size=".05 .05 .05"/></body>`;
  const files = { 'top.xml': `<mujoco><worldbody>${body}</worldbody></mujoco>` };
  const open = async (): Promise<{ dialog: Locator; view: Locator; layer: Locator }> => {
    const dialog = await viewFiles(desk, files);
    const layer = dialog.getByRole('group', { name: 'Layers' }).getByRole('button', { name: /^Inertia/ });
    await expect(layer).toBeEnabled();
    return { dialog, view: view3d(desk, 'top.xml'), layer };
  };
  // It stays on for the next one.
  const first = await open();
  await first.layer.press('Enter');
  await expect(first.dialog).toContainText('1 inertia box');
  await first.dialog.getByRole('button', { name: 'Close', exact: true }).press('Enter');
  await expect(first.dialog).toBeHidden();

  const { dialog, view, layer } = await open();
  const { keyboard, mouse } = desk.page;
  const { x, y, width, height } = await placeOf(view);
  await keyboard.press('m');
  for (const [hint, right] of [
    ['Click two points', 30],
    ['Click the second point', 60],
  ] as const) {
    await expect(dialog).toContainText(hint);
    await mouse.click(x + width / 2 + right, y + height / 2 + 20);
  }
  /** How far a place of the body is from the middle, which tells how large the body is in the picture. */
  const aside = async (): Promise<number> => {
    const label = await placeOf(dialog.getByText(/^0\.\d+ m$/));
    return label.x + label.width / 2 - x - width / 2;
  };
  await expect.poll(aside).toBeCloseTo(45, -1);
  await layer.press('Enter');
  await view.press('f');
  await expect.poll(aside).toBeGreaterThan(65);
  await layer.press('Enter');
  await view.press('f');
  await expect.poll(aside).toBeCloseTo(45, -1);
  await layer.press('Enter');
});

test('two fingers zoom the view', async ({ desk, simulator }) => {
  await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  const { x, y, width, height } = await placeOf(viewOf(desk));
  const session = await desk.page.context().newCDPSession(desk.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number | null) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        apart === null
          ? []
          : [-1, 1].map((side, id) => ({ x: x + width / 2 + (side * apart) / 2, y: y + height / 2, id })),
    });
  await expectChange(viewOf(desk), async () => {
    await touch('touchStart', 40);
    await touch('touchMove', 80);
    await touch('touchMove', 160);
    await touch('touchEnd', null);
  });
});

test('two points of the model are measured by the mouse and by keys', async ({ desk, simulator }) => {
  const section = await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  const view = viewOf(desk);
  await view.focus();
  await desk.page.keyboard.press('7');
  await section.getByRole('button', { name: 'Measure' }).click();
  const said = section.getByRole('status').filter({ hasText: /point|measure|Distance/ });
  await expect(said).toContainText('Click two points');
  await view.focus();
  // A corner of the picture has nothing in it.
  await view.click({ position: { x: 4, y: 60 } });
  await expect(said).toContainText('nothing to measure');
  await desk.page.keyboard.press('Enter');
  await expect(said).toContainText('Click the second point');
  await desk.page.keyboard.press('Shift+ArrowRight');
  await desk.page.keyboard.press('Enter');
  await expect(said).toContainText(/Distance: 0\.\d+ m/);
  await desk.page.keyboard.press('Escape');
  await expect(said).toBeHidden();
  await expect(desk.details).toBeVisible();
});

test('the view fills the window by a key, and Escape brings it back with the keyboard in it', async ({
  desk,
  simulator,
}) => {
  await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  const { width: narrow } = await placeOf(viewOf(desk));
  await desk.details.focus();
  await desk.page.keyboard.press('v');
  const dialog = desk.page.getByRole('dialog', { name: 'chair.glb' });
  await expect(dialog).toBeVisible();
  await expect(viewOf(desk)).toBeFocused();
  expect((await placeOf(viewOf(desk))).width).toBeGreaterThan(narrow);
  await desk.page.keyboard.press('w');
  await expect(dialog.getByRole('button', { name: 'Wireframe' })).toHaveAttribute('aria-pressed', 'true');
  await desk.page.keyboard.press('w');
  expect(await findings(desk)).toEqual([]);
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(viewOf(desk)).toBeFocused();
  await expect(desk.details).toBeVisible();
});

test('what MuJoCo makes of the result, and what was handed in, are shown in its place', async ({
  desk,
  simulator,
}) => {
  const section = await openChair(desk, simulator);
  await expectPicture(desk, 'Showing 3 visual shapes');
  await section.getByRole('radio', { name: 'MJCF' }).check();
  await expect(section.getByRole('region', { name: /Physics/ })).toContainText(/chair.*\.xml/);
  await expect(section.getByRole('region', { name: /Physics/ })).toContainText('1 body · 13 colliders');
  // The choice of a part has the keyboard, and no use for letters.
  await desk.page.keyboard.press('v');
  await expect(desk.page.getByRole('dialog', { name: 'chair.glb' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await section.getByRole('radio', { name: 'Input' }).check();
  await section.getByRole('button', { name: 'Load preview: chair.glb' }).click();
  await expect(section.getByRole('region', { name: /Physics/ })).toContainText('The file has no physics.');
  await expectPicture(desk, '0 colliders');
});
