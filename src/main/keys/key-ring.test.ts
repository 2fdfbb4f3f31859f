import { describe, expect, it } from 'vitest';
import type { KeyStatus } from '../../shared/session.ts';
import { failed, success } from '../../shared/errors.ts';
import { absent, key, otherKey, present, setUpKeyRing } from '../testing/key-ring-harness.ts';

describe('loading the key', () => {
  it('says that it is being read until it has been', () => {
    expect(setUpKeyRing().keys.status).toEqual({ kind: 'reading' });
    expect(setUpKeyRing().keys.current()).toBeNull();
  });

  it('takes the key of the environment before that of the keychain, and stores it nowhere', async () => {
    const { keys, writes, uses, hint, keychain } = setUpKeyRing({
      environmentKey: ` ${key}\n`,
      stored: otherKey,
    });
    await keys.load();
    expect(keys.current()).toBe(key);
    expect(keys.status).toEqual(present('environment', 'abcd', 'unchecked'));
    expect([uses, writes, hint(), keychain.secret]).toEqual([[true], [], null, otherKey]);
  });

  it('refuses a key of the environment that cannot be one, and does not fall back to another', async () => {
    const { keys, uses } = setUpKeyRing({ environmentKey: 'two words', stored: otherKey });
    await keys.load();
    expect(keys.current()).toBeNull();
    expect(keys.status).toEqual(absent({ code: 'key-malformed', text: null }));
    expect(uses).toEqual([false]);
  });

  it('takes the key of the keychain where the environment holds none', async () => {
    const { keys, uses, statuses } = setUpKeyRing({ environmentKey: '  ', stored: key });
    await keys.load();
    expect(keys.current()).toBe(key);
    expect(keys.status).toEqual(present('keychain', 'abcd', 'unchecked'));
    expect(uses).toEqual([true]);
    expect(statuses).toEqual([keys.status]);
  });

  it('says that there is none where none was ever saved', async () => {
    const { keys, uses } = setUpKeyRing();
    await keys.load();
    expect(keys.status).toEqual(absent());
    expect(uses).toEqual([false]);
  });

  it('takes an empty keychain for a locked one where a key was saved before', async () => {
    const { keys } = setUpKeyRing({ hint: 'abcd' });
    await keys.load();
    expect(keys.status).toEqual(absent({ code: 'keychain-locked', text: null }));
  });

  it('says why the keychain could not be read', async () => {
    const { keys, keychain } = setUpKeyRing({ stored: key });
    keychain.failure = 'keychain-timeout';
    await keys.load();
    expect(keys.current()).toBeNull();
    expect(keys.status).toEqual(absent({ code: 'keychain-timeout', text: 'in its own words' }));
  });

  it('reads again on request, once the keychain can be read', async () => {
    const { keys, keychain, statuses } = setUpKeyRing({ stored: key });
    keychain.failure = 'keychain-locked';
    await keys.load();
    keychain.failure = null;
    await keys.load();
    expect(keys.current()).toBe(key);
    expect(statuses.map(({ kind }) => kind)).toEqual(['absent', 'reading', 'present']);
  });

  it.each([null, 'keychain-timeout' as const])(
    'leaves a key alone that was entered while the keychain was being read (%s)',
    async (failure) => {
      const { keys, keychain, uses } = setUpKeyRing({ stored: otherKey });
      let goOn: () => void = () => {};
      keychain.hold = new Promise((resolve) => (goOn = resolve));
      keychain.failure = failure;
      const loading = keys.load();
      await keys.save(key, 'session');
      goOn();
      await loading;
      expect(keys.current()).toBe(key);
      expect(keys.status).toMatchObject({ source: 'session' });
      expect(uses).toEqual([true]);
    },
  );
});

