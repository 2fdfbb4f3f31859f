import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { absent, key, otherKey, present, setUpKeyRing } from '../testing/key-ring-harness.ts';

describe('saving a key', () => {
  it('keeps one that the service takes, and the hint of it', async () => {
    const { keys, keychain, uses, hint, checked } = setUpKeyRing();
    expect(await keys.save(`  ${key}\n`, 'keychain')).toEqual(success({ verdict: 'accepted' }));
    expect(checked).toEqual([key]);
    expect(keys.current()).toBe(key);
    expect(keys.status).toEqual(present('keychain', 'abcd', 'accepted'));
    expect([keychain.secret, hint(), uses]).toEqual([key, 'abcd', [true]]);
  });

  it('keeps one for the session out of the keychain', async () => {
    const { keys, writes, hint } = setUpKeyRing();
    expect(await keys.save(key, 'session')).toEqual(success({ verdict: 'accepted' }));
    expect(keys.current()).toBe(key);
    expect(keys.status).toEqual(present('session', 'abcd', 'accepted'));
    expect([writes, hint()]).toEqual([[], null]);
  });

  it.each(['unauthorized', 'payment-required', 'rejected'] as const)(
    'changes nothing where the service refuses it: %s',
    async (code) => {
      const { keys, keychain, writes, uses, hint, answer } = setUpKeyRing({ stored: otherKey, hint: 'wxyz' });
      await keys.load();
      const before = keys.status;
      answer(code);
      expect(await keys.save(key, 'keychain')).toEqual({
        ok: false,
        failure: { code, text: 'the words of the service' },
      });
      expect([keys.current(), keys.status, keychain.secret, hint()]).toEqual([
        otherKey,
        before,
        otherKey,
        'wxyz',
      ]);
      expect([writes, uses]).toEqual([[], [true]]);
    },
  );

  it.each([
    'offline',
    'connection-lost',
    'certificate',
    'timeout',
    'service-down',
    'rate-limited',
    'bad-answer',
    'forbidden',
  ] as const)('keeps one unchecked if the service cannot be reached: %s', async (code) => {
    const { keys, keychain, answer } = setUpKeyRing();
    answer(code);
    expect(await keys.save(key, 'keychain')).toEqual(success({ verdict: 'unchecked' }));
    expect([keys.current(), keychain.secret]).toEqual([key, key]);
    expect(keys.status).toMatchObject({ verdict: 'unchecked' });
  });

  it('changes nothing where the keychain fails, and says why', async () => {
    const { keys, keychain, uses, hint } = setUpKeyRing();
    await keys.load();
    keychain.failure = 'keychain-locked';
    expect(await keys.save(key, 'keychain')).toEqual(failed('keychain-locked', 'in its own words'));
    expect([keys.current(), keys.status, hint(), uses]).toEqual([null, absent(), null, [false]]);
  });

  it.each([
    ['nothing', '   '],
    ['words', `rgyd_live_ ${'s'.repeat(40)}`],
    ['a line break', `rgyd_live_${'s'.repeat(20)}\n${'s'.repeat(20)}`],
    ['letters that no header can carry', `rgyd_live_${'ü'.repeat(40)}`],
    ['something so short that four characters are most of it', 'rgyd_live_123456789'],
  ])('sends no request if it cannot be a key: %s', async (_what, entered) => {
    const { keys, checked, writes } = setUpKeyRing();
    expect(await keys.save(entered, 'keychain')).toEqual(failed('key-malformed'));
    expect([checked, writes]).toEqual([[], []]);
  });

  it('is cancelled, and saves nothing, when the key is removed while it is being checked', async () => {
    const { keys, keychain, hint, uses, hold } = setUpKeyRing();
    await keys.load();
    const release = hold('service');
    const saving = keys.save(key, 'keychain');
    expect(await keys.remove()).toEqual(success(null));
    release();
    expect(await saving).toEqual(failed('cancelled'));
    expect([keys.current(), keys.status, keychain.secret, hint()]).toEqual([null, absent(), null, null]);
    expect(uses).not.toContain(true);
  });

  it('leaves nothing behind when the key is removed while it is being written', async () => {
    const { keys, keychain, hint, hold } = setUpKeyRing({ stored: otherKey, hint: 'wxyz' });
    await keys.load();
    const release = hold('keychain');
    const saving = keys.save(key, 'keychain');
    await nextTurn();
    const removing = keys.remove();
    release();
    expect(await saving).toMatchObject({ ok: true });
    expect(await removing).toEqual(success(null));
    expect([keys.current(), keys.status, keychain.secret, hint()]).toEqual([null, absent(), null, null]);
  });

  it('goes on with the key that was entered last, whichever is checked first', async () => {
    const { keys, keychain, hold } = setUpKeyRing();
    const release = hold('service');
    const first = keys.save(key, 'keychain');
    release();
    expect(await keys.save(otherKey, 'keychain')).toMatchObject({ ok: true });
    await first;
    expect([keys.current(), keychain.secret]).toEqual([otherKey, otherKey]);

    const releaseSlow = hold('service');
    const slow = keys.save(key, 'keychain');
    const releaseOther = hold('service');
    const quick = keys.save(otherKey, 'session');
    releaseOther();
    expect(await quick).toMatchObject({ ok: true });
    releaseSlow();
    expect(await slow).toEqual(failed('cancelled'));
    expect(keys.current()).toBe(otherKey);
  });

  it('checks two keys at once and no more: of those that wait, only the last one is', async () => {
    const { keys, hold, checked } = setUpKeyRing();
    const release = hold('service');
    const saving = Array.from({ length: 500 }, (_, index) =>
      keys.save(`rgyd_test_${String(index).padStart(43, '0')}`, 'session'),
    );
    await nextTurn();
    expect(checked).toHaveLength(2);
    release();
    const outcomes = await Promise.all(saving);
    expect(checked).toHaveLength(3);
    expect(outcomes.at(-1)).toMatchObject({ ok: true });
    expect(outcomes.slice(2, -1).every((one) => !one.ok && one.failure.code === 'cancelled')).toBe(true);
    expect(keys.current()).toMatch(/499$/);
  });

  it('takes a key that is entered while another one is being removed', async () => {
    const { keys, hold } = setUpKeyRing({ stored: otherKey, hint: 'wxyz' });
    await keys.load();
    const release = hold('keychain');
    const removing = keys.remove();
    const saving = keys.save(key, 'session');
    release();
    await removing;
    expect(await saving).toMatchObject({ ok: true });
    expect(keys.current()).toBe(key);
  });

  it('takes whatever could be a key, also of a kind not seen yet', async () => {
    const { keys } = setUpKeyRing();
    expect(await keys.save('rgyd_next_1234567890', 'session')).toMatchObject({ ok: true });
  });
});
