import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isHeld, tryLock, waitForLock } from './lock.mjs';
import { processIdentity, startTime } from './process-identity.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let file;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd lock-'));
  file = path.join(folder, 'new folder', 'setup.lock');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('tryLock', () => {
  it('gives the lock to one at a time', () => {
    const first = tryLock(file);
    expect(first).not.toBeNull();
    expect(tryLock(file)).toBeNull();
    first?.release();
    expect(tryLock(file)).not.toBeNull();
  });

  it('leaves nothing behind', () => {
    tryLock(file)?.release();
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });

  it('takes the lock of a dead process', () => {
    tryLock(file, (pid) => `${pid}@long ago`);
    const lock = tryLock(file);
    expect(lock).not.toBeNull();
    expect(fs.readdirSync(path.dirname(file))).toEqual(['setup.lock']);
  });

  it('respects a dead process’s lock while a process it was shared with runs', () => {
    const dead = tryLock(file, () => null);
    fs.writeFileSync(file, '1@dead\n');
    dead?.share(2);
    /** @type {string | null} */
    let child = '2';
    const identify = (/** @type {number} */ pid) => (pid === 2 ? child : null);
    expect(tryLock(file, identify)).toBeNull();
    child = null;
    expect(tryLock(file, identify)).not.toBeNull();
  });

  it('leaves alone a lock that another process took while we looked at a dead one', () => {
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, '12@long ago\n');
    const takenMeanwhile = (/** @type {number} */ pid) => {
      if (pid === 12) fs.writeFileSync(file, '7@now\n');
      return pid === 12 ? null : `${pid}@now`;
    };
    expect(tryLock(file, takenMeanwhile)).toBeNull();
    expect(fs.readFileSync(file, 'utf8')).toBe('7@now\n');
  });
});

describe('waitForLock', () => {
  it('says once that it waits, and takes the lock when it is free', async () => {
    const holder = tryLock(file);
    /** @type {string[]} */
    const events = [];
    const pause = async () => {
      events.push('pause');
      if (events.length === 3) holder?.release();
    };
    const lock = await waitForLock(file, () => events.push('waiting'), pause);
    expect(events).toEqual(['waiting', 'pause', 'pause']);
    expect(tryLock(file)).toBeNull();
    lock.release();
  });

  it('says nothing when the lock is free', async () => {
    /** @type {string[]} */
    const events = [];
    await waitForLock(file, () => events.push('waiting'));
    expect(events).toEqual([]);
  });
});

describe('isHeld', () => {
  it('tells a process from a later one with the same number', () => {
    expect(isHeld('12@100\n', () => '12@100')).toBe(true);
    expect(isHeld('12@100\n', () => '12@200')).toBe(false);
    expect(isHeld('', () => '12@200')).toBe(false);
  });
});

describe('processIdentity', () => {
  it('is the same each time for a running process', () => {
    expect(processIdentity(process.pid)).toMatch(new RegExp(`^${process.pid}@`));
    expect(processIdentity(process.pid)).toBe(processIdentity(process.pid));
  });

  it('is null when there is no such process', () => {
    expect(processIdentity(2 ** 30)).toBeNull();
  });

  it('reads the start time after a name that looks like more fields', () => {
    const fields = ['S', ...Array.from({ length: 18 }, (_, index) => String(index)), '4711', '0'];
    expect(startTime(`12 (a b) 1 (2) ${fields.join(' ')}`)).toBe('4711');
  });
});
