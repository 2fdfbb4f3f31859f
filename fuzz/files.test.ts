import { mkdtemp, rm, writeFile, mkdir, readdir, lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRange } from '../src/shared/byte-range.ts';
import { contentTypeOf } from '../src/main/previews/content-type.ts';
import { defaultLimits, openArchive } from '../src/main/downloads/archive.ts';
import { createEntryTree } from '../src/main/downloads/entry-tree.ts';
import { foldName, isReservedName } from '../src/main/downloads/file-names.ts';
import { freeName, placeOf } from '../src/main/downloads/naming.ts';
import { readPartNote } from '../src/main/downloads/slot-notes.ts';
import { workHere } from '../src/main/downloads/testing/work-here.ts';
import { makeZip, makeZipNamed } from '../src/main/downloads/testing/zips.ts';
import { namingTemplateSchema, templateFields } from '../src/shared/naming-template.ts';
import { parsePreviewAddress, previewAddress, previewSlots } from '../src/shared/previews.ts';
import { json, mutated, number, text } from './arbitraries.ts';
import { expectWellFormed } from './expectations.ts';

/** A name that any system takes. */
function expectPossible(name: string): void {
  expect(name).not.toBe('');
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(name).not.toMatch(/[<>:"|?*\\/\p{Cc}]|[. ]$/u);
  expect(isReservedName(name)).toBe(false);
}

/** The same, for a folder that the app names itself. */
function expectGoodName(name: string): void {
  expectPossible(name);
  expect(name).not.toMatch(/^\./);
  expectWellFormed(name);
}

describe('the folder of a result', () => {
  const part = fc.array(
    fc.oneof(
      text,
      fc.constantFrom(...templateFields).map((field) => `{${field}}`),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const template = fc
    .tuple(part, part, fc.boolean())
    .map(([group, own, isGrouped]) => `${isGrouped ? `${group.join('')}/` : ''}${own.join('')}`)
    .map((written) => (namingTemplateSchema.safeParse(written).success ? written : '{batch}/{name}'));
  const maybe = fc.option(text);

  it('has a name that every system takes, and lies in the download folder', () => {
    const naming = fc.record({ filename: maybe, jobType: maybe, template, batch: maybe });
    const id = fc.stringMatching(/^[\w-]{4,64}$/);
    fc.assert(
      fc.property(id, naming, fc.constantFrom('all', 'usd', 'mjcf'), (jobId, given, format) => {
        const { group, name } = placeOf(jobId, given, format, Date.UTC(2026, 4, 6));
        expectGoodName(name);
        if (group !== null) expectGoodName(group);
      }),
    );
  });

  it('gets a name that is free', () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 6 }), (wanted, taken) => {
        const name = freeName(wanted, [...taken, wanted]);
        expect([...taken, wanted].map(foldName)).not.toContain(foldName(name));
      }),
    );
  });
});

describe('the names in an archive', () => {
  it('become paths inside of a folder, no two of them the same file, or are refused', () => {
    const segment = fc.oneof(text, fc.constantFrom('a', 'A', 'usd', '.', '..', ''));
    const name = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const tree = createEntryTree();
        const files = new Set<string>();
        for (const one of names) {
          const placed = tree.add(one);
          if ('reason' in placed) {
            expectWellFormed(placed.reason);
            continue;
          }
          const { path, kind } = placed;
          expect(isAbsolute(path) || path.split('/').includes('..')).toBe(false);
          if (path !== '') path.split('/').forEach(expectPossible);
          if (kind === 'folder') continue;
          expect(files.has(foldName(path))).toBe(false);
          files.add(foldName(path));
        }
      }),
    );
  });
});

