import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../src/main/intake/read-inputs.ts';
import { ownArguments, startArguments } from '../src/main/shell/command-line.ts';
import { isLink, parseLink } from '../src/main/shell/deep-link.ts';
import { isTooLong, readAsHandOver } from '../src/main/shell/hand-over-file.ts';
import { tableOf } from '../src/main/intake/csv-export.ts';
import { importJobs, readExport, type ImportParts } from '../src/main/intake/import-jobs.ts';
import { writeJsonExport } from '../src/main/intake/json-export.ts';
import { toDetail } from '../src/main/jobs/job-row.ts';
import type { WatchedJob } from '../src/main/jobs/watched-job.ts';
import { readCsv, writeCsv } from '../src/shared/lib/csv.ts';
import { findJobIds } from '../src/shared/job-ids/find-job-ids.ts';
import { anyJson, drifting, job, json, number, text } from './arbitraries.ts';
import { expectSerialisable } from './expectations.ts';
import { fileSource } from '../src/shared/source.ts';

const limits = { rows: 1_000, cells: 100 };
const plausibleId = /^(?!rgyd_|phy_)[\w-]{4,128}$/;

describe('pasted text', () => {
  const id = fc.stringMatching(/^[a-z0-9]{22}[0-9]x$/);
  const key = fc.stringMatching(/^rgyd_(live|test)_[A-Za-z0-9]{43}$/);
  const piece = fc.oneof(
    text,
    id,
    key,
    fc.constantFrom('{"id":"', '"ids":[', 'job_id=', 'id,name\n', 'http://x/jobs/', '[', ']', '}', '```'),
    fc.oneof(job, json).map((value) => JSON.stringify(value)),
  );
  const pasted = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

  it('gives IDs that can be asked for, each once, and never a key', () => {
    fc.assert(
      fc.property(pasted, (given) => {
        const found = findJobIds(given);
        expect(new Set(found.ids).size).toBe(found.ids.length);
        expect(found.ids.filter((one) => !plausibleId.test(one))).toEqual([]);
        expect(JSON.stringify(found)).not.toMatch(/rgyd_(live|test)_[A-Za-z0-9]{8}/);
        for (const { line, text: shown } of found.notUnderstood) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(shown.length).toBeLessThanOrEqual(201);
        }
      }),
    );
  });
});

describe('a file', () => {
  const read = (content: Uint8Array) => textOf({ content, name: 'list.csv' });
  // What begins with a byte order mark comes back without it, and what is half NULs is taken for UTF-16.
  const unmarked = text.map((one) => one.toWellFormed().replace(/^\uFEFF+|\0/g, ''));

  it('of any bytes is some text that can be sent', () => {
    const wild = fc.uint8Array({ maxLength: 200 });
    const spoilt = fc.tuple(text, wild).map(([one, bytes]) => Buffer.concat([Buffer.from(one), bytes]));
    const halves = text.map((one) => Buffer.from(`\uFEFF${one}`, 'utf16le'));
    fc.assert(
      fc.property(fc.oneof(wild, spoilt, halves), (content) => {
        const { text: found } = read(content);
        expect(found.isWellFormed()).toBe(true);
        expect(found.length).toBeLessThanOrEqual(content.length);
      }),
    );
  });

  it('of valid UTF-8 comes back unchanged, with nothing guessed', () => {
    fc.assert(
      fc.property(unmarked, (written) => {
        expect(read(Buffer.from(written))).toEqual({ text: written, source: fileSource('list.csv') });
      }),
    );
  });

  it('of UTF-16 with a mark comes back unchanged, whichever byte is first', () => {
    fc.assert(
      fc.property(unmarked, fc.boolean(), (written, isBig) => {
        const content = Buffer.from(`\uFEFF${written}`, 'utf16le');
        expect(read(isBig ? content.swap16() : content)).toEqual({
          text: written,
          source: fileSource('list.csv'),
        });
      }),
    );
  });
});

describe('a table', () => {
  it('is read without an error, and within its limits', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (pieces) => {
        const rows = readCsv(pieces.join(''), limits);
        expect(rows.length).toBeLessThanOrEqual(limits.rows);
        expect(rows.every((row) => row.length <= limits.cells)).toBe(true);
      }),
    );
  });

  it('comes back as it was written, with no cell that a spreadsheet would run', () => {
    const cell = text.map((one) => one.replace(/^'+(?=[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20])/, ''));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, (table) => {
        const titled = [['job', 'name'], ...table];
        const written = writeCsv(titled);
        expect(readCsv(written, limits)).toEqual(titled.filter((row) => row.some((one) => one !== '')));
        for (const one of titled.flat()) expect(writeCsv([[one]])).not.toMatch(/^\uFEFF"?[=+@]/);
      }),
    );
  });
});

