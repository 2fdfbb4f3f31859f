import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { FeedServer, redirectTo } from '../src/main/updates/testing/feed-server.ts';
import type { Desk, StartOptions } from './support/desk.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend<{ feed: FeedServer }>({
  feed: async ({ session: _ }, use) => {
    const feed = await FeedServer.start();
    await use(feed);
    await feed.close();
  },
});

const oldImage = '#!/bin/sh\n# The version that is installed.\n';
const imageOf = (desk: Desk): string => join(desk.home, 'My apps', 'Rigyd Desk.AppImage');
const startsOf = (desk: Desk): string => join(desk.home, 'starts.txt');
/** A new version, which notes how it was started. */
const newImage = (desk: Desk): string =>
  `#!/bin/sh\nprintf '%s\\n' "new: $*" >> '${startsOf(desk)}'\n`.padEnd(300_000, '#');

/** As an AppImage starts the program in it: with the names of its file and of the folder that it is mounted in. */
async function startAsAppImage(desk: Desk, feed: FeedServer, options: StartOptions = {}): Promise<void> {
  await mkdir(dirname(imageOf(desk)), { recursive: true });
  await writeFile(imageOf(desk), oldImage, { mode: 0o755 });
  const env = {
    APPIMAGE: imageOf(desk),
    APPDIR: dirname(desk.launchOptions().executablePath),
    RIGYD_UPDATE_FEED: feed.feed,
    RIGYD_UPDATE_KEY: feed.key.publicKey,
    ...options.env,
  };
  await desk.start({ ...options, env });
}

const aboutOf = (page: Page) => page.getByRole('dialog', { name: 'About Rigyd Desk' });

/** What it says of updates. */
const statusOf = (page: Page) => aboutOf(page).getByRole('status', { name: 'Updates' });

/** Opens the dialog about the app by its menu, once that is there. */
async function openAbout(desk: Desk): Promise<void> {
  const choose = (): Promise<boolean> =>
    desk.app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      const about = items.find(({ label }) => label === 'About Rigyd Desk');
      about?.click();
      return about !== undefined;
    });
  await expect.poll(choose).toBe(true);
  await expect(aboutOf(desk.page)).toBeVisible();
}

/** Has the feed asked, and returns what the dialog about the app says then. */
async function check(desk: Desk) {
  await aboutOf(desk.page).getByRole('button', { name: 'Check for updates' }).click();
  return statusOf(desk.page);
}

const expectUnchanged = async (desk: Desk): Promise<void> => {
  expect(await readFile(imageOf(desk), 'utf8')).toBe(oldImage);
  expect(await readdir(dirname(imageOf(desk)))).toEqual(['Rigyd Desk.AppImage']);
};

