import { startSession } from '../scripts/session/session.mjs';
import { findings } from './support/axe.ts';
import { lockKeyring, silenceKeyring } from './support/keyring.ts';
import { watchRunning } from './support/running-job.ts';
import { expect, keylessTest, test } from './support/test.ts';
import { stateOf } from './support/state.ts';

/** A keyring of its own, and the environment in which the app finds it: what is locked in a test stays locked. */
async function startKeyring() {
  const session = await startSession({ keychain: true });
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = session.env;
  return { session, env: { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } };
}

keylessTest(
  'a first run: the key is entered once, checked, kept in the keychain and read back',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'toolbox.glb' });
    await desk.enterKey(simulator.key);
    await desk.keyAccepted();
    await desk.typeIds(id);
    await expect(desk.row('toolbox.glb')).toBeVisible();
    await desk.quit();

    await desk.start();
    await expect(desk.row('toolbox.glb')).toBeVisible();
    await desk.button('Settings').click();
    const settings = desk.page.getByRole('dialog', { name: 'Settings' });
    await expect(settings).toContainText(
      `Ends in ${simulator.key.slice(-4)}, stored in your system keychain.`,
    );
    await expect(settings).toContainText('Accepted by Rigyd.');
  },
);

keylessTest('a key that the service refuses is not kept', async ({ desk }) => {
  await desk.enterKey(`rgyd_test_${'x'.repeat(43)}`);
  await expect(desk.page.getByRole('alert')).toContainText('Rigyd rejected this key.');
  await desk.quit();
  await desk.start();
  await expect(desk.page.getByLabel('API key')).toBeVisible();
});

keylessTest('something that is no key is refused before it is sent', async ({ desk, simulator }) => {
  await desk.enterKey('hello');
  await expect(desk.page.getByRole('alert')).toContainText('doesn’t look like an API key');
  expect(simulator.requests.total).toBe(0);
});

keylessTest(
  'after a 401 nothing is asked until there is a new key, then everything goes on',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'chair.glb' });
    await desk.enterKey(simulator.key);
    await desk.typeIds(id);
    await expect(desk.row('chair.glb')).toBeVisible();

    const newKey = `rgyd_test_${'n'.repeat(43)}`;
    simulator.revokeKey(simulator.key);
    await expect(desk.page.getByRole('alert')).toContainText('Rigyd rejects the key ending in');
    simulator.acceptKey(newKey);
    simulator.clock.advance(10 * 60_000);
    await expect(desk.row('chair.glb')).not.toContainText('Completed');

    await desk.button('Change API key').click();
    await desk.enterKey(newKey);
    await desk.page.keyboard.press('Escape');
    await expect(desk.page.getByRole('alert')).toBeHidden();
    await expect(desk.row('chair.glb')).toContainText('Completed');
  },
);

keylessTest(
  'a key that the service refuses can be tried again without typing it',
  async ({ desk, simulator }) => {
    simulator.revokeKey(simulator.key);
    await desk.enterKey(simulator.key);
    await expect(desk.page.getByRole('alert')).toContainText('Rigyd rejected this key.');
    simulator.acceptKey();
    await desk.button('Save key').click();
    await desk.keyAccepted();

    const id = simulator.addJob({ filename: 'chair.glb' });
    await desk.typeIds(id);
    await expect(desk.row('chair.glb')).toBeVisible();
    simulator.revokeKey(simulator.key);
    await desk.check([id]);
    const banner = desk.page.getByRole('alert').filter({ hasText: 'Rigyd rejects the key' });
    await expect(banner).toBeVisible();
    // Nothing is asked meanwhile, so that it may have ended.
    await expect(desk.row('chair.glb')).toContainText('Stale');
    simulator.acceptKey();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toBeHidden();
    await expect(desk.row('chair.glb')).not.toContainText('Stale');
  },
);

keylessTest('a removed key is gone from the keychain as well', async ({ desk, simulator }) => {
  await desk.enterKey(simulator.key);
  await desk.keyAccepted();
  await desk.button('Settings').click();
  await desk.button('Remove key').click();
  await expect(desk.button('Remove key')).toBeHidden();
  await desk.quit();
  await desk.start();
  await expect(desk.page.getByLabel('API key')).toBeVisible();
});

