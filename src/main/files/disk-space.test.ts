import type * as Files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { freeBytesFor, lackOfSpace, systemFreeBytes } from './disk-space.ts';

const statfs = vi.hoisted(() => vi.fn());
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof Files>();
  statfs.mockImplementation(actual.statfs);
  return { ...actual, statfs };
});

describe('room on the disk', () => {
  it('is known of a real folder', async () => {
    expect(await systemFreeBytes(tmpdir())).toBeGreaterThan(0);
  });

  it('is what this process may use, not what root may', async () => {
    statfs.mockResolvedValueOnce({ blocks: 100, bfree: 20, bavail: 10, bsize: 4_096 });
    expect(await systemFreeBytes('/any')).toBe(40_960);
  });

  it('is unknown of a drive that reports no size', async () => {
    statfs.mockResolvedValueOnce({ blocks: 0, bfree: 0, bavail: 0, bsize: 4_096 });
    expect(await systemFreeBytes('/any')).toBeNull();
  });

  it('is that of the first folder above where one is not there yet, and of no other where one cannot be asked', async () => {
    const folder = join(tmpdir(), 'not there', 'either');
    statfs.mockImplementation(async (path) => {
      if (path !== tmpdir()) throw Object.assign(new Error('ENOENT: said by a test'), { code: 'ENOENT' });
      return { blocks: 100, bavail: 10, bsize: 4_096 };
    });
    expect(await freeBytesFor(folder)).toBe(40_960);
    statfs.mockRejectedValueOnce(new Error('ENOSYS: function not implemented, statfs'));
    expect(await freeBytesFor(folder)).toBeNull();
  });

  it('is unknown of a drive that cannot be asked', async () => {
    statfs.mockRejectedValueOnce(new Error('ENOSYS: function not implemented, statfs'));
    expect(await systemFreeBytes('/any')).toBeNull();
  });

  it('lacks when more is needed than is free', async () => {
    const folders: string[] = [];
    const free = async (folder: string) => {
      folders.push(folder);
      return 1_000_000;
    };
    expect(await lackOfSpace(free, '/results', 1_000_000)).toBeNull();
    expect(await lackOfSpace(free, '/results', 2_500_000)).toEqual({
      ok: false,
      failure: { code: 'disk-full', text: '2.5 MB needed, 1.0 MB free.' },
    });
    expect(folders).toEqual(['/results', '/results']);
  });

  it('is not missed where it is unknown', async () => {
    expect(await lackOfSpace(async () => null, '/results', 1e15)).toBeNull();
  });
});
