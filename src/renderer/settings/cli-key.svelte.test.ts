import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { CliKey } from './cli-key.svelte.ts';

async function found(lastFour: string | null) {
  const fake = new FakeBridge();
  const cliKey = new CliKey(fake.bridge);
  const finding = cliKey.find();
  await fake.answer('findCliKey', success(lastFour === null ? null : { lastFour }));
  await finding;
  return { fake, cliKey };
}

describe('the key of the command line', () => {
  it('is offered by its last four characters', async () => {
    const { cliKey } = await found('wxyz');
    expect(cliKey.lastFour).toBe('wxyz');
  });

  it('is not offered if there is none, or it cannot be read', async () => {
    expect((await found(null)).cliKey.lastFour).toBeNull();
    const fake = new FakeBridge();
    const cliKey = new CliKey(fake.bridge);
    const finding = cliKey.find();
    await fake.break('findCliKey');
    await finding;
    expect(cliKey.lastFour).toBeNull();
  });

  it('is imported only if the person agrees', async () => {
    const { fake, cliKey } = await found('wxyz');
    expect(fake.asked('importCliKey')).toEqual([]);
    const taking = cliKey.take('keychain');
    expect(cliKey.isChecking).toBe(true);
    expect(await cliKey.take('keychain')).toBeNull();
    await fake.answer('importCliKey', success({ verdict: 'accepted' }));
    expect(await taking).toBe('accepted');
    expect(fake.asked('importCliKey')).toEqual([{ lastFour: 'wxyz', keep: 'keychain' }]);
    expect([cliKey.lastFour, cliKey.isChecking]).toEqual([null, false]);
    expect(await cliKey.take('keychain')).toBeNull();
  });

  it('is left alone if the person declines', async () => {
    const { fake, cliKey } = await found('wxyz');
    cliKey.decline();
    expect(cliKey.lastFour).toBeNull();
    expect(fake.asked('importCliKey')).toEqual([]);
  });

  it('is still offered when it could not be kept', async () => {
    const { fake, cliKey } = await found('wxyz');
    const taking = cliKey.take('keychain');
    await fake.answer('importCliKey', failed('keychain-locked'));
    expect(await taking).toBeNull();
    expect(cliKey.lastFour).toBe('wxyz');
    expect(cliKey.failure?.code).toBe('keychain-locked');
  });

  it('is looked for again when it is another one by now', async () => {
    const { fake, cliKey } = await found('wxyz');
    const taking = cliKey.take('keychain');
    await fake.answer('importCliKey', failed('cli-key-gone'));
    await fake.answer('findCliKey', success({ lastFour: 'abcd' }));
    expect(await taking).toBeNull();
    expect(cliKey.lastFour).toBe('abcd');
  });
});
