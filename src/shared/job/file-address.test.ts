import { expect, it } from 'vitest';
import { fullAddress, looksLikeAddress } from './file-address.ts';

const live = 'https://api.rigyd.com';
const local = 'http://127.0.0.1:4000';

it.each([
  ['https://assets.rigyd.com/a.png', 'https://assets.rigyd.com/a.png'],
  ['/uploads/a.png?x=1', 'https://api.rigyd.com/uploads/a.png?x=1'],
  ['uploads/a.png', 'https://api.rigyd.com/uploads/a.png'],
  ['//assets.rigyd.com/a.png', 'https://assets.rigyd.com/a.png'],
  ['assets.rigyd.com/a.png', 'https://assets.rigyd.com/a.png'],
  ['assets.rigyd.com:8443/a.png', 'https://assets.rigyd.com:8443/a.png'],
  [' https://assets.rigyd.com/a b.png ', 'https://assets.rigyd.com/a b.png'],
  ['data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
])('completes %s to %s', (address, full) => {
  expect(fullAddress(address, live)).toBe(full);
});

it('takes the API’s scheme where an address has none', () => {
  expect(fullAddress('//127.0.0.1:5000/a.png', local)).toBe('http://127.0.0.1:5000/a.png');
  expect(fullAddress('127.0.0.1:5000/a.png', local)).toBe('http://127.0.0.1:5000/a.png');
  expect(fullAddress('/a.png', local)).toBe('http://127.0.0.1:4000/a.png');
});

it('tells an address from other text', () => {
  const addresses = [
    'https://a.b/c',
    '/uploads/x.png',
    '//a.b/c',
    'assets.rigyd.com/x.png',
    'http://[::1]/a',
  ];
  for (const address of addresses) expect(looksLikeAddress(address), address).toBe(true);
  const others = ['usd', 'chair.usd', 'usd/chair.usd', '1.2/3', 'A chair, see https://a.b/c', '/', '', 'n/a'];
  for (const other of others) expect(looksLikeAddress(other), other).toBe(false);
});