describe('an exported list', () => {
  const entry = fc
    .tuple(
      job,
      drifting({
        order: number,
        addedAt: number,
        source: text,
        batches: fc.array(text, { maxLength: 3 }),
        batchIds: fc.array(text, { maxLength: 3 }),
        tags: fc.array(text, { maxLength: 3 }),
        note: text,
        archived: fc.boolean(),
        fetchedAt: number,
        changedAt: number,
        transitions: fc.array(drifting({ status: text, at: number, after: number }), { maxLength: 3 }),
        observations: fc.array(json, { maxLength: 2 }),
      }),
      fc.stringMatching(/^[a-z0-9]{24}$/),
      anyJson,
    )
    .map(([raw, fields, id, extra]) => ({ ...fields, id, raw: { ...raw, id, extra } }));
  const list = fc
    .record({
      jobs: fc.array(fc.oneof({ arbitrary: entry, weight: 5 }, { arbitrary: anyJson, weight: 1 }), {
        maxLength: 4,
      }),
      batches: fc.array(drifting({ id: text, name: text, createdAt: number, expected: number }), {
        maxLength: 3,
      }),
      version: fc.constant(1),
    })
    .map((value) => JSON.stringify({ format: 'rigyd-desk-jobs', ...value }));

  /** What the list holds after the text was imported into an empty one. */
  async function imported(given: string): Promise<WatchedJob[]> {
    const read = readExport(given);
    if (read === null || read === 'newer') return [];
    const jobs = new Map<string, WatchedJob>();
    const store: ImportParts['jobs'] = {
      get: (id) => jobs.get(id),
      has: (id) => jobs.has(id),
      update: () => undefined,
      adopt: (all) => {
        for (const one of all) jobs.set(one.record.id, one);
        return [...all];
      },
      nextOrder: 1,
    };
    const parts = {
      jobs: store,
      join: (given: Parameters<ImportParts['join']>[0]) =>
        given.map(({ batch, ids }, at) => ({
          id: String(at),
          name: batch.name,
          isNew: true,
          isStandIn: false,
          joined: ids.length,
        })),
      now: () => 0,
      signal: new AbortController().signal,
    };
    await importJobs(parts, read, fileSource('list.json'));
    return [...jobs.values()];
  }

  it('gives jobs that can be stored, shown, and exported again', async () => {
    await fc.assert(
      fc.asyncProperty(list, async (given) => {
        const jobs = await imported(given);
        for (const watched of jobs) {
          expectSerialisable(toDetail(watched));
          expectSerialisable(watched.record.raw);
          for (const time of timesOf(watched)) expect(Math.abs(time)).toBeLessThanOrEqual(8.64e15);
        }
        expect(tableOf(jobs, new Map())).toHaveLength(jobs.length + 1);
        const records = jobs.map(({ record }) => record);
        expect(readExport(writeJsonExport(records, new Map(), 0))).toMatchObject({ unreadable: 0 });
      }),
    );
  });

  it('is read without an error when it is broken', () => {
    fc.assert(
      fc.property(list, fc.nat(), text, (given, at, inside) => {
        const cut = at % (given.length + 1);
        readExport(`${given.slice(0, cut)}${inside}${given.slice(cut)}`);
        readExport(given.slice(0, cut));
        readExport(`job_id,tags,note,added_at,list_order\n${inside}`);
      }),
    );
  });
});

function timesOf({ record }: WatchedJob): number[] {
  const times = [
    record.addedAt,
    record.fetchedAt,
    record.changedAt,
    ...record.transitions.map(({ at }) => at),
  ];
  return times.filter((time) => time !== null);
}

describe('a link', () => {
  const link = fc.oneof(
    text.map((inside) => `rigyd-desk://job/${inside}`),
    fc.array(text, { maxLength: 5 }).map((ids) => `rigyd-desk://watch?ids=${ids.join(',')}`),
    fc.tuple(text, text).map(([host, rest]) => `rigyd-desk:${host}/${rest}`),
    fc.webUrl(),
    text,
  );

  it('asks for IDs that can be asked for, or for nothing', () => {
    fc.assert(
      fc.property(link, (given) => {
        const request = parseLink(given);
        expect(typeof isLink(given)).toBe('boolean');
        if (typeof request === 'string') return;
        const ids = request.kind === 'job' ? [request.id] : request.ids;
        expect(ids.length >= 1 && ids.length <= 500).toBe(true);
        expect(ids.filter((id) => !/^[\w-]{1,128}$/.test(id))).toEqual([]);
      }),
    );
  });
});

describe('arguments', () => {
  const all = fc.array(
    fc.oneof(
      text,
      text.map((one) => `--${one}`),
    ),
    { maxLength: 8 },
  );

  it('are the app’s own or the start’s, and no switch is taken for a file', () => {
    fc.assert(
      fc.property(all, fc.boolean(), (argv, isPackaged) => {
        const own = ownArguments(argv, isPackaged);
        expect(own.filter((one) => one.startsWith('-'))).toEqual([]);
        expect(
          startArguments(argv, isPackaged).filter((one) => !one.startsWith('-') && own.includes(one)),
        ).toEqual([]);
        expect(typeof isTooLong(argv)).toBe('boolean');
      }),
    );
  });

  it('handed over by another start are taken whole or not at all', () => {
    const given = drifting({
      arguments: fc.array(text),
      workingFolder: text,
      file: fc.oneof(fc.uuid(), text),
    });
    fc.assert(
      fc.property(fc.oneof(given, anyJson), (left) => {
        const read = readAsHandOver(left);
        if (read !== null) expect(read.file ?? '').toMatch(/^[0-9a-fA-F-]*$/);
      }),
    );
  });
});
