import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles } from '../files/folder-files.ts';
import { createSeenFeeds } from './seen-feeds.ts';

const folder = useTemporaryFolder();
const path = (): string => join(folder(), 'data', 'seen-updates.json');
/** Of a new run each time. */
const admits = async (key: string, signedAt: string) => {
  const admitted = await createSeenFeeds({ path: path(), files: ownFiles }).admit(key, signedAt);
  return admitted.ok || admitted.failure.code;
};

const [january, february] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];

describe('the newest feed that was seen', () => {
  it('keeps older ones out, and none that is as old or newer', async () => {
    expect(await admits('key', january)).toBe(true);
    expect(await admits('key', january)).toBe(true);
    expect(await admits('key', february)).toBe(true);
    expect(await admits('key', january)).toBe('update-outdated');
    expect(await admits('key', february)).toBe(true);
  });

  it('says nothing of what another key signed, and is not forgotten over it', async () => {
    expect(await admits('key', february)).toBe(true);
    expect(await admits('__proto__', january)).toBe(true);
    expect(await admits('key', january)).toBe('update-outdated');
  });

  it.each(['', '{"key', '{}', '[["key"]]', ' '.repeat(100_000)])(
    'is none where its file is broken, which is mended: %.10j',
    async (text) => {
      await mkdir(join(folder(), 'data'));
      await writeFile(path(), text);
      expect(await admits('key', february)).toBe(true);
      expect(await admits('key', january)).toBe('update-outdated');
      expect(await readFile(path(), 'utf8')).toBe(JSON.stringify([['key', Date.parse(february)]]));
    },
  );

  it('that can be neither read nor kept lets nothing pass', async () => {
    await mkdir(path(), { recursive: true });
    expect(await admits('key', january)).not.toBe(true);
    await writeFile(join(folder(), 'file'), '');
    const beside = createSeenFeeds({ path: join(folder(), 'file', 'seen.json'), files: ownFiles });
    expect((await beside.admit('key', january)).ok).toBe(false);
  });
});
