import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DeadShare, noDeadShare } from './support/dead-share.ts';
import { expect, test as base } from './support/test.ts';

/** Has a folder stop answering, and answer again. */
const test = base.extend<{ share: { goAway: (folder: string) => void; comeBack: () => void } }>({
  share: async ({ newDesk }, use) => {
    let share: DeadShare | null = null;
    const comeBack = (): void => {
      share?.unmount();
      share = null;
    };
    await use({ goAway: (folder) => (share ??= DeadShare.mount(folder)), comeBack });
    if (newDesk.isRunning) await newDesk.kill();
    comeBack();
  },
});

test.skip(noDeadShare !== null, noDeadShare ?? '');

test('a download folder that does not answer holds up nothing but itself, also no end of the app', async ({
  desk,
  simulator,
  share,
}) => {
  const names = ['axle', 'bolt', 'chair', 'desk', 'easel', 'flute', 'globe'];
  const ids = names.map((name) => simulator.addJob({ filename: `${name}.glb` }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  const home = names.slice(0, 5);
  for (const name of home) await desk.button(`Download: ${name}.glb`).click();
  for (const name of home) await expect(desk.button(`Show in folder: ${name}.glb`)).toBeVisible();

  share.goAway(desk.results);
  await desk.button('Download: flute.glb').click();
  await desk.open('axle.glb');
  // Each looks for the files of its result; the system has four threads for that.
  for (let press = 0; press < 5; press += 1) await desk.page.keyboard.press('ArrowDown');
  await desk.open('easel.glb');
  await expect(desk.section('Open in')).toContainText('The folder isn’t responding.', { timeout: 15_000 });

  // What a person gives is on disk all the same.
  const [late = ''] = simulator.addJobs(1);
  await desk.typeIds(late);
  await expect(desk.messages).toContainText('Watching 1 new job.');
  await expect(desk.row(late)).toBeVisible();

  // Other folders are used as ever, also while the first is still given time to answer.
  const elsewhere = join(desk.home, 'Elsewhere');
  await desk.answerFileDialogs(elsewhere);
  await desk.button('Settings').click();
  await desk.button('Choose…').first().click();
  await desk.page.keyboard.press('Escape');
  await desk.button('Download: globe.glb').click();
  await expect(desk.button('Show in folder: globe.glb')).toBeVisible();
  expect((await readdir(elsewhere)).filter((name) => !name.startsWith('.'))).toHaveLength(1);

  await desk.quit();
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await expect(desk.row(late)).toBeVisible();
});

test('the app starts beside a download folder that does not answer, and goes on when it does', async ({
  newDesk: desk,
  simulator,
  share,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  // The start looks there for what an earlier run could not save.
  share.goAway(dirname(desk.results));
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await desk.typeIds(id);
  await desk.button('Download: chair.glb').click();
  await expect(desk.row('chair.glb')).toContainText('Waiting');
  share.comeBack();
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
});
