import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronEnvironment } from '../electron/launch-options.mjs';
import { firstLine, startDaemon, stopDaemon } from './daemon.mjs';
import { killLeftovers } from './leftovers.mjs';

const env = electronEnvironment(process.env);
const forEver = 'setInterval(() => {}, 1000);';

/** @type {string} */
let folder;
/** @type {import('./daemon.mjs').Daemon | undefined} */
let daemon;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd daemon-'))));
afterEach(async () => {
  if (daemon) await stopDaemon(daemon);
  fs.rmSync(folder, { recursive: true });
});

/**
 * @param {string} script JavaScript
 * @param {string} [input]
 */
function start(script, input = '') {
  daemon = startDaemon('node', ['-e', script], { env, folder, input });
  return daemon;
}

describe('a daemon', () => {
  it('is ready when it has said so', async () => {
    expect(await firstLine(start(`console.log('ready');${forEver}`), 1)).toBe('ready');
  });

  it('can say so in pieces, and on a channel of its own', async () => {
    const script = `const fs = require('fs'); fs.writeSync(3, '9'); fs.writeSync(3, '9\\n');${forEver}`;
    expect(await firstLine(start(script), 3)).toBe('99');
  });

  it('gets its input', async () => {
    const script = `process.stdin.on('data', (data) => console.log('got ' + data));${forEver}`;
    expect(await firstLine(start(script, 'password\n'), 1)).toBe('got password');
  });

  it('that stops at once is reported with its own words', async () => {
    const failing = start(`console.error('no room'); process.exitCode = 3;`);
    await expect(firstLine(failing, 1)).rejects.toThrow('node stopped at once (exit code 3). no room');
  });

  it('that is not installed is reported by name', async () => {
    daemon = startDaemon('no-such-daemon', [], { env, folder });
    await expect(firstLine(daemon, 1)).rejects.toThrow('no-such-daemon could not be started');
  });

  it('is asked to stop, so that it can clean up', async () => {
    const polite = start(`process.on('SIGTERM', () => process.exit(5)); console.log('ready');${forEver}`);
    await firstLine(polite, 1);
    await stopDaemon(polite);
    expect(polite.child.exitCode).toBe(5);
  });
});

// Elsewhere there are no sessions, and no /proc to look in.
if (process.platform === 'linux') {
  describe('killLeftovers', () => {
    it('kills who carries the session’s name and is not spared, and no one else', async () => {
      const name = randomUUID();
      /** @param {string} value */
      const sleeper = (value) =>
        spawn('node', ['-e', forEver], { env: { ...env, RIGYD_SESSION: value }, detached: true });
      const [leftover, spared, other] = [sleeper(name), sleeper(name), sleeper(`${name}-other`)];
      const gone = once(leftover, 'exit');
      await killLeftovers('RIGYD_SESSION', name, [spared.pid ?? 0]);
      expect(await gone).toEqual([null, 'SIGKILL']);
      expect([spared, other].map(({ exitCode, signalCode }) => exitCode ?? signalCode)).toEqual([null, null]);
      const ended = Promise.all([once(spared, 'exit'), once(other, 'exit')]);
      spared.kill('SIGKILL');
      other.kill('SIGKILL');
      await ended;
    });
  });
}
