import { describe, expect, it } from 'vitest';
import { parseJob } from './job.ts';

/** A job whose every documented field is null, but for what is named. */
const jobWith = (values: Record<string, unknown>): Record<string, unknown> => ({
  ...{ id: 'abc123', status: 'queued', stage: null, progress: null, error: null, filename: null },
  ...{ file_size_bytes: null, timing: null, job_type: null, credits_charged: null, parameters: null },
  ...{ report: null, input: null, preprocess: null, output: null, source_job: null, simulations: null },
  ...{ createdAt: null, updatedAt: null },
  ...values,
});
const inputWith = (images: unknown) => jobWith({ input: { model: null, images } });
const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('parseJob, on a hostile or broken answer', () => {
  it('cuts off what is nested more deeply than could be stored, and keeps all the rest', () => {
    const parsed = parseJob(jobWith({ report: { inner: deep(200_000), mass: 2 }, stage: 7 }));
    expect(parsed?.notes).toHaveLength(1);
    expect(parsed?.job.report).toMatchObject({ mass: 2 });
    expect(JSON.stringify(parsed?.job.report)).toContain('[left out: nested too deeply]');
  });

  it('makes every text well formed', () => {
    const bad = 'a\uFFFF\uFDD0\uD800\u0000b';
    const parsed = parseJob(
      jobWith({ filename: bad, status: bad, error: bad, report: { [bad]: [bad] }, more: bad }),
    );
    const good = 'a\uFFFD\uFFFD\uFFFD\uFFFDb';
    const texts = { filename: good, status: good, error: good, report: { [good]: [good] }, more: good };
    expect(parsed?.job).toMatchObject(texts);
  });

  it('keeps of an answer that is too large what is small, and says what it left out', () => {
    const rows = Array.from({ length: 300 }, (_unused, index) => ({ index, words: 'x'.repeat(9_000) }));
    const parsed = parseJob(jobWith({ filename: 'n'.repeat(15_000_000), report: { rows }, extra: 'kept' }));
    expect(parsed?.job.filename).toHaveLength(2_000);
    expect(parsed?.job['extra']).toBe('kept');
    expect(JSON.stringify(parsed?.job).length).toBeLessThan(1_000_000);
    const many = { a: rows, b: rows, c: rows };
    const dropped = parseJob(jobWith({ parameters: many, stage: 'export' }));
    expect(dropped?.job).toMatchObject({ parameters: null, stage: 'export' });
    expect(dropped?.notes).toEqual(['parameters: [left out: too large]']);
  });

  it('keeps a list of 1,000 entries and makes a longer one null with a single note', () => {
    const entry = { url: null, name: null };
    expect(parseJob(inputWith(Array(1_000).fill(entry)))?.job.input?.images).toHaveLength(1_000);
    const parsed = parseJob(inputWith(Array(1_001).fill(7)));
    expect(parsed?.job.input?.images).toBeNull();
    expect(parsed?.notes).toEqual([expect.stringMatching(/^input\.images: .*1,000/)]);
  });

  it('mends many entries, each in its own place', () => {
    const parsed = parseJob(inputWith(Array(1_000).fill({ url: 7, name: 'a.png' })));
    expect(parsed?.job.input?.images).toEqual(Array(1_000).fill({ url: null, name: 'a.png' }));
  });

  it('reads a text that is all spaces but for its ends as fast as any other', () => {
    const spaces = ' '.repeat(400_000);
    const parsed = parseJob(jobWith({ progress: `1${spaces}x`, credits_charged: `1${spaces}x` }));
    expect(parsed?.job).toMatchObject({ progress: null, credits_charged: null });
  });

  it('lists fifty notes and counts the rest', () => {
    expect(parseJob(inputWith(Array(50).fill(7)))?.notes.at(-1)).toMatch(/^input\.images\.49: /);
    const { notes = [] } = parseJob(inputWith(Array(52).fill(7))) ?? {};
    expect(notes).toHaveLength(51);
    expect(notes.slice(-2)).toEqual([expect.stringMatching(/^input\.images\.49: /), 'and 2 more']);
  });

  it('lets a field called __proto__ change nothing', () => {
    const proto = '{"physiq_job_id":7,"isAdmin":true}';
    const parsed = parseJob(
      JSON.parse(
        `{"id":"abc123","status":"queued","__proto__":${proto},"parameters":{"__proto__":${proto}}}`,
      ),
    );
    expect(parsed?.job).not.toHaveProperty('isAdmin');
    expect(parsed?.job.physiq_job_id).toBeUndefined();
    expect(parsed?.job.parameters).not.toHaveProperty('isAdmin');
    expect({}).not.toHaveProperty('isAdmin');
  });

  it.each(['1e999', '-1e999', '"1e3"', '"NaN"', '"4 2"'])('takes %s for no number', (json) => {
    const parsed = parseJob(jobWith({ progress: JSON.parse(json) }));
    expect(parsed?.job.progress).toBeNull();
    expect(parsed?.notes).toEqual([expect.stringMatching(/^progress: /)]);
  });

  it.each(['timing', 'input', 'preprocess', 'output', 'source_job'])(
    'takes a list for no object in %s',
    (field) => {
      const parsed = parseJob(jobWith({ [field]: [] }));
      expect(parsed?.job).toEqual(jobWith({}));
      expect(parsed?.notes).toEqual([expect.stringMatching(`^${field}: `)]);
    },
  );

  it('takes an object for no list', () => {
    expect(parseJob(jobWith({ simulations: { length: 1, 0: {} } }))?.job.simulations).toBeNull();
  });
});
