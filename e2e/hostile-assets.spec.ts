import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeCrate } from '../src/asset/usd/crate/testing/write-crate.ts';
import { typed } from '../src/asset/usd/crate/testing/describe-crate.ts';
import { makeZip } from '../src/asset/zip/testing/make-zip.ts';
import { glbBytes } from '../src/simulator/results/glb.ts';
import { seededRandom } from '../src/simulator/random.ts';
import { usdFiles } from '../src/simulator/results/package-files.ts';
import { modelFor } from '../src/simulator/shapes/catalogue.ts';
import { viewFiles } from './support/assets.ts';
import type { Desk } from './support/desk.ts';
import * as made from './support/hostile-files.ts';
import { expect, sharedTest as test } from './support/test.ts';

const good = `#usda 1.0
( defaultPrim = "Box"
  metersPerUnit = 1 )
def Cube "Box" { double size = 0.5 }
`;

/** Expects that nothing is left of what was looked at, and that the next asset opens. */
async function expectSound(desk: Desk): Promise<void> {
  const workers = (): string[] => desk.page.workers().map((worker) => worker.url());
  // One that waits for its last drawing goes after that.
  await expect.poll(workers, { timeout: 30_000 }).toEqual([]);
  const dialog = await viewFiles(desk, { 'good.usda': good });
  await expect(dialog.getByLabel('Totals')).toContainText('12 triangles', { timeout: 30_000 });
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

for (const [what, files, said] of made.hostileCases)
  test(`${what}: the window says so, answers, and shows the next asset`, async ({ desk }) => {
    test.slow();
    const dialog = await viewFiles(desk, files());
    for (const text of said) await expect(dialog).toContainText(text, { timeout: 30_000 });
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expectSound(desk);
  });

test('what takes long to be drawn says so until it is', async ({ desk }) => {
  test.slow();
  const dialog = await viewFiles(desk, { 'many.usda': made.bodies(5_000) });
  await expect(dialog).toContainText('Showing 5,000 visual shapes', { timeout: 30_000 });
  const late = dialog.getByRole('status').filter({ hasText: 'Drawing' });
  const colliders = dialog.getByRole('button', { name: 'Collision' });
  await colliders.click();
  await expect(late).toBeVisible();
  await expect(dialog).toContainText('5,000 colliders', { timeout: 30_000 });
  await expect(late).toBeHidden();
  // The next asset is shown with the same layers.
  await colliders.click();
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a compile without end is ended, and the window answers meanwhile', async ({ desk }) => {
  test.slow();
  const [begun] = await Promise.all([
    desk.page.waitForEvent('worker'),
    viewFiles(desk, { 'endless.xml': made.endlessCompile() }),
  ]);
  // A minute of the worker that watches is a moment. One that has only just begun has no timers yet.
  const hasten = (): boolean => {
    const wait = self.setTimeout as typeof self.setTimeout | undefined;
    if (wait !== undefined)
      Object.assign(self, { setTimeout: (call: () => void, ms: number) => wait(call, ms / 20) });
    return wait !== undefined;
  };
  await expect.poll(() => begun.evaluate(hasten), { intervals: [0] }).toBe(true);
  const dialog = desk.page.getByRole('dialog', { name: 'endless.xml', exact: true });
  await expect(dialog).toContainText('took too long', { timeout: 60_000 });
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectSound(desk);
});

test('the view is closed while MuJoCo compiles without end, and nothing of it stays', async ({ desk }) => {
  const dialog = await viewFiles(desk, { 'endless.xml': made.endlessCompile() });
  await expect.poll(() => desk.page.workers().length).toBe(2);
  await expect(dialog).toContainText('Reading the model');
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectSound(desk);
});

test('the view is closed while the worker that reads has more to do than to notice', async ({ desk }) => {
  const cube = '<mujoco><worldbody><body><geom type="box" size=".1 .1 .1"/></body></worldbody></mujoco>';
  const dialog = await viewFiles(desk, { 'cube.xml': cube });
  await expect(dialog.getByLabel('Totals')).toContainText('12 triangles', { timeout: 30_000 });
  const viewer = desk.page.workers().find((worker) => worker.url().includes('viewer-worker'));
  // Busy from the end of MuJoCo on, which it had asked for before, until the page has ended it too.
  await viewer?.evaluate(() => {
    self.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => {
      const until = performance.now() + 500;
      while (data.kind === 'end' && performance.now() < until);
    });
  });
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectSound(desk);
});

/** Small files of each kind, which are cut off and damaged in tests. */
const wholes = async (): Promise<[name: string, whole: Uint8Array][]> => [
  [
    'a.usdc',
    writeCrate({
      fields: { defaultPrim: typed('Token', 'Box'), metersPerUnit: typed('Double', 1) },
      prims: {
        Box: { typeName: 'Cube', properties: { size: { typeName: 'double', default: typed('Double', 2) } } },
      },
    }),
  ],
  ['b.glb', new Uint8Array(await glbBytes(modelFor('mug'), 'mug'))],
  ['c.usda', new Uint8Array(usdFiles(modelFor('mug'), 'mug').get('usd/mug/mug.usd') ?? [])],
];