test('a new version is announced, fetched, put in place and started, each when the person says so', async ({
  newDesk: desk,
  simulator,
  feed,
}) => {
  const path = feed.publish('0.2.0', newImage(desk));
  await startAsAppImage(desk, feed, { env: { RIGYD_API_KEY: simulator.key } });
  await openAbout(desk);
  const status = await check(desk);
  await expect(status).toHaveText('Version 0.2.0 is available.');
  await desk.page.keyboard.press('Escape');

  const line = desk.page.getByRole('status').filter({ hasText: 'Version 0.2.0 is' });
  await expect(line).toContainText('Version 0.2.0 is available.');
  expect(feed.requests.map((request) => request.path)).toEqual(['/updates.json']);
  await line.getByRole('button', { name: 'What’s new' }).click();
  const notes = desk.page.getByRole('dialog', { name: 'What’s new in version 0.2.0' });
  await expect(notes).toContainText('Better than before 0.2.0.');
  await notes.getByRole('button', { name: 'Download (300 kB)' }).click();
  await expect(line).toContainText('Version 0.2.0 is ready to install.');
  expect(feed.requests.map((request) => request.path)).toEqual(['/updates.json', path]);
  await expectUnchanged(desk);

  const gone = new Promise((resolve) => desk.app.process().once('exit', resolve));
  await line.getByRole('button', { name: 'Restart to install' }).click();
  await gone;
  await expect.poll(() => readFile(startsOf(desk), 'utf8').catch(() => '')).toContain('new: ');
  expect(await readFile(imageOf(desk), 'utf8')).toBe(newImage(desk));
  expect((await stat(imageOf(desk))).mode & 0o777).toBe(0o755);
  expect(await readdir(join(desk.userData, 'updates'))).toEqual([]);
  const started = await readFile(startsOf(desk), 'utf8');
  expect(started).toContain(`--user-data-dir=${desk.userData}`);

  // Nothing tells one asker from another, and nothing is the key.
  for (const { headers } of feed.requests) {
    expect(Object.keys(headers).sort()).toEqual([
      ...['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'sec-fetch-dest'],
      ...['sec-fetch-mode', 'sec-fetch-site', 'user-agent'],
    ]);
    expect(headers).toMatchObject({ 'user-agent': 'rigyd-desk', 'accept-language': 'en' });
    expect(JSON.stringify(headers)).not.toContain(simulator.key);
  }
});

test('what a feed must not say is refused in a sentence, and the app stays as it is', async ({
  newDesk: desk,
  feed,
}) => {
  const content = newImage(desk);
  await startAsAppImage(desk, feed);
  await openAbout(desk);
  const says = async (sentence: string): Promise<void> => expect(await check(desk)).toContainText(sentence);
  const refuses = async (answer: Parameters<typeof feed.answers.set>[1], sentence: string): Promise<void> => {
    feed.answers.set('/updates.json', answer);
    await says(sentence);
    // Otherwise the same sentence might be the one of before.
    feed.publish('0.1.0', content);
    await says('This is the latest version.');
  };

  const older = 'The update feed offers version 0.0.9, which is older than this one. Nothing was changed.';
  await refuses(feed.signed('0.0.9', content), older);
  feed.signedAt = '2026-01-01T00:00:00Z';
  const inBetween = feed.signed('0.2.0', content);
  feed.signedAt = null;
  const outdated = 'The update feed is older than one seen before, so it was refused. Nothing was changed.';
  await refuses(inBetween, outdated);
  const unsigned = 'The update feed isn’t signed by the makers of Rigyd Desk, so it was refused.';
  await refuses(feed.signed('0.2.0', content, {}, new FeedServer().key.privateKey), unsigned);
  const changed = feed.signed('0.2.0', content).replace('"payload": "', '"payload": "AAAA');
  await refuses(changed, unsigned);
  const unreadable = 'The update feed couldn’t be read, so nothing was changed. Try again later.';
  await refuses('<!doctype html><title>Sign in</title>', `${unreadable} (A web page arrived instead.)`);
  await refuses('version: 0.2.0\n', `${unreadable} (The response isn’t a signed feed.)`);
  await refuses(' '.repeat(300 * 1024), `${unreadable} (More than 262,144 bytes arrived.)`);
  for (const elsewhere of ['http://updates.example/', 'https://10.0.0.1/updates.json'])
    await refuses(redirectTo(elsewhere), `${unreadable} (It redirects to an address that isn’t allowed.)`);
  const unreachable = 'Couldn’t reach the update feed. Check your connection, then try again. (HTTP 404)';
  await refuses((_request, response) => void response.writeHead(404).end(), unreachable);
  await expect(desk.page.getByRole('alert')).toHaveCount(0);

  feed.publish('0.2.0', content);
  await says('Version 0.2.0 is available.');
  await expectUnchanged(desk);
});

test('a file that is not the one that was signed is refused in a sentence, and the app stays as it is', async ({
  newDesk: desk,
  feed,
}) => {
  const content = Buffer.from(newImage(desk));
  const path = feed.publish('0.2.0', content);
  const other = Buffer.from(content);
  other[content.length - 1] = 0;
  await startAsAppImage(desk, feed);
  await openAbout(desk);
  await expect(await check(desk)).toHaveText('Version 0.2.0 is available.');
  await desk.page.keyboard.press('Escape');

  const refused = 'The update isn’t the file its makers signed, so it was refused. Nothing was changed.';
  const alert = desk.page.getByRole('alert');
  let press = desk.page.getByRole('button', { name: 'Download', exact: true });
  for (const [served, why] of [
    [other, 'Its checksum doesn’t match.'],
    [content.subarray(0, 1000), '1,000 bytes arrived instead of 300,000.'],
    [Buffer.concat([content, content]), 'More than 300,000 bytes arrived.'],
    ['<!doctype html><title>Sign in</title>', 'A web page arrived instead.'],
    [redirectTo('http://cdn.example/a'), 'It redirects to an address that isn’t allowed.'],
  ] as const) {
    feed.answers.set(path, served);
    await press.click();
    await expect(alert).toContainText(`${refused} (${why})`);
    expect(await readdir(join(desk.userData, 'updates'))).toEqual([]);
    press = desk.button('Try again');
  }
  await expectUnchanged(desk);

  feed.answers.set(path, content);
  await press.click();
  await expect(desk.page.getByText('Version 0.2.0 is ready to install.')).toBeVisible();
  // Whoever changes it on the disk until then changes nothing of the app either.
  await writeFile(join(desk.userData, 'updates', path.slice(1)), other);
  await desk.button('Restart to install').click();
  await expect(alert).toContainText(`${refused} (Its checksum doesn’t match.)`);
  await expectUnchanged(desk);
  await press.click();
  await expect(desk.page.getByText('Version 0.2.0 is ready to install.')).toBeVisible();
});

test('a person is asked before a restart while results are on their way, and may put a version off', async ({
  newDesk: desk,
  simulator,
  feed,
}) => {
  feed.publish('0.2.0', newImage(desk));
  await startAsAppImage(desk, feed, { env: { RIGYD_API_KEY: simulator.key } });
  const id = simulator.addJob({ filename: 'crate.glb' });
  simulator.setPhase(id, 'completed');
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 100 }, endpoint: 'result' });
  await desk.typeIds(id);
  await desk.button('Download: crate.glb').click();
  await openAbout(desk);
  await check(desk);
  await desk.page.keyboard.press('Escape');
  await desk.page.getByRole('button', { name: 'Download', exact: true }).click();
  await desk.button('Restart to install').click();
  const question = desk.page.getByRole('dialog', { name: 'Restart now?' });
  await expect(question).toContainText('1 download is in progress.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expectUnchanged(desk);
  await expect(desk.row(id)).toBeVisible();
  await desk.button('Later').click();
  await expect(desk.page.getByText('Version 0.2.0 is ready to install.')).toBeHidden();
});

