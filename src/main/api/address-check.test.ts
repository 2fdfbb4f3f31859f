import { describe, expect, it } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { createAddressCheck } from './address-check.ts';

const live = new URL('https://api.rigyd.com/api');
const local = new URL('http://127.0.0.1:4000/api');
const inHouse = new URL('https://rigyd.studio.internal/api');
const publicAddress = '93.184.215.14';
const refused = failed('address-refused');

/** Checks an address in a network where names lead to `addresses`; tells which names were looked up. */
async function checked(
  text: string,
  api: URL,
  { base = api, addresses = [publicAddress] }: { base?: URL; addresses?: string[] | Error } = {},
) {
  const lookedUp: string[] = [];
  const check = createAddressCheck({
    api,
    resolveHost: async ({ hostname }) => {
      lookedUp.push(hostname);
      if (addresses instanceof Error) throw addresses;
      return addresses;
    },
  });
  const outcome = await check(text, base, new AbortController().signal);
  return { outcome: outcome.ok ? outcome.value.href : outcome, lookedUp };
}

describe('the address of a file', () => {
  it.each([
    ['https://assets.rigyd.com/a.png?sig=x', live],
    ['https://assets.rigyd.com:8443/a.png', live],
    ['https://172.32.0.1/a.png', live],
    ['https://100.128.0.1/a.png', live],
    ['https://11.0.0.1/a.png', live],
    ['https://[2606:4700::1]/a.png', live],
    ['http://127.0.0.1:5000/a.png', local],
    ['http://localhost:5000/a.png', local],
    ['https://rigyd.studio.internal/files/a.png', inHouse],
  ])('may be %s', async (address, api) => {
    expect((await checked(address, api)).outcome).toBe(address);
  });

  it.each([
    ['plain http', 'http://assets.rigyd.com/a.png'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AAAA'],
    ['another scheme', 'ftp://assets.rigyd.com/a.png'],
    ['nothing that can be read', 'https://'],
    ['a name and password', 'https://me:secret@assets.rigyd.com/a.png'],
    ['a password alone', 'https://:secret@assets.rigyd.com/a.png'],
    ['a name alone', 'https://me@assets.rigyd.com/a.png'],
    ...[
      ...['localhost', 'printer', 'nas.local', 'nas.local.', 'x.localhost', 'box.home.arpa', 'db.internal'],
      ...['router.lan', 'nas.home', 'intranet.corp', 'LOCALHOST', 'ⓛocalhost', 'foo.localhost.'],
      ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.1'],
      ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '100.127.0.1', '192.0.0.1', '198.18.0.1'],
      ...['198.19.255.255', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
      ...['[::1]', '[::]', '[fd00::1]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[::ffff:127.0.0.1]'],
      ...['[::7f00:1]', '[2002:7f00:1::]', '[64:ff9b::7f00:1]', '[64:ff9b::a00:1]', '[64:ff9b::]'],
      ...['192.0.2.1', '192.88.99.1', '198.51.100.1', '203.0.113.1', '[::ffff:8.8.8.8]', '[::ffff:0:7f00:1]'],
      ...['[::808:808]', '[64:ff9b:1::1]', '[100::1]', '[2001::1]', '[2001:2::1]', '[2001:db8::1]'],
      ...['[3fff::1]', '[5f00::1]'],
    ].map((host) => [host, `https://${host}/a.png`]),
  ])('may not be %s, and no name is looked up for it', async (_what, address) => {
    expect(await checked(address, live)).toEqual({ outcome: refused, lookedUp: [] });
  });

  it('may not be plain http elsewhere because the API is on this machine', async () => {
    for (const address of ['http://192.168.1.1/a.png', 'https://192.168.1.1/a.png', 'ftp://127.0.0.1/a.png'])
      expect((await checked(address, local)).outcome).toEqual(refused);
  });

  it('can be relative to another', async () => {
    const base = new URL('https://assets.rigyd.com/a/b.png');
    expect((await checked('../c.png', live, { base })).outcome).toBe('https://assets.rigyd.com/c.png');
    expect((await checked('//127.0.0.1/c.png', live, { base })).outcome).toEqual(refused);
  });
});

describe('the name in the address of a file', () => {
  const address = 'https://files.example.com/a.png';

  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['::1'],
    ['fe80::1%eth0'],
    ['fe80::1%eth0.100'],
    ['::ffff:192.168.1.1'],
    ['64:ff9b::c0a8:101'],
    ['no address at all'],
  ])('may not lead to %s, not even among others', async (inside) => {
    for (const api of [live, local]) {
      expect((await checked(address, api, { addresses: [inside] })).outcome).toEqual(refused);
      const both = await checked(address, api, { addresses: [publicAddress, inside] });
      expect(both).toEqual({ outcome: refused, lookedUp: ['files.example.com'] });
    }
  });

  it.each([['2606:4700::1'], ['64:ff9b::5db8:d70e']])('may lead to %s', async (outside) => {
    const { outcome } = await checked(address, live, { addresses: [publicAddress, outside] });
    expect(outcome).toBe(address);
  });

  it('is left to a proxy where that looks it up', async () => {
    expect((await checked(address, live, { addresses: [] })).outcome).toBe(address);
  });

  it('has to lead somewhere', async () => {
    const addresses = new Error('net::ERR_NAME_NOT_RESOLVED');
    await expect(checked(address, live, { addresses })).rejects.toBe(addresses);
  });

  it('is not looked up where it is the API’s own', async () => {
    const own = 'https://rigyd.studio.internal/files/a.png';
    expect((await checked(own, inHouse, { addresses: ['10.0.0.1'] })).lookedUp).toEqual([]);
  });

  it('is not waited for once nobody wants the file any more', async () => {
    const check = createAddressCheck({ api: live, resolveHost: () => new Promise(() => {}) });
    const ending = new AbortController();
    const outcome = check(address, live, ending.signal);
    ending.abort();
    await expect(outcome).rejects.toThrow('aborted');
    await expect(check(address, live, ending.signal)).rejects.toThrow('aborted');
  });
});
