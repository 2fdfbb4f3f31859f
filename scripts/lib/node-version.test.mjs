import { describe, expect, it } from 'vitest';
import { isInRange, lowestOf, requireNode } from './node-version.mjs';

describe('isInRange', () => {
  it.each([
    ['^20.19.0 || ^22.13.0 || >=24', ['20.19.0', '20.20.2', '22.13.0', '22.23.3', '24.0.0', '26.1.0']],
    ['>= 22.12.0', ['22.12.0', '23.0.0']],
    ['18 || 20 || >=22', ['18.1.0', '20.19.0', '22.0.0']],
    ['*', ['0.10.0']],
    ['>=6 <7 || >=8', ['6.17.1', '8.0.0', '24.0.0']],
    ['6.* || 8.* || >= 10.*', ['6.1.0', '8.17.0', '10.0.0', '24.0.0']],
  ])('%s has %j', (range, versions) => {
    expect(versions.filter((version) => !isInRange(range, version))).toEqual([]);
  });

  it.each([
    ['^20.19.0 || ^22.13.0 || >=24', ['18.20.0', '20.18.9', '21.0.0', '22.12.9', '23.11.0']],
    ['>= 22.12.0', ['20.20.2', '22.11.9']],
    ['18 || 20 || >=22', ['19.0.0', '21.7.0']],
    ['>=6 <7 || >=8', ['5.0.0', '7.0.0', '7.9.9']],
    ['6.* || 8.* || >= 10.*', ['7.0.0', '9.9.9']],
  ])('%s has none of %j', (range, versions) => {
    expect(versions.filter((version) => isInRange(range, version))).toEqual([]);
  });

  it('says where it does not know the form', () => {
    expect(() => isInRange('~20.1', '20.0.0')).toThrow('~20.1');
  });
});

it('lowestOf gives the version at which each part begins', () => {
  expect(lowestOf('^20.19.0 || ^22.13.0 || >= 24')).toEqual(['20.19.0', '22.13.0', '24.0.0']);
});

describe('requireNode', () => {
  it('says which Node it takes where this is another', () => {
    expect(() => requireNode('18.20.4')).toThrow(
      /built with Node .*; this is 18\.20\.4\. Install one of those/,
    );
  });

  it('lets the Node pass that runs this', () => {
    expect(() => requireNode()).not.toThrow();
  });
});
