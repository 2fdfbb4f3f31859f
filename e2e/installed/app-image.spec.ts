import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageNamed } from '../../scripts/package/packages.mjs';
import type { Person } from '../support/installed/person.ts';
import { expect, test } from '../support/installed/test.ts';

/** One file on one machine: each test goes on where the one before stopped. */
test.describe.configure({ mode: 'serial' });
test.use({ subject: 'AppImage' });

/** Where the person keeps it. */
const fileOf = (person: Person): string => join(person.home, 'My Programs', 'Rigyd Desk.AppImage');

/** As a plain shell starts it. */
const command = `'./My Programs/Rigyd Desk.AppImage'`;

/** Has the real runtime of AppImages mount nothing, also where it could. */
const withoutFuse = { APPIMAGE_EXTRACT_AND_RUN: '1' };

test('it starts from a folder with a space, without FUSE', async ({ person, simulator }) => {
  await cp(packageNamed('.AppImage'), fileOf(person));
  const desk = await person.startApp(command, withoutFuse);
  expect(await person.windows()).toHaveLength(1);
  expect(await readFile('/proc/mounts', 'utf8')).not.toContain('AppImage');

  await desk.enterKey(simulator.key);
  await desk.keyAccepted();
  const id = simulator.addJob({ filename: 'chair.glb' });
  await desk.typeIds(id);
  await expect(desk.row('chair.glb')).toBeVisible();
});

test('a second start hands over what it was given, and leaves nothing', async ({ person, simulator }) => {
  const desk = await person.lookInto();
  const id = simulator.addJob({ filename: 'lamp.glb' });
  const before = (await readdir(person.temporary)).sort();
  expect(await person.shell(`${command} ${id}`, withoutFuse)).toMatchObject({ code: 0 });
  await expect(desk.row('lamp.glb')).toBeVisible();
  expect((await readdir(person.temporary)).sort()).toEqual(before);
});

test('at login the file itself is started, out of sight', async ({ person, simulator }) => {
  const desk = await person.lookInto();
  await desk.button('Settings').click();
  const choice = desk.page.getByRole('switch', { name: 'Start at login' });
  await choice.click();
  await expect(choice).toBeChecked();
  await person.endApp();

  simulator.requests.clear();
  const started = await person.startsLogged();
  const entry = join(person.home, '.config', 'autostart', 'rigyd-desk.desktop');
  expect(await readFile(entry, 'utf8')).toContain(`\nExec="${fileOf(person)}" "--hidden"\n`);
  person.start(`gio launch '${entry}'`, withoutFuse);
  await expect.poll(async () => (await person.startsLogged()).length).toBe(started.length + 1);
  await expect.poll(() => simulator.requests.total).toBeGreaterThan(0);
  await expect.poll(() => person.windows()).toEqual([]);
  await person.endApp();
});

test('started again by itself, it is the file that is started', async ({ person }) => {
  const desk = await person.startApp(`${command} --safe-mode`, withoutFuse);
  const ended = desk.page.waitForEvent('close');
  await desk.button('Restart normally').click();
  await ended;
  const again = await person.lookInto();
  await expect(again.row('chair.glb')).toBeVisible();
  await expect(again.page.getByRole('alert').filter({ hasText: 'Safe mode' })).toHaveCount(0);
  await person.endApp();
});
