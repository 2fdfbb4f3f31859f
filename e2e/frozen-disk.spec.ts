import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { FreezableDisk, noFreezableDisk } from './support/freezable-disk.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend<{ disk: FreezableDisk }>({
  disk: async ({ newDesk }, use) => {
    const disk = FreezableDisk.mount(newDesk.userData);
    await use(disk);
    disk.thaw();
    if (newDesk.isRunning) await newDesk.kill();
    disk.unmount();
  },
});

test.skip(noFreezableDisk !== null, noFreezableDisk ?? '');

/** Whether a process has ended, but for calls into the disk that do not come back before it answers. */
const hasEnded = (pid: number): boolean =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] === 'Z';

test('the disk with the app’s folder stops answering: the app goes on, asks when it is quit, and loses nothing', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  test.setTimeout(120_000);
  const id = simulator.addJob({ filename: 'crate.glb' });
  simulator.setPhase(id, 'running', 10);
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await desk.typeIds(id);
  await expect(desk.row('crate.glb')).toContainText('10%');
  const boxes = await desk.answerBoxes('Quit anyway');
  disk.freeze();

  await test.step('whatever main has to keep there, it goes on', async () => {
    void desk.page
      .evaluate((job) => window.rigyd.setNote({ id: job, note: 'for the fair' }), id)
      .catch(() => {});
    await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await desk.resize(1_000, 700);
    for (const percent of [40, 70]) {
      simulator.setPhase(id, 'running', percent);
      await expect(desk.row('crate.glb')).toContainText(`${percent}%`);
    }
  });

  await test.step('it asks when it is quit, and ends', async () => {
    const main = desk.app.process();
    const gone = once(main, 'exit');
    void desk.app.evaluate(({ app }) => app.quit()).catch(() => {});
    await expect.poll(boxes, { timeout: 30_000 }).toHaveLength(1);
    const [asked = ''] = await boxes();
    expect(asked).toContain('The disk with the list of jobs isn’t responding.');
    const [, kept = ''] = /restores them from (.*)\./.exec(asked) ?? [];
    expect(existsSync(kept)).toBe(true);
    await expect.poll(() => hasEnded(main.pid ?? 0), { timeout: 30_000 }).toBe(true);
    disk.thaw();
    await gone;
  });

  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await desk.open('crate.glb');
  await expect(desk.details.getByRole('textbox', { name: 'Note' })).toHaveValue('for the fair');
});

test('adding is cancelled while the disk does not answer: what is on the list by then stays', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  const ids = Array.from({ length: 4_000 }, (_, index) => `slow${index.toString(36).padStart(20, '0')}`);
  const first = simulator.addJob({ filename: 'crate.glb' });
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await desk.typeIds(first);
  await expect(desk.row('crate.glb')).toBeVisible();
  disk.freeze();
  await desk.drop({ text: ids.join('\n') });
  // No more goes onto the list than is on its way to the disk at once.
  const bar = desk.page.getByRole('region', { name: 'Adding jobs' });
  await expect(bar).toContainText('Adding 2,000 of 4,000 jobs…');
  await expect(bar.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
  await bar.getByRole('button', { name: 'Cancel' }).click();
  disk.thaw();
  await expect(desk.messages).toContainText(
    /Watching 2,000 new jobs in batch “Dropped .+”\. Cancelled: 2,000 IDs were not added\./,
  );
  await expect(bar).toBeHidden();
  // Of the batch, which is shown then.
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '2001');
  await desk.quit();
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  // The view that was left is the first again.
  await desk.button(/^All jobs/).click();
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '2002');
});
