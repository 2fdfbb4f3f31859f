import { describe, expect, it } from 'vitest';
import { cacheHome, projectCache } from './cache.mjs';
import { repairHome, resolveHome } from './home.mjs';

describe('resolveHome', () => {
  it('takes HOME where it is an absolute path', () => {
    expect(resolveHome({ HOME: '/home/ada' }, '/account')).toBe('/home/ada');
  });

  it.each([undefined, '', '~', 'relative/home'])(
    'takes the account’s home folder where HOME is %j',
    (HOME) => {
      expect(resolveHome({ HOME }, '/account')).toBe('/account');
    },
  );
});

describe('repairHome', () => {
  it('leaves a usable environment as it is', () => {
    const env = { HOME: '/home/ada', npm_config_cache: '/big/disk/npm' };
    repairHome(env, '/account');
    expect(env).toEqual({ HOME: '/home/ada', npm_config_cache: '/big/disk/npm' });
  });

  it('replaces an empty HOME and drops the folders npm made of it', () => {
    const env = {
      HOME: '',
      npm_config_cache: '/clone/~/.npm',
      npm_config_userconfig: '/clone/~/.npmrc',
      PATH: '/bin',
    };
    repairHome(env, '/account');
    expect(env).toEqual({ HOME: '/account', PATH: '/bin' });
  });

  it('sets a missing HOME and keeps npm’s folders, which are sound then', () => {
    const env = { npm_config_cache: '/account/.npm' };
    repairHome(env, '/account');
    expect(env).toEqual({ HOME: '/account', npm_config_cache: '/account/.npm' });
  });
});

describe('the cache', () => {
  it('is in XDG_CACHE_HOME', () => {
    expect(projectCache({ HOME: '/home/ada', XDG_CACHE_HOME: '/cache' }, '/account')).toBe(
      '/cache/rigyd-desk',
    );
  });

  it.each([undefined, '', 'relative'])(
    'is in the home folder where XDG_CACHE_HOME is %j',
    (XDG_CACHE_HOME) => {
      expect(cacheHome({ HOME: '/home/ada', XDG_CACHE_HOME }, '/account')).toBe('/home/ada/.cache');
    },
  );
});