test('without a feed, and where the system brings updates, nobody is asked and nothing is offered', async ({
  newDesk: desk,
  feed,
}) => {
  feed.publish('0.2.0', newImage(desk));
  // Another program’s AppImage started this one: it is not replaced.
  await startAsAppImage(desk, feed, { env: { APPDIR: '/tmp/.mount_editor' } });
  await openAbout(desk);
  await expect(statusOf(desk.page)).toHaveText('This copy doesn’t check for updates.');
  await expect(aboutOf(desk.page).getByRole('button', { name: 'Check for updates' })).toHaveCount(0);
  await desk.page.keyboard.press('Escape');
  await desk.button('Settings').click();
  const automatic = () => desk.page.getByRole('switch', { name: 'Check for updates automatically' });
  await expect(desk.page.getByRole('switch', { name: 'Start at login' })).toBeVisible();
  await expect(automatic()).toHaveCount(0);
  await desk.quit();

  await startAsAppImage(desk, feed, { env: { RIGYD_UPDATE_KEY: undefined } });
  await openAbout(desk);
  await expect(statusOf(desk.page)).toContainText('The update feed isn’t set up correctly');
  await desk.quit();

  await startAsAppImage(desk, feed);
  await desk.button('Settings').click();
  await expect(automatic()).toBeChecked();
  expect(feed.requests).toEqual([]);
  await expectUnchanged(desk);
});
