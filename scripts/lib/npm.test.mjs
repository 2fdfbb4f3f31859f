import { describe, expect, it } from 'vitest';
import { npmCommand } from './npm.mjs';
import { commandScript } from './packages.mjs';

describe('npmCommand', () => {
  /** @type {Parameters<typeof npmCommand>[0]} */
  const machine = { env: {}, platform: 'linux', node: '/node/bin/node', exists: () => true };

  it('runs the npm that runs us', () => {
    const env = { npm_execpath: '/npm/bin/npm-cli.js' };
    expect(npmCommand({ ...machine, env })).toEqual({
      command: '/node/bin/node',
      args: ['/npm/bin/npm-cli.js'],
    });
  });

  it('does not take another package manager for npm', () => {
    const env = { npm_execpath: '/yarn/bin/yarn.js' };
    expect(npmCommand({ ...machine, env })).toEqual({ command: 'npm', args: [] });
  });

  it('does not run an npm that is gone', () => {
    const env = { npm_execpath: '/npm/bin/npm-cli.js' };
    expect(npmCommand({ ...machine, env, exists: () => false })).toEqual({ command: 'npm', args: [] });
  });

  it('runs the npm installed with Node on Windows, where npm itself is a batch file', () => {
    expect(npmCommand({ ...machine, platform: 'win32' })).toEqual({
      command: '/node/bin/node',
      args: ['/node/bin/node_modules/npm/bin/npm-cli.js'],
    });
  });
});

describe('commandScript', () => {
  it('finds the script of a package with one command or several', () => {
    expect(commandScript({ bin: './dist/cli.mjs' }, 'tool')).toBe('./dist/cli.mjs');
    expect(commandScript({ bin: { other: 'a.js', tool: 'b.js' } }, 'tool')).toBe('b.js');
  });

  it('fails for a command that the package does not have', () => {
    expect(() => commandScript({ bin: { other: 'a.js' } }, 'tool')).toThrow('no command called tool');
    expect(() => commandScript({}, 'tool')).toThrow('no command called tool');
  });
});