describe('removing the key', () => {
  it('takes it out of the keychain, memory and the hint', async () => {
    const { keys, keychain, uses, hint } = setUpKeyRing({ stored: key, hint: 'abcd' });
    await keys.load();
    expect(await keys.remove()).toEqual(success(null));
    expect([keys.current(), keys.status, keychain.secret, hint()]).toEqual([null, absent(), null, null]);
    expect(uses).toEqual([true, false]);
  });

  it('leaves the keychain alone for a key of the environment', async () => {
    const { keys, keychain, writes } = setUpKeyRing({ stored: otherKey, hint: 'wxyz', environmentKey: key });
    await keys.load();
    expect(await keys.remove()).toEqual(success(null));
    expect([keys.current(), keychain.secret, writes]).toEqual([null, otherKey, []]);
  });

  it('leaves the keychain alone for a key of the session, if it holds none of ours', async () => {
    const { keys, keychain, writes } = setUpKeyRing({ stored: otherKey });
    await keys.load();
    await keys.save(key, 'session');
    expect(await keys.remove()).toEqual(success(null));
    expect([keys.current(), keychain.secret, writes]).toEqual([null, otherKey, []]);
  });

  it('takes out the key that was kept before one of the session, so that it does not come back', async () => {
    const { keys, keychain, hint } = setUpKeyRing({ stored: otherKey, hint: 'wxyz' });
    await keys.load();
    await keys.save(key, 'session');
    expect(await keys.remove()).toEqual(success(null));
    expect([keys.current(), keychain.secret, hint()]).toEqual([null, null, null]);
  });

  it('forgets the hint of a key that could not be read', async () => {
    const { keys, hint } = setUpKeyRing({ hint: 'abcd' });
    await keys.load();
    expect(await keys.remove()).toEqual(success(null));
    expect([keys.status, hint()]).toEqual([absent(), null]);
  });

  it('changes nothing where the keychain fails, and says why', async () => {
    const { keys, keychain, hint } = setUpKeyRing({ stored: key, hint: 'abcd' });
    await keys.load();
    keychain.failure = 'keychain-unavailable';
    expect(await keys.remove()).toEqual(failed('keychain-unavailable', 'in its own words'));
    expect([keys.current(), hint()]).toEqual([key, 'abcd']);
    expect(keys.status).toMatchObject({ kind: 'present' });
  });
});

describe('what the service says to the key in use', () => {
  const verdictsOf = (statuses: readonly KeyStatus[]) =>
    statuses.map((status) => (status.kind === 'present' ? status.verdict : status.kind));

  it('is noted, and reported once for each change', async () => {
    const { keys, statuses, uses, answer, accept } = setUpKeyRing({ stored: key });
    await keys.load();
    keys.noteAccepted();
    keys.noteAccepted();
    answer('unauthorized');
    expect(await keys.doubt()).toEqual(success(true));
    expect(await keys.doubt()).toEqual(success(true));
    accept();
    expect(await keys.check()).toEqual(success(null));
    expect(verdictsOf(statuses)).toEqual(['unchecked', 'accepted', 'rejected', 'accepted']);
    expect([keys.current(), uses]).toEqual([key, [true]]);
  });

  it('is checked once for refusals that come together', async () => {
    const { keys, checked } = setUpKeyRing({ stored: key });
    await keys.load();
    const taken = success(false);
    expect(await Promise.all([keys.doubt(), keys.doubt(), keys.doubt()])).toEqual([taken, taken, taken]);
    expect(checked).toHaveLength(1);
    await Promise.all([keys.check(), keys.doubt(), keys.check()]);
    expect(checked).toHaveLength(2);
  });

  it.each(['forbidden', 'offline', 'service-down', 'bad-answer'] as const)(
    'stays as it was where a check is answered by %s',
    async (code) => {
      const { keys, statuses, answer } = setUpKeyRing({ stored: key });
      await keys.load();
      answer(code);
      expect(await keys.doubt()).toMatchObject({ ok: false, failure: { code } });
      expect(verdictsOf(statuses)).toEqual(['unchecked']);
    },
  );

  it('is nothing where there is none', async () => {
    const { keys, statuses } = setUpKeyRing();
    await keys.load();
    expect(await keys.doubt()).toMatchObject({ ok: false, failure: { code: 'no-key' } });
    expect(statuses).toEqual([absent()]);
  });
});

describe('the text of the key', () => {
  it('stands in no status, outcome or hint, whatever happens', async () => {
    const seen: unknown[] = [];
    for (const failure of [null, 'keychain-locked', 'keychain-timeout'] as const)
      for (const code of [null, 'unauthorized', 'offline'] as const)
        for (const keep of ['keychain', 'session'] as const) {
          const { keys, keychain, statuses, hint, answer } = setUpKeyRing({ stored: otherKey });
          await keys.load();
          keychain.failure = failure;
          if (code !== null) answer(code);
          seen.push(await keys.save(key, keep), await keys.save(key.slice(0, 19), keep), keys.status, hint());
          await keys.doubt();
          seen.push(await keys.remove(), statuses);
        }
    const text = JSON.stringify(seen);
    expect(text).toContain('abcd');
    for (const secret of [key, otherKey, key.slice(0, 19), key.slice(-10), otherKey.slice(-10)])
      expect(text).not.toContain(secret);
  });
});
