import { describe, expect, it } from 'vitest';
import { downloadsFolder } from './downloads-folder.ts';

describe('the folder for downloads', () => {
  it('is the one that the system names', () => {
    expect(downloadsFolder((name) => `/of a person/${name}`)).toBe('/of a person/downloads');
  });

  it('is one of its own where the system names the home folder', () => {
    expect(downloadsFolder(() => '/home/ada')).toBe('/home/ada/Downloads');
  });

  it('is the usual one where the system can name none, so that the app starts', () => {
    const getPath = (name: string): string => {
      if (name === 'downloads') throw new Error('Failed to get ‘downloads’ path');
      return '/home/ada';
    };
    expect(downloadsFolder(getPath)).toBe('/home/ada/Downloads');
  });
});
