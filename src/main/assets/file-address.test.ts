import { describe, expect, it } from 'vitest';
import { fileAddress } from './file-address.ts';

const live = new URL('https://api.rigyd.com/api');
const local = new URL('http://127.0.0.1:4000/api');
const inHouse = new URL('https://rigyd.studio.internal/api');

describe('the address of a file', () => {
  it.each([
    ['https://assets.rigyd.com/a.png?sig=x', live],
    ['https://172.32.0.1/a.png', live],
    ['https://100.128.0.1/a.png', live],
    ['https://11.0.0.1/a.png', live],
    ['http://127.0.0.1:5000/a.png', local],
    ['http://localhost:5000/a.png', local],
    ['https://rigyd.studio.internal/files/a.png', inHouse],
  ])('may be %s', (address, api) => {
    expect(fileAddress(address, api)?.href).toBe(address);
  });

  it.each([
    ['plain http', 'http://assets.rigyd.com/a.png'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AAAA'],
    ['another scheme', 'ftp://assets.rigyd.com/a.png'],
    ['nothing that can be read', 'not an address'],
    ['a name and password', 'https://me:secret@assets.rigyd.com/a.png'],
    ['a password alone', 'https://:secret@assets.rigyd.com/a.png'],
    ['a name alone', 'https://me@assets.rigyd.com/a.png'],
    ...[
      ...['localhost', 'printer', 'nas.local', 'nas.local.', 'x.localhost', 'box.home.arpa', 'db.internal'],
      ...['127.0.0.1', '127.1', '2130706433', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.1'],
      ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '100.127.0.1'],
      ...['[::1]', '[::]', '[fd00::1]', '[fe80::1]', '[::ffff:127.0.0.1]'],
    ].map((host) => [host, `https://${host}/a.png`]),
  ])('may not be %s', (_what, address) => {
    expect(fileAddress(address, live)).toBeNull();
  });

  it('may not be plain http elsewhere because the API is on this machine', () => {
    expect(fileAddress('http://192.168.1.1/a.png', local)).toBeNull();
    expect(fileAddress('https://192.168.1.1/a.png', local)).toBeNull();
    expect(fileAddress('ftp://127.0.0.1/a.png', local)).toBeNull();
  });

  it('can be relative to another', () => {
    const from = new URL('https://assets.rigyd.com/a/b.png');
    expect(fileAddress('../c.png', live, from)?.href).toBe('https://assets.rigyd.com/c.png');
    expect(fileAddress('//127.0.0.1/c.png', live, from)).toBeNull();
    expect(fileAddress('../c.png', live)).toBeNull();
  });
});
