import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canInstall,
  install,
  installedVersion,
  reserveMachine,
  uninstall,
} from '../../scripts/package/linux/installed-deb.mjs';
import { packageNamed } from '../../scripts/package/packages.mjs';
import type { Lock } from '../../scripts/setup/lock.mjs';
import { packOlder } from '../support/installed/debian-package.ts';
import { systemFiles } from '../support/installed/system-files.ts';
import { expect, test } from '../support/installed/test.ts';
import { stateOf } from '../support/state.ts';

/** The life of a package on one machine, from its first version to its end: each test goes on where the one before stopped. */
test.describe.configure({ mode: 'serial' });
test.use({ subject: 'Debian package' });

/** How the system knows the app. */
const entryName = 'rigyd-desk.desktop';

let before: Set<string>;
let work: string;
let machine: Lock | null = null;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  test.skip(!(await canInstall()), 'Installing a package takes root.');
  machine = await reserveMachine();
  work = await mkdtemp(join(tmpdir(), 'rigyd-packages-'));
  before = await systemFiles();
});

test.afterAll(async () => {
  if (machine === null) return;
  if ((await installedVersion()) !== null) await uninstall();
  machine.release();
  await rm(work, { recursive: true, force: true });
});

test('it installs with nothing but what the system has, and starts from a plain shell', async ({
  person,
  simulator,
}) => {
  const older = await packOlder(packageNamed('.deb'), work);
  await install(older.deb);
  expect(await installedVersion()).toBe(older.version);

  const desk = await person.startApp('rigyd-desk');
  const windows = await person.windows();
  expect(windows.map(({ program }) => program)).toEqual([await programOfEntry()]);
  expect(await person.startsLogged()).toEqual([older.version]);

  await desk.enterKey(simulator.key);
  await desk.keyAccepted();
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.button('Download: chair.glb').click();
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  // By a process of its own, which makes way for everything else.
  const verdicts = async () => (await stateOf(desk.page)).rows.map(({ verdict }) => verdict);
  await expect.poll(verdicts, { timeout: 60_000 }).toEqual(['clear']);
  await person.endApp();
});

test('an upgrade keeps the key, the jobs and the results', async ({ person, simulator }) => {
  simulator.requests.clear();
  await install(packageNamed('.deb'));
  const version = (await installedVersion()) ?? '';
  const desk = await person.startApp('rigyd-desk');
  expect((await person.startsLogged()).at(-1)).toBe(version);
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  expect(await readdir(desk.results)).toContain('chair');

  // The key from the keychain is asked with.
  const id = simulator.addJob({ filename: 'stool.glb' });
  await desk.typeIds(id);
  await expect(desk.row('stool.glb')).toBeVisible();
});

test('a second start ends at once, and shows what the first was not showing', async ({ person }) => {
  const started = await person.startsLogged();
  expect(await person.shell('rigyd-desk')).toMatchObject({ code: 0 });
  expect(await person.startsLogged()).toEqual(started);
  expect(await person.windows()).toHaveLength(1);
});

/** A desktop whose means `xdg-open` uses; where it finds none, it looks through the entries itself. */
const gnome = { XDG_CURRENT_DESKTOP: 'GNOME' };

for (const [name, env] of [
  ['no desktop environment', {}],
  ['GNOME', gnome],
] as const)
  test(`a link opens its job, with ${name}`, async ({ person, simulator }) => {
    const desk = await person.lookInto();
    const id = simulator.addJob({ filename: 'lamp.glb' });
    expect(await person.shell(`xdg-open 'rigyd-desk://watch?ids=${id}'`, env)).toMatchObject({ code: 0 });
    await expect(desk.row(id)).toBeVisible();
  });

test('a 3D file is opened in the app', async ({ person }) => {
  const desk = await person.lookInto();
  await writeFile(join(person.home, 'my shelf.usda'), '#usda 1.0\n');
  // By its name: without a desktop, `xdg-open` knows a file by its content alone.
  expect(await person.shell(`xdg-open 'my shelf.usda'`, gnome)).toMatchObject({ code: 0 });
  const question = desk.page.getByRole('dialog', { name: 'View my shelf.usda in 3D?' });
  await expect(question).toBeVisible();
  // It opened by itself: a key in its first moments was meant for what was there before.
  await expect(async () => {
    await desk.page.keyboard.press('Escape');
    await expect(question).toBeHidden({ timeout: 500 });
  }).toPass();
});

