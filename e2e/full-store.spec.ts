import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noSmallDisk, SmallDisk } from '../src/main/testing/small-disk.ts';
import type { Desk } from './support/desk.ts';
import { expect, test as base } from './support/test.ts';

/** The list of the app on a disk of its own, which lies inside its folder. */
const test = base.extend<{ disk: SmallDisk }>({
  disk: async ({ newDesk }, use) => {
    const store = join(newDesk.userData, 'store');
    mkdirSync(store, { recursive: true });
    const disk = SmallDisk.mount(store, 3 * 1024 * 1024);
    await use(disk);
    // Quitting would ask about what the disk does not take.
    if (newDesk.isRunning) await newDesk.kill();
    disk.unmount();
  },
});

test.skip(noSmallDisk !== null, noSmallDisk ?? '');

/** Types IDs, and reads the message about them before it goes away. */
async function typeAndRead(desk: Desk, ids: string[], message: string): Promise<void> {
  const read = expect(desk.messages).toContainText(message, { timeout: 30_000 });
  await desk.typeIds(ids.join('\n'));
  await read;
}

/** Starts the app and gives it a first job, while all is well. */
async function startWith(desk: Desk, first: string, env: Record<string, string>): Promise<void> {
  await desk.start({ env });
  await desk.typeIds(first);
  await expect(desk.row(first)).toBeVisible();
}

const alert = (desk: Desk) => desk.page.getByRole('alert');

/** Has the person give these answers to the app's boxes, one after the other; returns what they read. */
async function answerBoxes(desk: Desk, ...answers: string[]): Promise<() => Promise<string[]>> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    const read: string[] = [];
    Reflect.set(globalThis, 'boxes', read);
    Reflect.set(dialog, 'showMessageBox', (...given: unknown[]) => {
      const box = given.at(-1) as { message: string; detail: string; buttons: string[] };
      read.push(`${box.message}\n${box.detail}`);
      return Promise.resolve({ response: box.buttons.indexOf(chosen[read.length - 1] ?? '') });
    });
  }, answers);
  return () => desk.app.evaluate(() => Reflect.get(globalThis, 'boxes') as string[]);
}

/** Jobs in the order in which the list has them. */
const newestFirst = (ids: string[]): string[] => ids.toReversed();

test('a full disk is told with the answer, and what is acknowledged after it survives kill -9', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const [late = '', first = '', onTop = '', ...others] = newestFirst(simulator.addJobs(41));
  await startWith(desk, first, env);

  disk.fill();
  await typeAndRead(desk, [onTop, ...others], 'Not saved yet. Retrying; keep Rigyd Desk open.');
  await expect(alert(desk)).toContainText('Can’t save changes to disk');
  // Also a change that has no report of its own.
  await desk.page.evaluate((id) => window.rigyd.setNote({ id, note: 'for the fair' }), onTop);

  disk.makeRoom();
  await expect(alert(desk)).toBeHidden({ timeout: 10_000 });
  await typeAndRead(desk, [late], 'Watching 1 new job.');
  await desk.kill();
  await desk.start({ env });
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '42');
  await desk.open(onTop);
  await expect(desk.details.getByRole('textbox', { name: 'Note' })).toHaveValue('for the fair');
});

test('quitting on a full disk asks, and loses nothing either way', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const [first = '', ...late] = simulator.addJobs(21);
  await startWith(desk, first, env);
  disk.fill();
  await desk.typeIds(late.join('\n'));
  await expect(alert(desk)).toBeVisible();

  await test.step('who changes their mind goes on', async () => {
    const boxes = await answerBoxes(desk, 'Try again', 'Cancel');
    await desk.app.evaluate(({ app }) => app.quit());
    await expect.poll(async () => (await boxes()).length).toBe(2);
    expect((await boxes())[0]).toMatch(
      /^Couldn’t save changes to 20 jobs\nRigyd Desk can’t write .*No space left.*\n\nIf you quit anyway, the next start restores them from .*rigyd-desk-unsaved-/,
    );
    // What is looked at is the batch.
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '21');
  });

  await test.step('who quits anyway finds all of it at the next start', async () => {
    await answerBoxes(desk, 'Quit anyway');
    await desk.quit();
    disk.makeRoom();
    await desk.start({ env });
    await expect(alert(desk)).toContainText(
      'Changes that couldn’t be saved when Rigyd Desk last quit have been restored from',
    );
    await desk.button(/^All jobs/).click();
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '22');
    await expect
      .poll(async () => (await readdir(desk.userData)).filter((name) => name.includes('unsaved')))
      .toEqual([]);
    await desk.kill();
    await desk.start({ env });
    await desk.button(/^All jobs/).click();
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '22');
  });
});

test('a store that turns read-only while the app runs is told, and saved when it can be written again', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const [first = '', second = '', ...others] = newestFirst(simulator.addJobs(22));
  await startWith(desk, first, env);
  // A file that is open for writing keeps a disk writable; a failed write closes them all.
  disk.fill();
  // One job alone may have room in what the last block of the file has left.
  await desk.typeIds([second, ...others].join('\n'));
  await expect(alert(desk)).toBeVisible();
  disk.makeRoom();
  await expect(() => disk.setReadOnly(true)).toPass();
  await desk.page.evaluate((id) => window.rigyd.setNote({ id, note: 'kept' }), second);
  await expect(alert(desk)).toContainText('Read-only');
  disk.setReadOnly(false);
  await expect(alert(desk)).toBeHidden({ timeout: 10_000 });
  await desk.kill();
  await desk.start({ env });
  await desk.open(second);
  await expect(desk.details.getByRole('textbox', { name: 'Note' })).toHaveValue('kept');
});

test('a store that is read-only at the start is told with every answer, and on quitting', async ({
  newDesk: desk,
  disk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const [first = '', second = ''] = simulator.addJobs(2);
  await startWith(desk, first, env);
  await desk.quit();
  disk.setReadOnly(true);
  await desk.start({ env });
  await expect(alert(desk)).toContainText('Can’t open the list on disk, so changes aren’t saved.');
  await typeAndRead(desk, [second], 'Not saved yet.');
  await answerBoxes(desk, 'Quit anyway');
  await desk.quit();
  disk.setReadOnly(false);
  await desk.start({ env });
  for (const id of [first, second]) await expect(desk.row(id)).toBeVisible();
});
