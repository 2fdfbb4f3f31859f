import { describe, expect, it } from 'vitest';
import { openZipIn } from './testing/open-zip.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';
import { makeZip, makeZipNamed } from './testing/zips.ts';

const folder = useTemporaryFolder();

describe('an archive with names that not every system takes', () => {
  it('is unpacked under names that they take, and tells which', async () => {
    const names = ['/abs', 'a: b/aux.png', 'a: b/same', 'a: b/same', 'usd/Wood.png', 'usd/wood.png'];
    const opened = await openZipIn(folder(), await makeZipNamed(names));
    if (!opened.ok) throw new Error(opened.failure.text ?? '');
    expect(opened.value.entries.map(({ path }) => path)).toEqual([
      'abs',
      'a_ b/_aux.png',
      'a_ b/same',
      'a_ b/same (2)',
      'usd/Wood.png',
      'usd/wood (2).png',
    ]);
    expect(opened.value.renamed).toEqual([
      { from: 'a: b', to: 'a_ b' },
      { from: 'a: b/aux.png', to: 'a_ b/_aux.png' },
      { from: 'a: b/same', to: 'a_ b/same (2)' },
      { from: 'usd/wood.png', to: 'usd/wood (2).png' },
    ]);
    await opened.value.close();
  });
});

describe('an archive with something behind its end', () => {
  it.each([
    ['a line break', '\n'],
    ['padding', '\0'.repeat(4096)],
    ['what begins like an end', 'PK\x05\x06'],
  ])('is taken: %s', async (_what, more) => {
    for (const zip64 of [false, true]) {
      const zip = await makeZip({ a: 'x' }, { zip64 });
      const opened = await openZipIn(folder(), Buffer.concat([zip, Buffer.from(more)]));
      expect(opened).toMatchObject({ ok: true, value: { entries: [{ path: 'a' }] } });
      if (opened.ok) await opened.value.close();
    }
  });
});
