import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOfResponse, parseRetryAfter, serviceText } from '../src/main/api/api-failure.ts';
import { readJobList } from '../src/main/api/job-list.ts';
import { readAccount } from '../src/main/api/read-account.ts';
import { createRequestJson } from '../src/main/api/request-json.ts';
import { toDetail } from '../src/main/jobs/job-row.ts';
import { fromRecord, newWatchedJob, withAnswer, type WatchedJob } from '../src/main/jobs/watched-job.ts';
import { jobTime } from '../src/renderer/jobs/job-time.ts';
import { nameOf } from '../src/shared/job-name.ts';
import { stateOf, typeWords } from '../src/renderer/jobs/job-words.ts';
import { searchText } from '../src/renderer/jobs/search-text.ts';
import { formatBytes, formatDateTime } from '../src/renderer/ui/format.ts';
import { cleanJson } from '../src/shared/job/clean-json.ts';
import { parseJob, type ParsedJob } from '../src/shared/job/job.ts';
import { parseTimestamp } from '../src/shared/lib/timestamp.ts';
import { anyJson, drifting, job, json, number, text, timestamp } from './arbitraries.ts';
import { expectSameJson, expectSerialisable, expectWellFormed } from './expectations.ts';

const now = Date.UTC(2026, 4, 6, 12);

/** An answer as the app keeps it. */
const watchedAfter = (parsed: ParsedJob, raw: unknown): WatchedJob =>
  withAnswer(newWatchedJob('abc123', 1, null, now), { ...parsed, raw }, now);

/** Answers about one job, and as the client keeps them. */
const answer = fc.oneof({ arbitrary: job, weight: 5 }, { arbitrary: anyJson, weight: 1 });
const kept = answer.map(cleanJson);

