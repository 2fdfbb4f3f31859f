import type { Locator } from '@playwright/test';
import type { Desk } from './support/desk.ts';
import { drag, pointIn } from './support/places.ts';
import { expect, sharedTest } from './support/test.ts';

const widthOf = async (place: Locator): Promise<number> => (await place.boundingBox())?.width ?? 0;
const handle = (desk: Desk, name: string) => desk.page.getByRole('separator', { name });
const views = (desk: Desk) => desk.page.getByRole('navigation', { name: 'Views' });
const head = (desk: Desk, name: string) => desk.grid.getByRole('columnheader', { name, exact: true });
const heads = (desk: Desk) => desk.grid.getByRole('columnheader');
const usualHeads = ['Job', 'Status', 'Time', 'Submitted', 'Size', 'Next step'];

async function dragBy(desk: Desk, place: Locator, by: number): Promise<void> {
  const { x, y } = await pointIn(place);
  await drag(desk.page, { x, y }, { x: x + by, y });
}

const sizes = [
  [720, 480],
  [960, 600],
  [1280, 800],
  [1920, 1080],
] as const;

/** Looks in windows of several sizes. @param cutOff pixels of a text that are not shown */
async function expectWhole(desk: Desk, cutOff: () => Promise<number>): Promise<void> {
  for (const [width, height] of sizes) {
    await desk.resize(width, height);
    await expect.poll(() => desk.page.evaluate(() => innerWidth)).toBe(width);
    expect(await cutOff(), `at ${width}`).toBe(0);
  }
}

sharedTest(
  'the views, the details and columns are as wide as one drags them, also after a restart',
  async ({ desk, simulator }) => {
    await desk.resize(1600, 900);
    const id = simulator.addJob({ filename: 'mug.glb' });
    await desk.typeIds(id);
    await desk.open(id);
    const usual = {
      views: await widthOf(views(desk)),
      details: await widthOf(desk.details),
      time: await widthOf(head(desk, 'Time')),
    };
    await dragBy(desk, handle(desk, 'Width of Time'), 40);
    await dragBy(desk, handle(desk, 'Sidebar width'), 100);
    await dragBy(desk, handle(desk, 'Details width'), -120);
    const expectWider = async (): Promise<void> => {
      await expect.poll(() => widthOf(views(desk))).toBeCloseTo(usual.views + 100, 0);
      await expect.poll(() => widthOf(desk.details)).toBeCloseTo(usual.details + 120, 0);
      await expect.poll(() => widthOf(head(desk, 'Time'))).toBeCloseTo(usual.time + 40, 0);
    };
    await expectWider();
    await desk.quit();
    await desk.start();
    await desk.resize(1600, 900);
    await expectWider();

    for (const name of ['Sidebar width', 'Details width', 'Width of Time'])
      await handle(desk, name).dblclick();
    await expect.poll(() => widthOf(views(desk))).toBe(usual.views);
    await expect.poll(() => widthOf(desk.details)).toBe(usual.details);
    await expect.poll(() => widthOf(head(desk, 'Time'))).toBe(usual.time);

    // The same by keys.
    await handle(desk, 'Sidebar width').press('ArrowRight');
    await expect.poll(() => widthOf(views(desk))).toBe(usual.views + 16);
    await handle(desk, 'Details width').press('ArrowLeft');
    await expect.poll(() => widthOf(desk.details)).toBeCloseTo(usual.details + 16, 0);
    await expect(handle(desk, 'Details width')).toHaveAttribute('aria-valuenow', /^\d+$/);
    await head(desk, 'Time').getByRole('button').focus();
    await desk.page.keyboard.press('Tab');
    await expect(handle(desk, 'Width of Time')).toBeFocused();
    await desk.page.keyboard.press('ArrowRight');
    await expect.poll(() => widthOf(head(desk, 'Time'))).toBe(usual.time + 16);
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => widthOf(head(desk, 'Time'))).toBe(usual.time);
  },
);

sharedTest(
  'columns are chosen and put in order, by mouse and by keys, and are so after a restart',
  async ({ desk, simulator }) => {
    await desk.resize(1280, 800);
    await desk.typeIds(simulator.addJobs(2).join('\n'));
    await expect(heads(desk)).toHaveText(usualHeads);
    const columns = () => desk.page.getByRole('dialog', { name: 'Columns' });
    await desk.button('Columns').click();
    await columns().getByRole('checkbox', { name: 'Type' }).check();
    await columns().getByRole('checkbox', { name: 'Size' }).uncheck();
    await expect(columns().getByRole('checkbox', { name: 'Job' })).toBeDisabled();
    const left = columns().getByRole('button', { name: 'Move Submitted left' });
    await left.focus();
    for (let press = 0; press < 2; press += 1) await desk.page.keyboard.press('Enter');
    await expect(left).toBeFocused();
    await desk.page.keyboard.press('Escape');
    const chosen = ['Job', 'Type', 'Status', 'Submitted', 'Time', 'Next step'];
    await expect(heads(desk)).toHaveText(chosen);

    const time = await head(desk, 'Time').boundingBox();
    const type = await head(desk, 'Type').boundingBox();
    await dragBy(desk, head(desk, 'Time').getByRole('button'), (type?.x ?? 0) - (time?.x ?? 0));
    const dragged = ['Job', 'Time', 'Type', 'Status', 'Submitted', 'Next step'];
    await expect(heads(desk)).toHaveText(dragged);
    // It was no click.
    await expect(head(desk, 'Time')).toHaveAttribute('aria-sort', 'none');
    await desk.quit();
    await desk.start();
    await desk.resize(1280, 800);
    await expect(heads(desk)).toHaveText(dragged);

    await head(desk, 'Time').click({ button: 'right' });
    await columns().getByRole('button', { name: 'Reset columns' }).click();
    await expect(heads(desk)).toHaveText(usualHeads);
  },
);

