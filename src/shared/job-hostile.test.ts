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
  it('keeps what is nested more deeply than could be walked through, also where it mends something beside it', () => {
    const report = { inner: deep(200_000) };
    const parsed = parseJob(jobWith({ report, stage: 7 }));
    expect(parsed?.notes).toHaveLength(1);
    expect(parsed?.job.report?.['inner']).toBe(report.inner);
  });

  it('keeps a list of 10,000 entries and makes a longer one null with a single note', () => {
    const entry = { url: null, name: null };
    expect(parseJob(inputWith(Array(10_000).fill(entry)))?.job.input?.images).toHaveLength(10_000);
    const parsed = parseJob(inputWith(Array(10_001).fill(7)));
    expect(parsed?.job.input?.images).toBeNull();
    expect(parsed?.notes).toEqual([expect.stringMatching(/^input\.images: .*10000/)]);
  });

  it('mends thousands of entries, each in its own place', () => {
    const parsed = parseJob(inputWith(Array(10_000).fill({ url: 7, name: 'a.png' })));
    expect(parsed?.job.input?.images).toEqual(Array(10_000).fill({ url: null, name: 'a.png' }));
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

  it.each(['1e999', '-1e999', '"42"', '"NaN"'])('takes %s for no number', (json) => {
    const parsed = parseJob(jobWith({ progress: JSON.parse(json) }));
    expect(parsed?.job.progress).toBeNull();
    expect(parsed?.notes).toEqual([expect.stringMatching(/^progress: /)]);
  });

  it.each(['timing', 'parameters', 'report', 'input', 'preprocess', 'output', 'source_job'])(
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