test('files that have bits turned over are shown or refused, each time', async ({ desk }) => {
  const random = seededRandom('damage');
  const outcomes = new Set<string>();
  for (const [name, whole] of await wholes()) {
    const dialog = await viewFiles(desk, { [name]: cutOff(whole, 50) });
    await expect(dialog).toContainText(made.refused);
    for (const damaged of made.damagedCopies(whole, random)) {
      await writeFile(join(desk.home, 'models', name), damaged);
      const again = dialog.getByRole('button', { name: 'Try again' });
      if ((await again.count()) === 0) break;
      await again.click();
      await expect(dialog.getByLabel('Totals').or(dialog.getByText(made.refused)).first()).toBeVisible();
      outcomes.add((await dialog.getByText(made.refused).count()) > 0 ? 'refused' : 'shown');
    }
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  expect(outcomes).toContain('refused');
  await expectSound(desk);
});

for (const name of ['a.usdc', 'b.glb'])
  test(`a file that is cut off at any hundredth is refused, its worker ends, and the window answers meanwhile: ${name}`, async ({
    desk,
  }) => {
    test.slow();
    const whole = new Map(await wholes()).get(name) ?? new Uint8Array();
    const dialog = await viewFiles(desk, { [name]: cutOff(whole, 50) });
    const refusal = dialog.getByText(made.refused);
    await expect(refusal).toBeVisible();
    await expect.poll(() => desk.page.workers().length).toBe(0);
    const longestPause = await watchPauses(desk.page);
    /** @returns the longest time for which the window did nothing meanwhile, ms */
    const openAgain = async (): Promise<number> => {
      await longestPause();
      const [worker] = await Promise.all([
        desk.page.waitForEvent('worker'),
        dialog.getByRole('button', { name: 'Try again' }).click(),
      ]);
      if (desk.page.workers().includes(worker)) await worker.waitForEvent('close');
      await refusal.waitFor();
      return longestPause();
    };
    const pauses: number[] = [];
    for (let percent = 1; percent < 100; percent += 1) {
      await writeFile(join(desk.home, 'models', name), cutOff(whole, percent));
      const pause = await openAgain();
      // Other tests run at the same time, so a single pause tells no more than that the window goes on; `npm run bench` measures it.
      expect(pause, `at ${percent}%`).toBeLessThan(1_000);
      pauses.push(pause);
    }
    expect(pauses.toSorted((x, y) => x - y)[pauses.length >> 1]).toBeLessThan(100);
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expectSound(desk);
  });

/** The beginning of a file, so many hundredths of it. */
const cutOff = (whole: Uint8Array, percent: number): Uint8Array =>
  whole.subarray(0, Math.floor((whole.length * percent) / 100));

/** Watches for how long the page does nothing else. @returns tells the longest time in ms since it was last asked */
async function watchPauses(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    // A method, as functions with a name are given a helper by the loader that no page has.
    const pauses = {
      longest: 0,
      last: performance.now(),
      look() {
        const now = performance.now();
        this.longest = Math.max(this.longest, now - this.last);
        this.last = now;
        setTimeout(() => this.look());
      },
    };
    pauses.look();
    return pauses;
  });
  return () =>
    watch.evaluate((pauses) => {
      const { longest } = pauses;
      pauses.longest = 0;
      return longest;
    });
}

test('results that are bombs, or have a hostile file in them, leave the list and the next result whole', async ({
  desk,
  simulator,
}) => {
  const ids = ['bomb.glb', 'fan.glb', 'chair.glb'].map((filename) => simulator.addJob({ filename }));
  const [bomb = '', fan = '', chair = ''] = ids;
  for (const id of ids) simulator.setPhase(id, 'completed');
  const zeros = { name: 'usd/bomb/zeros.usd', zeros: 2 ** 28 };
  simulator.faults.set({ fault: { kind: 'zipEntries', entries: [zeros] }, endpoint: 'result', job: bomb });
  const zip = makeZip([{ name: 'usd/fan/fan.usd', bytes: made.fan(), isDeflated: true }]);
  const base64 = Buffer.from(zip).toString('base64');
  simulator.faults.set({ fault: { kind: 'file', base64 }, endpoint: 'result', job: fan });
  await desk.typeIds(ids.join('\n'));
  for (const [id, name, said] of [
    [bomb, 'bomb.glb', /blocked because its contents could do harm/],
    [fan, 'fan.glb', /more parts/],
    [chair, 'chair.glb', /948 triangles/],
  ] as const) {
    await expect(desk.row(id)).toContainText('Completed');
    await desk.open(id);
    const section = desk.section('Asset');
    await section.getByRole('button', { name: `Load preview: ${name}` }).click();
    await expect(section).toContainText(said, { timeout: 30_000 });
  }
});
