import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadMemory, worthTrying } from './download-memory.mjs';
import { watchProgress } from './electron-download.mjs';

const HOUR = 60 * 60 * 1000;

describe('worthTrying', () => {
  it('tries what never failed', () => {
    expect(worthTrying(null, 0)).toBe(true);
  });

  it('leaves a failed download alone for a day', () => {
    expect(worthTrying(1000, 1000)).toBe(false);
    expect(worthTrying(1000, 1000 + 24 * HOUR - 1)).toBe(false);
    expect(worthTrying(1000, 1000 + 24 * HOUR)).toBe(true);
  });

  it('tries again when the failure lies in the future, for the clock was wrong', () => {
    expect(worthTrying(2000, 1000)).toBe(true);
  });
});

describe('downloadMemory', () => {
  /** @type {string} */
  let cache;
  beforeEach(() => (cache = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd-memory-')), 'cache')));
  afterEach(() => fs.rmSync(path.dirname(cache), { recursive: true }));

  it('remembers a failure until it is told to forget it', () => {
    const memory = downloadMemory(cache, '1.0.0');
    expect(memory.failedAt()).toBeNull();
    memory.remember(123_000);
    expect(downloadMemory(cache, '1.0.0').failedAt()).toBe(123_000);
    memory.forget();
    expect(memory.failedAt()).toBeNull();
  });

  it('keeps versions apart', () => {
    downloadMemory(cache, '1.0.0').remember(123_000);
    expect(downloadMemory(cache, '1.0.1').failedAt()).toBeNull();
  });

  it('takes an unreadable file for no failure', () => {
    const memory = downloadMemory(cache, '1.0.0');
    memory.remember(0);
    const [name = ''] = fs.readdirSync(cache);
    fs.writeFileSync(path.join(cache, name), 'nonsense');
    expect(memory.failedAt()).toBeNull();
  });
});

describe('watchProgress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const limits = { stallLimit: 5000, timeLimit: 60_000, interval: 1000 };

  it('gives up when nothing arrives', () => {
    const { signal, stop } = watchProgress(() => 0, limits);
    vi.advanceTimersByTime(4999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toBe('nothing arrived for 5 seconds');
    stop();
  });

  it('is patient with a slow download, but not for ever', () => {
    let bytes = 0;
    const { signal, stop } = watchProgress(() => Math.floor((bytes += 0.3)), limits);
    vi.advanceTimersByTime(59_000);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(signal.reason).toBe('it took more than 1 minutes');
    stop();
  });

  it('leaves no timer when stopped', () => {
    watchProgress(() => 0, limits).stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