describe('an answer about a job', () => {
  it('is read without an error, as often as one likes, to the same job', () => {
    fc.assert(
      fc.property(answer, (raw) => {
        const before = JSON.stringify(raw);
        const first = parseJob(raw);
        expectSameJson(parseJob(raw), first);
        expect(JSON.stringify(raw)).toBe(before);
        if (first === null) return;
        expectSameJson(parseJob(first.job)?.job, first.job);
        expect(first.notes.length).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('holds text that can be shown, wherever it is read out', () => {
    fc.assert(
      fc.property(kept, (raw) => {
        const parsed = parseJob(raw);
        if (parsed !== null) expectWellFormed(toDetail(watchedAfter(parsed, raw)).row);
      }),
    );
  });

  it('makes a row that can be stored, sent, and read again after a restart', () => {
    fc.assert(
      fc.property(kept, (raw) => {
        const parsed = parseJob(raw);
        if (parsed === null) return;
        const watched = watchedAfter(parsed, raw);
        expectSerialisable(toDetail(watched));
        const restored = fromRecord(JSON.parse(JSON.stringify(watched.record)) as WatchedJob['record']);
        expectSameJson(toDetail(restored).row, { ...toDetail(watched).row, version: 1 });
      }),
    );
  });

  it('is put into words without an error', () => {
    fc.assert(
      fc.property(kept, number, (raw, at) => {
        const parsed = parseJob(raw);
        if (parsed === null) return;
        const { row } = toDetail(watchedAfter(parsed, raw));
        const words = [nameOf(row), stateOf(row).label, typeWords(row.type ?? ''), searchText(row)];
        expect(words.every((one) => typeof one === 'string')).toBe(true);
        jobTime(row, at);
        for (const time of [row.createdAt, row.queuedAt, row.startedAt, row.completedAt])
          if (time !== null) expect(formatDateTime(time)).not.toBe('');
        if (row.fileSize !== null) expect(formatBytes(row.fileSize)).not.toContain('NaN');
      }),
    );
  });
});

describe('an answer with the key in it', () => {
  const key = `rgyd_live_${'aB3'.repeat(14)}x`;
  /** JSON may write any character by its number. */
  const escaped = fc
    .array(fc.boolean(), { minLength: key.length, maxLength: key.length })
    .map((which) =>
      [...key]
        .map((sign, at) =>
          which[at] === true ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign,
        )
        .join(''),
    );

  it('reaches nobody with it, however the service wrote it', async () => {
    const body = fc
      .tuple(json, escaped, fc.integer({ min: 200, max: 599 }))
      .map(([value, written, status]) => ({
        status,
        text: JSON.stringify({
          data: { id: 'abc123', status: 'running', filename: 'a KEY b', KEY: 1, report: [value, 'KEY'] },
          error: 'no KEY',
        }).replaceAll('KEY', () => written),
      }));
    await fc.assert(
      fc.asyncProperty(body, async ({ status, text: answered }) => {
        const request = createRequestJson({
          baseUrl: new URL('https://api.test/api'),
          fetch: () =>
            Promise.resolve(
              new Response(status === 204 || status === 205 || status === 304 ? null : answered, { status }),
            ),
          turn: () => Promise.resolve(),
          clock: { now: () => now, steady: () => now, setTimeout: () => () => undefined },
          clientName: 'fuzz',
        });
        expect(JSON.stringify(await request('/conversions/abc123', key, 2 * 1024 ** 2))).not.toContain(key);
      }),
    );
  });
});

describe('a list of jobs', () => {
  const list = fc.oneof(
    drifting({
      data: fc.array(answer, { maxLength: 2 }),
      meta: drifting({ page: number, pageSize: number, pageCount: number, total: number }),
    }),
    fc.array(answer, { maxLength: 2 }),
    anyJson,
  );

  it('is read without an error, and every entry is a job or counted', async () => {
    await fc.assert(
      fc.asyncProperty(list, async (raw) => {
        const page = await readJobList(raw);
        if (page === null) return;
        const entries = (Array.isArray(raw) ? raw : (raw as { data: unknown[] }).data).length;
        expect(page.jobs.length + page.unreadable).toBe(entries);
        for (const count of [page.pageCount, page.total])
          if (count !== null) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      }),
    );
  });
});

describe('an account', () => {
  const account = drifting({
    user: drifting({ email: text, username: text }),
    subscription: drifting({
      status: text,
      plan: fc.oneof(drifting({ name: text }), text),
      credits_remaining: fc.oneof(number, text),
    }),
  });

  it('is read to short, well-formed facts', () => {
    fc.assert(
      fc.property(fc.oneof(account, anyJson), (raw) => {
        const facts = readAccount(raw);
        if (facts === null) return;
        expectWellFormed(facts);
        expectSerialisable(facts);
        for (const fact of Object.values(facts)) {
          if (typeof fact === 'string') expect(fact.length).toBeLessThanOrEqual(200);
          if (typeof fact === 'number') expect(Number.isFinite(fact)).toBe(true);
        }
      }),
    );
  });
});

describe('an error of the service', () => {
  const body = fc.oneof(
    drifting({
      error: fc.oneof(text, drifting({ status: number, name: text, message: text, details: anyJson })),
      message: text,
      data: drifting({ error: text }),
    }).map((value) => JSON.stringify(value)),
    anyJson.map((value) => JSON.stringify(value)),
    text,
    text.map((inside) => `<html><body>${inside}</body></html>`),
    fc.integer({ min: 1, max: 20_000 }).map((levels) => '['.repeat(levels)),
  );

  it('gives a code, and words that are short and well formed', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 300, max: 599 }), (answered, status) => {
        const words = serviceText(answered);
        const failure = failureOfResponse(status, new Headers(), answered, now);
        for (const one of [words, failure.text]) {
          if (one === null) continue;
          expect(one.length).toBeLessThanOrEqual(500);
          expect(one.trim()).not.toBe('');
          expectWellFormed(one);
        }
      }),
    );
  });

  it('asks for a wait between nothing and ten minutes, whatever the header says', () => {
    const header = fc.oneof(
      timestamp,
      text,
      number.map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.constant(null),
    );
    fc.assert(
      fc.property(header, number.filter(Number.isFinite), (value, at) => {
        const wait = parseRetryAfter(value, at);
        if (wait !== null) expect(wait >= 0 && wait <= 600_000).toBe(true);
      }),
    );
  });
});

describe('a timestamp', () => {
  it('is a moment that every formatter takes, or none', () => {
    fc.assert(
      fc.property(timestamp, (written) => {
        const time = parseTimestamp(written);
        if (time === null) return;
        expect(Math.abs(time)).toBeLessThanOrEqual(8.64e15);
        expect(new Date(time).toISOString()).not.toBe('');
        expect(formatDateTime(time)).not.toBe('');
      }),
    );
  });
});
