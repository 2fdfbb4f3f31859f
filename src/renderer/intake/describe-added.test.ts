import type { ImportReport } from '../../shared/intake.ts';
import { describe, expect, it } from 'vitest';
import { addReport } from '../testing/states.ts';
import { describeAdded } from './describe-added.ts';
import { describeLeft } from './describe-imported.ts';
import { fileSource } from '../../shared/source.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `job${index}`);
const importReport = (imported: Partial<ImportReport>): ImportReport => ({
  merged: 0,
  unreadable: 0,
  left: [],
  leftBeyond: 0,
  batches: [],
  isNewer: false,
  ...imported,
});
const lines = (count: number) => Array.from({ length: count }, (_, line) => ({ line, text: 'hello' }));

describe('describeAdded', () => {
  it.each([
    [{ added: ids(1) }, 'Watching 1 new job.'],
    [{ added: ids(12) }, 'Watching 12 new jobs.'],
    [{ known: ids(1) }, '1 job was in the list already.'],
    [{ added: ids(2), known: ids(3) }, 'Watching 2 new jobs. 3 jobs were in the list already.'],
  ])('says what is watched: %j', (report, text) => {
    expect(describeAdded(addReport(report))).toEqual({ text, problem: false, more: null });
  });

  it('says what a person cancelled', () => {
    expect(describeAdded(addReport({ added: ids(2), notAdded: 1 })).text).toBe(
      'Watching 2 new jobs. Cancelled: 1 ID was not added.',
    );
    expect(describeAdded(addReport({ declined: 0 })).text).toBe('Nothing was added.');
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
    expect(describeAdded(addReport({ source: fileSource('notes.txt') }))).toEqual({
      text: 'No job ID was found in notes.txt.',
      problem: true,
      more: null,
    });
  });

  it('counts all lines that were not understood, listed or not', () => {
    const some = describeAdded(addReport({ added: ids(1), notUnderstood: lines(1) }));
    expect(some).toEqual({
      text: 'Watching 1 new job. 1 line was not understood.',
      problem: false,
      more: 'Show lines',
    });
    const many = describeAdded(addReport({ notUnderstood: lines(10), notUnderstoodBeyond: 5 }));
    expect(many).toEqual({
      text: 'No job ID was found in what was pasted. 15 lines were not understood.',
      problem: true,
      more: 'Show lines',
    });
  });

  it('says of which file the encoding had to be guessed', () => {
    const report = addReport({ added: ids(1), guessedEncoding: ['jobs.csv'] });
    expect(describeAdded(report)).toEqual({
      text: 'Watching 1 new job. Read as Windows-1252: jobs.csv. If letters look wrong, save it as “CSV UTF-8” and add it again.',
      problem: true,
      more: null,
    });
  });

  it.each([
    [
      { code: 'folder-silent', text: '/mnt/jobs.csv does not answer' },
      'jobs.csv could not be read: its folder does not answer. If it is on a network drive, check the connection to it, then try again.',
    ],
    [{ code: 'file-missing', text: '/home/ada/lists' }, 'There is no file jobs.csv in /home/ada/lists.'],
    [
      { code: 'too-large', text: 'It is larger than 32 MB.' },
      'jobs.csv was not read: it is larger than 32 MB. “Import…” takes files of up to 256 MB.',
    ],
    [
      { code: 'file-unusable', text: 'EACCES: permission denied' },
      'jobs.csv could not be read. (EACCES: permission denied)',
    ],
  ] as const)('says which file could not be read, and why, also beside jobs: %j', (failure, text) => {
    const unread = [{ name: 'jobs.csv', failure }];
    expect(describeAdded(addReport({ unread }))).toEqual({ text, problem: true, more: null });
    const beside = describeAdded(addReport({ unread, added: ids(1) }));
    expect(beside).toEqual({ text: `Watching 1 new job. ${text}`, problem: true, more: null });
    expect(describeAdded(addReport({ unread, binary: true })).text).toContain(text);
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
    const words = describeAdded(
      addReport({ source: fileSource('chair.glb'), binary: true, notUnderstood: lines(3) }),
    );
    expect(words).toEqual({
      text: 'chair.glb is not a text file. Drop a list of job IDs, a log, CSV or JSON.',
      problem: true,
      more: null,
    });
  });

  it('counts the files of a folder that brought no job, and offers to name them', () => {
    const skipped = (['no-id', 'no-id', 'model', 'too-large', 'beyond-limit'] as const).map((why) => ({
      name: 'logs/a.txt',
      why,
    }));
    const folder = { kind: 'folder' as const, name: 'logs' };
    expect(describeAdded(addReport({ source: folder, added: ids(2), skipped }))).toEqual({
      text: 'Watching 2 new jobs. 2 files have no job ID. 2 files were not read. 1 file was left out: a folder is read up to 1,000 files or 64 MB.',
      problem: false,
      more: 'Show files',
    });
    expect(describeAdded(addReport({ source: folder, skipped: skipped.slice(0, 1) }))).toEqual({
      text: 'No job ID was found in the folder “logs”. 1 file has no job ID.',
      problem: true,
      more: 'Show files',
    });
    expect(
      describeAdded(addReport({ source: folder, skipped: skipped.slice(2, 3), imported: importReport({}) })),
    ).toMatchObject({ text: expect.stringContaining('1 file was not read.'), more: 'Show files' });
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
    const words = describeAdded(addReport({ ...report, imported: importReport(imported) }));
    expect(words).toEqual({ text, problem, more: null });
  });

  it.each([
    [[{ isNew: true, joined: 2 }], ''],
    [[{ isNew: false, joined: 0 }], ''],
    [[{ isNew: false, joined: 1 }], ' 1 job joined the batch “jobs.csv”.'],
    [
      [
        { isNew: false, joined: 1 },
        { isNew: false, joined: 5 },
      ],
      ' 2 batches that were here have more jobs now.',
    ],
    [
      [{ isNew: true, joined: 2, name: 'jobs.csv (2)' }],
      ' The batch “jobs.csv” is now “jobs.csv (2)”: another one has that name.',
    ],
    [
      [{ isNew: true, isStandIn: true, joined: 1, name: 'jobs.csv (2)' }],
      ' 1 job is in the new batch “jobs.csv (2)”: an import adds none to “jobs.csv”, which collects.',
    ],
    [
      [
        { isNew: true, joined: 2, name: 'jobs.csv (2)' },
        { isNew: true, joined: 2, name: 'jobs.csv (3)' },
      ],
      ' 2 batches got a number, as others have their names.',
    ],
  ])('says into which batches jobs came: %j', (some, text) => {
    const batches = some.map((batch) => ({
      wanted: 'jobs.csv',
      name: 'jobs.csv',
      isStandIn: false,
      ...batch,
    }));
    const words = describeAdded(addReport({ added: ids(2), imported: importReport({ batches }) }));
    expect(words).toEqual({ text: `2 jobs are back in the list.${text}`, problem: false, more: null });
  });

  it('says of how many jobs something stayed in the file, and offers to show which', () => {
    const left = [
      { id: 'a', what: 'note' as const },
      { id: 'a', what: 'tags' as const },
    ];
    const words = (beyond: number) =>
      describeAdded(addReport({ known: ids(1), imported: importReport({ left, leftBeyond: beyond }) }));
    expect(words(0)).toEqual({
      text: 'No job was missing. 1 job was there already. The note or tags of 1 job stayed in the file: there is no room for them.',
      problem: true,
      more: 'Show which',
    });
    expect(words(9).text).toContain('of 10 jobs');
  });

  it('says that batches, too, may have stayed in the file', () => {
    const left = [{ id: 'a', what: 'batches' as const }];
    const words = describeAdded(addReport({ added: ids(1), imported: importReport({ left }) }));
    expect(words.text).toBe(
      '1 job is back in the list. The note, tags or batches of 1 job stayed in the file: there is no room for them.',
    );
    expect(left.map(describeLeft)).toEqual([
      'Some batches, as an import has 2,000 at most, and 100 of each job',
    ]);
  });

  it('says that something stayed in the file where that is all of a job', () => {
    const left = [
      { id: 'a', what: 'job' as const },
      { id: 'b', what: 'note' as const },
    ];
    const words = describeAdded(addReport({ added: ids(1), imported: importReport({ left }) }));
    expect(words.text).toBe('1 job is back in the list. Something of 2 jobs stayed in the file.');
    expect(left.map(describeLeft)[0]).toBe(
      'All of it, as what is kept of this job was written by a newer Rigyd Desk',
    );
  });

  it('says of an exported file too what is worth a warning, which batch it is, and that there are lines', () => {
    const report = addReport({
      added: ids(2),
      containedKey: true,
      notUnderstood: lines(1),
      batch: { id: 'b1', name: 'Fair', isNew: true },
      imported: importReport({}),
    });
    expect(describeAdded(report)).toEqual({
      text: '2 jobs are back in the list. An API key stood in it; it was not used. Keys belong into Settings. Gathered as “Fair”.',
      problem: true,
      more: 'Show lines',
    });
  });
});