sharedTest(
  'what one chose of the columns stays longest in a narrow list, and no row is wider than it',
  async ({ desk, simulator }) => {
    await desk.typeIds(simulator.addJobs(2).join('\n'));
    await desk.resize(1920, 1080);
    await desk.button('Columns').click();
    await desk.page.getByRole('checkbox', { name: 'Added' }).check();
    await desk.page.keyboard.press('Escape');
    await desk.resize(720, 480);
    await expect(heads(desk)).toHaveText(['Job', 'Status', 'Time', 'Added', 'Next step']);
    const overflow = await desk.grid
      .getByRole('row')
      .last()
      .evaluate((row) => row.scrollWidth - row.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  },
);

sharedTest(
  'how many are selected is told in full, however much can be done with them',
  async ({ desk, simulator }) => {
    const ids = Array.from({ length: 40 }, () => simulator.addJob({ filename: 'chair.glb' }));
    for (const id of ids) simulator.setPhase(id, 'completed');
    await desk.drop({ text: ids.join('\n') });
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '41');
    await desk.grid.focus();
    await desk.page.keyboard.press('ControlOrMeta+a');
    const shown = desk.page.getByRole('status', { name: 'Shown' });
    await expect(shown).toHaveText('40 of 40 selected');
    const cutOff = (): Promise<number> => shown.evaluate((words) => words.scrollWidth - words.clientWidth);
    await expectWhole(desk, cutOff);
    await expect(desk.button('Remove 40')).toBeVisible();
  },
);

sharedTest('how the list is sorted is told in full, however narrow it is', async ({ desk, simulator }) => {
  await desk.typeIds(['chair.glb', 'stool.glb'].map((filename) => simulator.addJob({ filename })).join('\n'));
  const sort = desk.page.getByRole('combobox', { name: 'Sort by' });
  const cutOff = (): Promise<number> =>
    sort.evaluate((select) => {
      const whole = select.cloneNode(true) as HTMLElement;
      whole.style.cssText = 'position: fixed; max-width: none';
      select.after(whole);
      const missing = whole.offsetWidth - (select as HTMLElement).offsetWidth;
      whole.remove();
      return missing;
    });
  await expectWhole(desk, cutOff);
});

sharedTest('the heading before it is not touched by how the list is sorted', async ({ desk, simulator }) => {
  await desk.typeIds(['chair.glb', 'stool.glb'].map((filename) => simulator.addJob({ filename })).join('\n'));
  const between = (): Promise<number> =>
    desk.page.getByRole('combobox', { name: 'Sort by' }).evaluate((select) => {
      const words = document.createRange();
      words.selectNodeContents(
        [...document.querySelectorAll('[role="columnheader"] button')].at(-1) ?? document,
      );
      return select.getBoundingClientRect().left - words.getBoundingClientRect().right;
    });
  const order = { default: 'Submitted, newest first', longest: 'Review, not reviewed first' };
  for (const details of ['closed', 'open'])
    for (const chosen of Object.values(order)) {
      await desk.sortBy(chosen);
      // In smaller windows the details lie over the list.
      for (const [width, height] of details === 'open' ? sizes.slice(2) : sizes) {
        await desk.resize(width, height);
        await expect.poll(() => desk.page.evaluate(() => innerWidth)).toBe(width);
        expect(await between(), `${chosen} at ${width}, details ${details}`).toBeGreaterThan(4);
      }
      if (chosen === order.longest && details === 'closed') await desk.open('chair.glb');
    }
});

sharedTest('jobs stand in the order in which they were submitted', async ({ desk, simulator }) => {
  const hours = { 'noon.glb': 2, 'evening.glb': 1, 'morning.glb': 5 };
  for (const [filename, ago] of Object.entries(hours))
    simulator.addJob({ filename, ageMs: ago * 3_600_000 + 60_000 });
  simulator.setList(true);
  await desk.page.evaluate(() => window.rigyd.refreshAccount());
  const names = desk.grid.getByRole('row').locator('.name');
  await expect(names).toHaveText(['evening.glb', 'noon.glb', 'morning.glb']);
  await expect(head(desk, 'Submitted')).toHaveAttribute('aria-sort', 'descending');
  await expect(desk.row('morning.glb')).toContainText('5 h ago');
  await head(desk, 'Submitted').getByRole('button').click();
  await expect(names).toHaveText(['morning.glb', 'noon.glb', 'evening.glb']);
});