test('a list of IDs that is dropped on its icon is watched', async ({ person, simulator }) => {
  const desk = await person.lookInto();
  const ids = simulator.addJobs(2);
  await writeFile(join(person.home, 'for the fair.txt'), ids.join('\n'));
  expect(await person.shell(`gtk-launch ${entryName} 'for the fair.txt'`)).toMatchObject({ code: 0 });
  await expect(desk.page.getByRole('button', { name: /^for the fair\.txt/ })).toBeVisible();
  for (const id of ids) await expect(desk.row(id)).toBeVisible();
});

test('the desktop knows the window of the app by its entry', async ({ person }) => {
  const [window] = await person.windows();
  const { output } = await person.shell(`xprop -id ${window?.id} WM_CLASS`);
  expect(output.split('"')).toContain(await fieldOfEntry('StartupWMClass'));
});

test('a link starts the app where it does not run', async ({ person, simulator }) => {
  await person.endApp();
  const id = simulator.addJob({ filename: 'table.glb' });
  person.start(`xdg-open rigyd-desk://job/${id}`);
  await expect.poll(() => person.windows()).toHaveLength(1);
  const asked = (): boolean => simulator.requests.entries.some(({ path }) => path.endsWith(id));
  await expect.poll(asked).toBe(true);
  await person.endApp();
});

test('at login it starts out of sight, once that is wanted', async ({ person, simulator }) => {
  const desk = await person.startApp('rigyd-desk');
  await desk.button('Settings').click();
  const choice = desk.page.getByRole('switch', { name: 'Start at login' });
  await choice.click();
  await expect(choice).toBeChecked();
  const entry = join(person.home, '.config', 'autostart', entryName);
  await expect.poll(() => readFile(entry, 'utf8').catch(() => '')).not.toBe('');
  await person.endApp();

  simulator.requests.clear();
  const started = await person.startsLogged();
  expect(await person.start(`gio launch '${entry}'`).ended).toMatchObject({ code: 0 });
  await expect.poll(async () => (await person.startsLogged()).length).toBe(started.length + 1);
  await expect.poll(() => person.program()).toBe(await programOfEntry());
  await expect.poll(() => simulator.requests.total).toBeGreaterThan(0);
  await expect.poll(() => person.windows()).toEqual([]);
  expect(await person.shell('rigyd-desk')).toMatchObject({ code: 0 });
  await expect.poll(() => person.windows()).toHaveLength(1);
  await person.endApp();
});

test('removed, it leaves nothing but what is the person’s', async ({ person }) => {
  const own = (await readdir(person.home, { recursive: true })).sort();
  await uninstall();
  expect(await installedVersion()).toBeNull();
  const after = await systemFiles();
  expect({
    left: [...after].filter((line) => !before.has(line)),
    // No package owns this folder: dpkg removes it with the last one that had something in it.
    lost: [...before].filter((line) => !after.has(line) && line !== '/opt d '),
  }).toEqual({ left: [], lost: [] });
  expect((await readdir(person.home, { recursive: true })).sort()).toEqual(own);

  const entry = join(person.home, '.config', 'autostart', entryName);
  expect((await person.shell(`gio launch '${entry}'`)).code).not.toBe(0);
});

/** A field of the app's entry in the menus of desktops. */
async function fieldOfEntry(name: string): Promise<string> {
  const lines = (await readFile(`/usr/share/applications/${entryName}`, 'utf8')).split('\n');
  return lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** The program that the entry starts, wherever links to it lead. */
async function programOfEntry(): Promise<string> {
  const [, quoted, plain = ''] = /^(?:"([^"]+)"|(\S+))/.exec(await fieldOfEntry('Exec')) ?? [];
  return realpath(quoted ?? plain);
}
