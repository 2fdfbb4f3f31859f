import type { ImportReport } from '../../shared/intake.ts';
import { describe, expect, it } from 'vitest';
import { addReport } from '../testing/states.ts';
import { addDialogsWords } from '../words/add-dialogs.ts';
import { describeAdded } from './describe-added.ts';
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
    [{ known: ids(1) }, '1 job was already in the list.'],
    [{ added: ids(2), known: ids(3) }, 'Watching 2 new jobs. 3 jobs were already in the list.'],
  ])('says what is watched: %j', (report, text) => {
    expect(describeAdded(addReport(report))).toEqual({ text, problem: false, more: null });
  });

  it('says what a person cancelled', () => {
    expect(describeAdded(addReport({ added: ids(2), notAdded: 1 })).text).toBe(
      'Watching 2 new jobs. Cancelled: 1 ID was not added.',
    );
    expect(describeAdded(addReport({ declined: 0 })).text).toBe('No jobs were added.');
  });

  it('names the batch, and says it otherwise where there was one already', () => {
    const batch = { id: 'b1', name: 'jobs.csv', isNew: true };
    const report = addReport({ added: ids(2), notUnderstood: lines(1), batch });
    expect(describeAdded(report).text).toBe('Watching 2 new jobs in batch “jobs.csv”. 1 line has no job ID.');
    expect(describeAdded({ ...report, known: ids(3) }).text).toBe(
      'Watching 2 new jobs. 3 jobs were already in the list. Saved as batch “jobs.csv”. 1 line has no job ID.',
    );
    expect(describeAdded(addReport({ known: ids(2), batch: { ...batch, isNew: false } })).text).toBe(
      '2 jobs were already in the list. Same jobs as batch “jobs.csv”.',
    );
  });

  it('says that nothing was found, and where', () => {
    expect(describeAdded(addReport({ source: fileSource('notes.txt') }))).toEqual({
      text: 'No job IDs found in notes.txt.',
      problem: true,
      more: null,
    });
  });

  it('counts all lines that were not understood, listed or not', () => {
    const some = describeAdded(addReport({ added: ids(1), notUnderstood: lines(1) }));
    expect(some).toEqual({
      text: 'Watching 1 new job. 1 line has no job ID.',
      problem: false,
      more: 'Show lines',
    });
    const many = describeAdded(addReport({ notUnderstood: lines(10), notUnderstoodBeyond: 5 }));
    expect(many).toEqual({
      text: 'No job IDs found in the pasted text. 15 lines have no job ID.',
      problem: true,
      more: 'Show lines',
    });
  });

  it('says of which file the encoding had to be guessed', () => {
    const report = addReport({ added: ids(1), guessedEncoding: ['jobs.csv'] });
    expect(describeAdded(report)).toEqual({
      text: 'Watching 1 new job. Read as Windows-1252: jobs.csv. If characters look wrong, save as “CSV UTF-8” and add again.',
      problem: true,
      more: null,
    });
  });

  it.each([
    [
      { code: 'folder-silent', text: '/mnt/jobs.csv does not answer' },
      'jobs.csv: the folder isn’t responding. If it is on a network drive, check the connection, then try again.',
    ],
    [{ code: 'file-missing', text: '/home/ada/lists' }, 'jobs.csv was not found in /home/ada/lists.'],
    [
      { code: 'too-large', text: 'It is larger than 32 MB.' },
      'jobs.csv is larger than 32 MB. Use “Import…” for files up to 256 MB.',
    ],
    [
      { code: 'file-unusable', text: 'EACCES: permission denied' },
      'jobs.csv can’t be read (EACCES: permission denied).',
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
    expect(words.text).toBe('Watching 1 new job. 2 IDs were not added: the limit is 100,000 at a time.');
    expect(words.problem).toBe(true);
  });

  it('warns of a key, also beside jobs', () => {
    const words = describeAdded(addReport({ added: ids(1), containedKey: true }));
    expect(words.text).toMatch(/^Watching 1 new job\. An API key was found and not used\./);
    expect(words.problem).toBe(true);
  });

  it('says that a key alone is a key, not that nothing was found', () => {
    expect(describeAdded(addReport({ containedKey: true })).text).toMatch(
      /^An API key was found and not used\./,
    );
  });

  it('says what to drop instead of something that is no text, and has no lines of it to show', () => {
    const words = describeAdded(
      addReport({ source: fileSource('chair.glb'), binary: true, notUnderstood: lines(3) }),
    );
    expect(words).toEqual({
      text: 'Not a text file: chair.glb. Add a list of job IDs, a log, CSV or JSON.',
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
      text: 'Watching 2 new jobs. Skipped 5 files. Only the first 1,000 files or 64 MB are read at once.',
      problem: false,
      more: 'Show files',
    });
    expect(describeAdded(addReport({ source: folder, skipped: skipped.slice(0, 1) }))).toEqual({
      text: 'No job IDs found in the folder “logs”. Skipped 1 file.',
      problem: true,
      more: 'Show files',
    });
    expect(
      describeAdded(addReport({ source: folder, skipped: skipped.slice(2, 3), imported: importReport({}) })),
    ).toMatchObject({ text: expect.stringContaining('Skipped 1 file.'), more: 'Show files' });
  });

  it.each([
    [{ added: ids(2) }, {}, 'Imported 2 jobs.', false],
    [
      { known: ids(3) },
      { merged: 1 },
      'No new jobs. 3 jobs were already in the list. 1 of them has new tags, notes or reviews.',
      false,
    ],
    [{ added: ids(1) }, { unreadable: 2 }, 'Imported 1 job. 2 entries could not be read.', true],
    [
      { added: ids(1) },
      { isNewer: true },
      'Imported 1 job. The file is from a newer Rigyd Desk: only its job IDs were imported.',
      true,
    ],
  ])('says how many came back from an exported file: %j %j', (report, imported, text, problem) => {
    const words = describeAdded(addReport({ ...report, imported: importReport(imported) }));
    expect(words).toEqual({ text, problem, more: null });
  });

  it.each([
    [[{ isNew: true, joined: 2 }], ''],
    [[{ isNew: false, joined: 0 }], ''],
    [[{ isNew: false, joined: 1 }], ' Added 1 job to batch “jobs.csv”.'],
    [
      [
        { isNew: false, joined: 1 },
        { isNew: false, joined: 5 },
      ],
      ' Added jobs to 2 existing batches.',
    ],
    [
      [{ isNew: true, joined: 2, name: 'jobs.csv (2)' }],
      ' Batch “jobs.csv” was renamed to “jobs.csv (2)” because that name is taken.',
    ],
    [
      [{ isNew: true, isStandIn: true, joined: 1, name: 'jobs.csv (2)' }],
      ' 1 job is in the new batch “jobs.csv (2)” because “jobs.csv” downloads automatically.',
    ],
    [
      [
        { isNew: true, joined: 2, name: 'jobs.csv (2)' },
        { isNew: true, joined: 2, name: 'jobs.csv (3)' },
      ],
      ' 2 batches were renamed because their names are taken.',
    ],
  ])('says into which batches jobs came: %j', (some, text) => {
    const batches = some.map((batch) => ({
      wanted: 'jobs.csv',
      name: 'jobs.csv',
      isStandIn: false,
      ...batch,
    }));
    const words = describeAdded(addReport({ added: ids(2), imported: importReport({ batches }) }));
    expect(words).toEqual({ text: `Imported 2 jobs.${text}`, problem: false, more: null });
  });

  it('says of how many jobs something stayed in the file, and offers to show which', () => {
    const left = [
      { id: 'a', what: 'note' as const },
      { id: 'a', what: 'tags' as const },
    ];
    const words = (beyond: number) =>
      describeAdded(addReport({ known: ids(1), imported: importReport({ left, leftBeyond: beyond }) }));
    expect(words(0)).toEqual({
      text: 'No new jobs. 1 job was already in the list. Notes or tags of 1 job were not imported: there is no room for them.',
      problem: true,
      more: 'Show details',
    });
    expect(words(9).text).toContain('of 10 jobs');
  });

  it('says that batches, too, may have stayed in the file', () => {
    const left = [{ id: 'a', what: 'batches' as const }];
    const words = describeAdded(addReport({ added: ids(1), imported: importReport({ left }) }));
    expect(words.text).toBe(
      'Imported 1 job. Notes, tags or batches of 1 job were not imported: there is no room for them.',
    );
    expect(addDialogsWords.report.whyNotImported.batches).toBe(
      'Some batches: an import can have 2,000, and a job can be in 100',
    );
  });

  it('does not say that there is no room for a review, where another decision was made here', () => {
    const left = [{ id: 'a', what: 'review' as const }];
    const words = describeAdded(addReport({ known: ids(1), imported: importReport({ left }) }));
    expect(words.text).toBe('No new jobs. 1 job was already in the list. Parts of 1 job were not imported.');
  });

  it('says that something stayed in the file where that is all of a job', () => {
    const left = [
      { id: 'a', what: 'job' as const },
      { id: 'b', what: 'note' as const },
    ];
    const words = describeAdded(addReport({ added: ids(1), imported: importReport({ left }) }));
    expect(words.text).toBe('Imported 1 job. Parts of 2 jobs were not imported.');
    expect(addDialogsWords.report.whyNotImported.job).toBe(
      'Everything: this job was saved by a newer Rigyd Desk',
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
      text: 'Imported 2 jobs. An API key was found and not used. Add API keys in Settings. Saved as batch “Fair”.',
      problem: true,
      more: 'Show lines',
    });
  });
});
