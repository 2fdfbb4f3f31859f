import { expect, it } from 'vitest';
import { webPages } from '../../shared/contract.ts';
import { webAddresses } from './web-addresses.ts';

it.each(webPages)(
  'the page %s is one of the service’s own, by https and without anything of the person in it',
  (page) => {
    const { protocol, hostname, search, hash, username } = new URL(webAddresses[page]);
    expect({ protocol, search, hash, username }).toEqual({
      protocol: 'https:',
      search: '',
      hash: '',
      username: '',
    });
    expect(hostname).toMatch(/^(?:[a-z]+\.)?rigyd\.com$/);
  },
);