describe('an archive', () => {
  let folder = '';
  let archives: Buffer[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rigyd fuzz '));
    archives = await Promise.all([
      makeZip({ 'usd/a.usd': '#usda 1.0', 'usd/textures/b.png': 'pixels', 'empty/': '' }),
      makeZip({ 'a.txt': 'a'.repeat(500) }, { compress: false, zip64: true }),
      makeZipNamed(['../evil', '/etc/passwd', 'a:b', 'CON', 'a/', 'A', 'a. ']),
    ]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Opens it as a download does, and unpacks it if asked: that waits for the disk. */
  async function open(bytes: Buffer, name: string, unpacks: boolean): Promise<void> {
    const home = join(folder, name);
    await mkdir(home);
    try {
      const path = join(home, 'a.zip');
      await writeFile(path, bytes);
      const limits = { ...defaultLimits, totalBytes: 1_000_000 };
      const freeBytes = () => Promise.resolve(1e12);
      const opened = await openArchive(path, { limits, freeBytes });
      if (!opened.ok) {
        expectWellFormed(opened.failure);
        return;
      }
      await opened.value.close();
      if (!unpacks) return;
      const { unpack } = workHere(freeBytes);
      const { signal } = new AbortController();
      const done = await unpack(path, join(home, 'out'), { limits, signal, onChecked: () => undefined });
      expect((await readdir(home)).sort()).toEqual(done.ok ? ['a.zip', 'out'] : ['a.zip']);
      if (!done.ok) return;
      const entries = await readdir(join(home, 'out'), { recursive: true });
      for (const entry of entries) {
        const { mode } = await lstat(join(home, 'out', entry));
        expect((mode & 0o170000) === 0o100000 || (mode & 0o170000) === 0o040000).toBe(true);
        expect(normalize(entry).startsWith('..')).toBe(false);
      }
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }

  it('that was damaged or made by hand is unpacked inside of its folder, or leaves nothing', async () => {
    let made = 0;
    const damaged = fc.nat({ max: 2 }).chain((at) => mutated(archives[at] ?? Buffer.alloc(0)));
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ arbitrary: damaged, weight: 6 }, { arbitrary: anything, weight: 1 }),
        async (bytes) => {
          made += 1;
          await open(bytes, String(made), made % 20 === 0);
        },
      ),
    );
  });

  it('has a note beside it that is believed only where it makes sense', async () => {
    const note = join(folder, 'part.zip');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          json.map((value) => JSON.stringify(value)),
          text,
        ),
        async (written) => {
          await writeFile(`${note}.json`, written);
          const read = await readPartNote(note);
          if (read !== null) expect(read.etag).not.toBe('');
        },
      ),
    );
  });
});

describe('a file to look at', () => {
  const signature = fc.constantFrom(
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'GIF89a',
    'RIFF\0\0\0\0WEBP',
    '\0\0\0\x18ftypmp42',
    '\x1aE\xdf\xa3webm',
    '<!doctype html>',
    '<svg',
    '',
  );
  const bytes = fc
    .tuple(signature, fc.uint8Array({ maxLength: 64 }))
    .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(rest)]));

  it('is of a kind that the window shows, or of none', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom('image', 'video', 'text'), (head, kind) => {
        const type = contentTypeOf(head, kind);
        if (type !== null) expect(type.startsWith(`${kind}/`)).toBe(true);
        expect(type ?? '').not.toMatch(/html|svg/);
      }),
    );
  });

  it('is served in parts that lie inside of it', () => {
    const header = fc.oneof(
      fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => `bytes=${from}-${to}`),
      number.map((from) => `bytes=${from}-`),
      number.map((last) => `bytes=-${Math.abs(last)}`),
      text,
    );
    fc.assert(
      fc.property(fc.option(header), fc.nat(), (asked, size) => {
        const range = parseRange(asked, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(range.from >= 0 && range.from <= range.to && range.to < size).toBe(true);
      }),
    );
  });

  it('has an address that says nothing but its place', () => {
    const place = fc.record({
      id: text.filter((id) => id !== '' && id.isWellFormed()),
      slot: fc.constantFrom(...previewSlots),
      index: fc.nat({ max: 10_000 }),
    });
    fc.assert(
      fc.property(place, text, (ref, other) => {
        expect(parsePreviewAddress(previewAddress(ref))).toEqual(ref);
        parsePreviewAddress(`preview://job/${other}`);
      }),
    );
  });
});