test('a locked keychain is told from an empty one, and does not keep the app from ending', async ({
  newDesk: desk,
  simulator,
}) => {
  const { session, env } = await startKeyring();
  try {
    await desk.start({ env });
    await desk.enterKey(simulator.key);
    await desk.keyAccepted();
    await desk.quit();
    lockKeyring(session.env);
    await desk.start({ env });
    await expect(desk.page.getByText(/Your system keychain (is locked|isn’t responding)/)).toBeVisible();
    await expect(desk.button('Check the keychain again')).toBeVisible();
    await desk.quit();
  } finally {
    await session.stop();
  }
});

test('a keychain that never answers holds up neither the list nor the end, and a key can be used without it', async ({
  newDesk: desk,
  simulator,
}) => {
  const { session, env } = await startKeyring();
  const id = simulator.addJob({ filename: 'mug.glb' });
  let wakeKeyring = (): void => {};
  try {
    await desk.start({ env });
    await desk.enterKey(simulator.key);
    await desk.typeIds(id);
    await expect(desk.row('mug.glb')).toBeVisible();
    await desk.quit();

    wakeKeyring = silenceKeyring(session.env);
    await desk.start({ env });
    await expect(desk.row('mug.glb')).toBeVisible();
    expect((await stateOf(desk.page)).session.key.kind).toBe('reading');
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('Your system keychain isn’t responding');
    await alert.getByRole('button', { name: 'Add API key' }).click();
    await desk.enterKey(simulator.key);
    await desk.button('Use for this session').click();
    await desk.keyAccepted();
    await desk.quit();
  } finally {
    wakeKeyring();
    await session.stop();
  }
});

test('a keychain that is unlocked late gives its key, and watching begins by itself', async ({
  newDesk: desk,
  simulator,
}) => {
  const { session, env } = await startKeyring();
  let wakeKeyring = (): void => {};
  try {
    await desk.start({ env });
    await desk.enterKey(simulator.key);
    await watchRunning(desk, simulator, 'mug.glb', 40);
    await desk.quit();

    wakeKeyring = silenceKeyring(session.env);
    await desk.start({ env });
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('it; the key is read as soon as you do.');
    const before = simulator.requests.total;
    wakeKeyring();
    await expect(alert).toBeHidden();
    await expect.poll(() => simulator.requests.total).toBeGreaterThan(before);
    await desk.quit();
  } finally {
    wakeKeyring();
    await session.stop();
  }
});

test('without a keychain the app says so once, how to get one, and takes the key for the session', async ({
  newDesk: desk,
  simulator,
}) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };
  const id = simulator.addJob({ filename: 'mug.glb' });
  await desk.start({ env });
  await expect(desk.page.getByText('No keychain found')).toHaveCount(1);
  await expect(desk.page.getByRole('note')).toContainText(
    'On Linux, install GNOME Keyring or KWallet to save it, or set RIGYD_API_KEY.',
  );
  await expect(desk.page.getByText(/stored in your system keychain/)).toHaveCount(0);
  expect(await findings(desk)).toEqual([]);
  await desk.page.getByLabel('API key').fill(simulator.key);
  await desk.button('Use for this session').click();
  await desk.keyAccepted();
  await desk.typeIds(id);
  await expect(desk.row('mug.glb')).toBeVisible();
  await desk.quit();

  await desk.start({ env });
  await expect(desk.page.getByRole('alert')).toContainText('No keychain found');
});

test('a base URL that would carry the key over an open network is refused', async ({ newDesk: desk }) => {
  const { executablePath, args, env } = desk.launchOptions({
    env: { RIGYD_API_URL: 'http://192.0.2.1/api' },
  });
  const { execFile } = await import('node:child_process');
  const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) =>
    execFile(executablePath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code, output: stdout + stderr }),
    ),
  );
  expect(code).toBe(2);
  expect(output).toContain('RIGYD_API_URL must start with https://');
});