sharedTest('density and text size are settings', async ({ desk, simulator }) => {
  await desk.typeIds(simulator.addJobs(3).join('\n'));
  const row = () => desk.grid.getByRole('row').last();
  const heightOf = async (): Promise<number> => (await row().boundingBox())?.height ?? 0;
  const textOf = (): Promise<string> =>
    row()
      .locator('.name')
      .evaluate((name) => getComputedStyle(name).fontSize);
  await expect.poll(heightOf).toBe(44);
  await expect.poll(textOf).toBe('13px');
  await desk.button('Settings').click();
  const settings = desk.page.getByRole('dialog', { name: 'Settings' });
  for (const [density, height] of [
    ['Comfortable', 56],
    ['Compact', 32],
  ] as const) {
    await settings.getByRole('combobox', { name: 'Density' }).selectOption(density);
    await expect.poll(heightOf).toBe(height);
  }
  await settings.getByRole('combobox', { name: 'Text size' }).selectOption('Large');
  await expect.poll(textOf).toBe('15px');
  await desk.quit();
  await desk.start();
  await expect.poll(heightOf).toBe(32);
  expect(await textOf()).toBe('15px');
});

sharedTest(
  'a list beside the views and the details is narrow, and has room for what there is to do and to read',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'mug.glb' });
    simulator.setPhase(id, 'completed');
    await desk.typeIds(id);
    await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('mug');
    await desk.open(id);
    for (const width of [1280, 1100, 1000]) {
      await desk.resize(width, 800);
      if (width === 1280) await desk.button('Show details in half the window').click();
      const list = await desk.grid.boundingBox();
      const step = await desk.button('Download: mug.glb').boundingBox();
      expect((step?.x ?? Infinity) + (step?.width ?? 0), `${width} wide`).toBeLessThanOrEqual(
        (list?.x ?? 0) + (list?.width ?? 0),
      );
      await expect(head(desk, 'Time')).toHaveCount(0);
    }
    await desk.page.getByRole('button', { name: 'Filters' }).click();
    await desk.page.getByRole('checkbox', { name: 'Completed' }).check();
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => desk.button(/^Filters/).innerText()).toBe('Filters: 1');
  },
);

sharedTest(
  'the details take half of the window, all of it, and their place again',
  async ({ desk, simulator }) => {
    await desk.resize(1600, 900);
    const id = simulator.addJob({ filename: 'mug.glb' });
    await desk.typeIds(id);
    await desk.open(id);
    const usual = await widthOf(desk.details);
    const main = desk.page.getByRole('main');
    await desk.button('Show details in half the window').click();
    await expect.poll(() => widthOf(desk.details)).toBeCloseTo((await widthOf(main)) / 2, -1);
    await desk.button('Show details in the full window').click();
    await expect(desk.grid).toBeHidden();
    await expect(views(desk)).toBeHidden();
    await expect.poll(() => widthOf(desk.details)).toBeCloseTo(1600, -1);
    await desk.page.keyboard.press('Escape');
    await expect(desk.grid).toBeVisible();
    await desk.page.keyboard.press('w');
    await expect(desk.grid).toBeHidden();
    await expect(desk.details).toBeFocused();
    await desk.page.keyboard.press('w');
    await expect.poll(() => widthOf(desk.details)).toBe(usual);

    for (let press = 0; press < 2; press += 1) await desk.page.keyboard.press('w');
    await expect(desk.grid).toBeHidden();
    await desk.button('Close details').click();
    await expect(desk.grid).toBeFocused();
    await expect(views(desk)).toBeVisible();
  },
);

sharedTest('the reason of a failure has the empty columns of its row', async ({ desk, simulator }) => {
  await desk.resize(1280, 800);
  const reason = 'Mesh is not watertight: 212 open edges on 3 shells, and 40 of its faces have no area.';
  const id = simulator.addJob({ filename: 'gear.fbx', fails: reason });
  simulator.setPhase(id, 'failed');
  await desk.typeIds(`${id}\nnosuchjob000000000000001`);
  const why = desk.grid.getByTitle(reason);
  await expect(why).toBeVisible();
  const isCut = (text: Locator): Promise<boolean> =>
    text.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(await isCut(why)).toBe(false);
  expect(await widthOf(why)).toBeGreaterThan(await widthOf(head(desk, 'Status')));
  // It stands below what the columns say, not over it.
  const box = await why.boundingBox();
  const time = await desk.row('gear.fbx').locator('.duration').boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual((time?.y ?? 0) + (time?.height ?? 0) - 2);
  // A button at the end of the row keeps its place.
  const row = desk.row('nosuchjob000000000000001');
  const unknown = await row.getByText(/^Unknown to Rigyd/).boundingBox();
  const button = await row.getByRole('button').boundingBox();
  expect((unknown?.x ?? 0) + (unknown?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0);
});
