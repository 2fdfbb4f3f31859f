import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { createKeychain, type KeytarLike } from './keychain.ts';

/** keytar with one secret for each service and account, whose calls can be held up or made to fail. */
function setUp({ load }: { load?: () => Promise<KeytarLike> } = {}) {
  const clock = virtualClock();
  const secrets = new Map<string, string>();
  const calls: string[] = [];
  const behaviour: { hold: Promise<void> | null; held: string | null; error: unknown } = {
    hold: null,
    held: null,
    error: null,
  };
  const call = async <T>(name: string, answer: () => T): Promise<T> => {
    calls.push(name);
    if (behaviour.held === null || behaviour.held === name) await behaviour.hold;
    if (behaviour.error !== null) throw behaviour.error;
    return answer();
  };
  const keytar: KeytarLike = {
    getPassword: (service, account) => call('get', () => secrets.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, secret) =>
      call('set', () => void secrets.set(`${service}/${account}`, secret)),
    deletePassword: (service, account) => call('delete', () => secrets.delete(`${service}/${account}`)),
  };
  const keychain = createKeychain({
    load: load ?? (async () => keytar),
    clock,
    service: 'Rigyd Desk',
    account: 'https://api.rigyd.com',
  });
  /** Holds up all calls, or those of one name, until the function that it returns is called. */
  const hold = (held: string | null = null): (() => void) => {
    let goOn: () => void = () => {};
    behaviour.held = held;
    behaviour.hold = new Promise((resolve) => (goOn = resolve));
    return () => {
      behaviour.hold = null;
      goOn();
    };
  };
  return { clock, keychain, secrets, calls, behaviour, hold };
}

const timedOut = { ok: false, failure: { code: 'keychain-timeout', text: null } };

describe('the keychain', () => {
  it('keeps a secret under its service and account', async () => {
    const { keychain, secrets } = setUp();
    expect(await keychain.read()).toEqual({ ok: true, value: null });
    expect(await keychain.write('secret')).toEqual({ ok: true, value: null });
    expect([...secrets]).toEqual([['Rigyd Desk/https://api.rigyd.com', 'secret']]);
    expect(await keychain.read()).toEqual({ ok: true, value: 'secret' });
  });

  it('forgets it, and does not mind that there is none', async () => {
    const { keychain, secrets } = setUp();
    await keychain.write('secret');
    expect(await keychain.remove()).toEqual({ ok: true, value: null });
    expect(secrets.size).toBe(0);
    expect(await keychain.remove()).toEqual({ ok: true, value: null });
  });

  it('leaves no timer behind', async () => {
    const { clock, keychain } = setUp();
    await keychain.read();
    expect(clock.waiting()).toEqual([]);
  });
});

describe('a keychain that does not answer', () => {
  it('is given up after five seconds', async () => {
    const { clock, keychain, hold } = setUp();
    hold();
    let outcome: unknown = null;
    void keychain.read().then((answer) => (outcome = answer));
    await clock.advance(4_999);
    expect(outcome).toBeNull();
    await clock.advance(1);
    expect(outcome).toEqual(timedOut);
  });

  it('is not called a second time while the first call has not ended, given up or not', async () => {
    const { clock, keychain, calls, hold } = setUp();
    hold();
    const first = keychain.read();
    await clock.advance(0);
    expect(await keychain.write('secret')).toEqual(timedOut);
    await clock.advance(5_000);
    expect(await first).toEqual(timedOut);
    expect(await keychain.read()).toEqual(timedOut);
    expect(await keychain.remove()).toEqual(timedOut);
    expect(calls).toEqual(['get']);
  });

  it.each([
    ['an answer', null],
    ['an error', new Error('dismissed')],
  ])('is called again once the call that hung has ended with %s', async (_how, error) => {
    const { clock, keychain, calls, behaviour, hold } = setUp();
    const goOn = hold();
    expect(keychain.isBusy()).toBe(false);
    const first = keychain.read();
    await clock.advance(5_000);
    expect(keychain.isBusy()).toBe(true);
    behaviour.error = error;
    goOn();
    await first;
    await clock.advance(0);
    expect(keychain.isBusy()).toBe(false);
    behaviour.error = null;
    expect(await keychain.read()).toEqual({ ok: true, value: null });
    expect(calls).toEqual(['get', 'get']);
  });

  it.each([null, 'former'])(
    'takes back a secret that was kept only after it was given up: %s',
    async (former) => {
      const { clock, keychain, calls, hold } = setUp();
      if (former !== null) await keychain.write(former);
      calls.length = 0;
      const goOn = hold('set');
      const outcome = keychain.write('secret');
      await clock.advance(5_000);
      expect(await outcome).toEqual(timedOut);
      goOn();
      await clock.advance(0);
      expect(calls).toEqual(['get', 'set', former === null ? 'delete' : 'set']);
      expect(await keychain.read()).toEqual({ ok: true, value: former });
    },
  );

  it('keeps no secret where the call was given up before', async () => {
    const { clock, keychain, calls, hold } = setUp();
    await keychain.write('former');
    calls.length = 0;
    const goOn = hold();
    const outcome = keychain.write('secret');
    await clock.advance(5_000);
    expect(await outcome).toEqual(timedOut);
    goOn();
    await clock.advance(0);
    expect(calls).toEqual(['get']);
    expect(await keychain.read()).toEqual({ ok: true, value: 'former' });
  });

  it('counts the time that loading takes', async () => {
    const { clock, keychain } = setUp({ load: () => new Promise(() => {}) });
    const first = keychain.read();
    await clock.advance(5_000);
    expect(await first).toEqual(timedOut);
  });
});

describe('a keychain that fails', () => {
  it.each([
    'is locked',
    'The prompt was dismissed',
    'Access denied',
    'User canceled',
    'Cancelled by the user',
  ])('is locked where it says so: %s', async (text) => {
    const { keychain, behaviour } = setUp();
    behaviour.error = new Error(text);
    const failure = { ok: false, failure: { code: 'keychain-locked', text } };
    expect(await keychain.read()).toEqual(failure);
    expect(await keychain.write('secret')).toEqual(failure);
    expect(await keychain.remove()).toEqual(failure);
  });

  it('is unavailable if it says anything else, and can be read again', async () => {
    const { keychain, behaviour } = setUp();
    behaviour.error = 'The name org.freedesktop.secrets was not provided by any .service files';
    expect(await keychain.read()).toEqual({
      ok: false,
      failure: { code: 'keychain-unavailable', text: behaviour.error },
    });
    behaviour.error = null;
    expect(await keychain.read()).toEqual({ ok: true, value: null });
  });

  it('is unavailable where the library for it cannot be loaded, and is loaded anew the next time', async () => {
    let loads = 0;
    const { keychain } = setUp({
      load: () => Promise.reject(new Error(`libsecret-1.so.0: cannot open (${(loads += 1)})`)),
    });
    expect(await keychain.read()).toEqual({
      ok: false,
      failure: { code: 'keychain-unavailable', text: 'libsecret-1.so.0: cannot open (1)' },
    });
    expect(await keychain.read()).toMatchObject({ failure: { text: 'libsecret-1.so.0: cannot open (2)' } });
  });
});
