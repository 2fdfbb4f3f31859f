import { describe, expect, it } from 'vitest';
import { addReport } from '../testing/states.ts';
import { describeAdded } from './describe-added.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `job${index}`);
const lines = (count: number) => Array.from({ length: count }, (_, line) => ({ line, text: 'hello' }));

describe('describeAdded', () => {
  it.each([
    [{ added: ids(1) }, 'Watching 1 new job.'],
    [{ added: ids(12) }, 'Watching 12 new jobs.'],
    [{ known: ids(1) }, '1 job was in the list already.'],
    [{ added: ids(2), known: ids(3) }, 'Watching 2 new jobs. 3 jobs were in the list already.'],
  ])('says what is watched: %j', (report, text) => {
    expect(describeAdded(addReport(report))).toEqual({ text, problem: false, hasLines: false });
  });

  it('names the batch, last of all, and says it otherwise where there was one already', () => {
    const batch = { id: 'b1', name: 'jobs.csv', isNew: true };
    const report = addReport({ added: ids(2), notUnderstood: lines(1), batch });
    expect(describeAdded(report).text).toBe(
      'Watching 2 new jobs. 1 line was not understood. Gathered as “jobs.csv”.',
    );
    expect(describeAdded(addReport({ known: ids(2), batch: { ...batch, isNew: false } })).text).toBe(
      '2 jobs were in the list already. Their batch is “jobs.csv”.',
    );
  });

  it('says that nothing was found, and where', () => {
    expect(describeAdded(addReport({ source: 'notes.txt' }))).toEqual({
      text: 'No job ID was found in notes.txt.',
      problem: true,
      hasLines: false,
    });
  });

  it('counts all lines that were not understood, listed or not', () => {
    const some = describeAdded(addReport({ added: ids(1), notUnderstood: lines(1) }));
    expect(some).toEqual({
      text: 'Watching 1 new job. 1 line was not understood.',
      problem: false,
      hasLines: true,
    });
    const many = describeAdded(addReport({ notUnderstood: lines(10), notUnderstoodBeyond: 5 }));
    expect(many).toEqual({
      text: 'No job ID was found in what was pasted. 15 lines were not understood.',
      problem: true,
      hasLines: true,
    });
  });

  it('says how many IDs were too many', () => {
    const words = describeAdded(addReport({ added: ids(1), leftOut: 2 }));
    expect(words.text).toBe('Watching 1 new job. 2 IDs were left out: too many at once.');
    expect(words.problem).toBe(true);
  });

  it('warns of a key, also beside jobs', () => {
    const words = describeAdded(addReport({ added: ids(1), containedKey: true }));
    expect(words.text).toMatch(/^Watching 1 new job\. An API key stood in it; it was not used\./);
    expect(words.problem).toBe(true);
  });

  it('says that a key alone is a key, not that nothing was found', () => {
    expect(describeAdded(addReport({ containedKey: true })).text).toMatch(/^An API key stood in it/);
  });

  it('says what to drop instead of something that is no text, and has no lines of it to show', () => {
    const words = describeAdded(addReport({ source: 'chair.glb', binary: true, notUnderstood: lines(3) }));
    expect(words).toEqual({
      text: 'chair.glb is not a text. Drop a list of job IDs, a log, CSV or JSON.',
      problem: true,
      hasLines: false,
    });
  });

  it.each([
    [{ added: ids(2) }, {}, '2 jobs are back in the list.', false],
    [
      { known: ids(3) },
      { merged: 1 },
      'No job was missing. 3 jobs were there already. 1 of them has new tags or notes.',
      false,
    ],
    [{ added: ids(1) }, { unreadable: 2 }, '1 job is back in the list. 2 entries could not be read.', true],
    [
      { added: ids(1) },
      { isNewer: true },
      '1 job is back in the list. The file is of a newer Rigyd Desk: only its job IDs were read.',
      true,
    ],
  ])('says how many came back from an exported file: %j %j', (report, imported, text, problem) => {
    const words = describeAdded(
      addReport({ ...report, imported: { merged: 0, unreadable: 0, isNewer: false, ...imported } }),
    );
    expect(words).toEqual({ text, problem, hasLines: false });
  });
});
