import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import { sessionOf, useMachine } from '../../testing/core-harness.ts';
import { accountHandlers } from './account.ts';

const machine = useMachine();
const cliKey = `rgyd_test_${'c'.repeat(39)}cccc`;

async function setUp(key: string | null) {
  const { start, folder, keychain } = machine();
  keychain.secret = null;
  const leaveKey = async (content: string): Promise<void> => {
    await mkdir(join(folder, 'rigyd'), { recursive: true });
    await writeFile(join(folder, 'rigyd', 'config.json'), JSON.stringify({ api_key: content }));
  };
  if (key !== null) await leaveKey(key);
  const core = await start();
  return { core, keychain, leaveKey, handlers: accountHandlers(core) };
}

describe('the key of the command line', () => {
  it('is told by its last four characters alone', async () => {
    const { handlers } = await setUp(cliKey);
    expect(await handlers.findCliKey()).toEqual(success({ lastFour: 'cccc' }));
  });

  it('is checked and kept like one that was typed', async () => {
    const { handlers, core, keychain } = await setUp(cliKey);
    expect(await handlers.importCliKey({ lastFour: 'cccc', keep: 'keychain' })).toEqual(
      success({ verdict: 'accepted' }),
    );
    expect(keychain.secret).toBe(cliKey);
    expect(sessionOf(core).key).toMatchObject({ kind: 'present', lastFour: 'cccc' });
  });

  it('is not taken when it is another one than the person said yes to', async () => {
    const { handlers, keychain, leaveKey } = await setUp(cliKey);
    await leaveKey(`rgyd_test_${'d'.repeat(43)}`);
    expect(await handlers.importCliKey({ lastFour: 'cccc', keep: 'keychain' })).toEqual(
      failed('cli-key-gone'),
    );
    expect(keychain.secret).toBeNull();
  });
});

describe('an account without a key on the command line', () => {
  it('is told so', async () => {
    const { handlers, keychain } = await setUp(null);
    expect(await handlers.findCliKey()).toEqual(success(null));
    expect(await handlers.importCliKey({ lastFour: 'cccc', keep: 'session' })).toEqual(
      failed('cli-key-gone'),
    );
    expect(keychain.secret).toBeNull();
  });
});
