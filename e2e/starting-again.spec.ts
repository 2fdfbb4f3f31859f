import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './support/desktop-test.ts';
import { portSwitch, windowByPort } from './support/window-by-port.ts';

test.skip(
  process.platform !== 'linux',
  'It takes a named pipe, and a tray from which to end what was started.',
);

test('starts while the app is still closing bring it up again, with all that they were given', async ({
  tray,
  newDesk: desk,
  simulator,
}) => {
  const [watched = '', unwritten = '', late = '', later = ''] = simulator.addJobs(4);
  const asked = simulator.addJob({ filename: 'lamp.glb' });
  const backup = join(desk.userData, 'store', 'watch-list.backup');
  await desk.start({ args: [portSwitch] });
  // Kept in the keychain: the app that comes up by itself has it from nowhere else.
  await desk.enterKey(simulator.key);
  await desk.typeIds(watched);
  await expect.poll(() => existsSync(backup)).toBe(true);

  // What is written next waits until somebody reads it, as on a disk that does not answer.
  await promisify(execFile)('mkfifo', [`${backup}.new`]);
  await desk.typeIds(unwritten);
  const first = desk.app.process();
  const gone = once(first, 'exit');
  await desk.app.evaluate(({ app }) => app.quit());
  await desk.startAgain({ args: [late] });
  await desk.startAgain({ args: [later] });
  await desk.startAgain({ args: [`rigyd-desk://job/${asked}`] });
  expect(first.exitCode).toBeNull();
  await readFile(`${backup}.new`);
  await gone;

  const window = await windowByPort(desk.userData);
  const grid = window.getByRole('grid', { name: 'Jobs' });
  for (const id of [watched, unwritten, late, later, asked])
    await expect(grid.getByRole('row').filter({ hasText: id })).toBeVisible();
  await expect.poll(() => readdir(join(desk.userData, 'hand-over'))).toEqual([]);
  const ended = window.waitForEvent('close');
  await tray.choose('Quit');
  await ended;
});

test('a start from a folder that is gone is one like any other', async ({ newDesk: desk }) => {
  const gone = join(desk.home, 'gone');
  await mkdir(gone);
  const { executablePath, args, env } = desk.launchOptions({ args: [portSwitch] });
  const script = 'cd "$0" && rmdir "$0" && exec "$@"';
  const child = spawn('/bin/sh', ['-c', script, gone, executablePath, ...args], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    const window = await windowByPort(desk.userData);
    await expect(window.getByRole('button', { name: 'Add job IDs' }).first()).toBeVisible();
  } finally {
    child.kill();
    await ended;
  }
});
