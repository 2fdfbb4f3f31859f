import { expect, it } from 'vitest';
import { writeCsv } from '../../shared/lib/csv.ts';
import { fileSource, type Source } from '../../shared/source.ts';
import { fromRecord, newWatchedJob } from '../jobs/watched-job.ts';
import { tableOf } from './csv-export.ts';
import { readExport } from './import-jobs.ts';
import { writeJsonExport } from './json-export.ts';

const id = 'chair0000000000000000001';
const watched = (source: Source | null) => fromRecord(newWatchedJob(id, 1, source, 0).record);
const asJson = (source: Source | null) => writeJsonExport([watched(source).record], new Map(), 0);
const asCsv = (source: Source | null) => writeCsv(tableOf([watched(source)], new Map()));
const sourceIn = (text: string): unknown => {
  const read = readExport(text);
  return read === null || read === 'newer' ? undefined : read.jobs[0]?.source;
};

const sources: (Source | null)[] = [
  fileSource('jobs.csv'),
  { kind: 'typed' },
  { kind: 'link' },
  { kind: 'command-line' },
  { kind: 'account' },
  null,
];

it.each(sources)('a source comes back from JSON and CSV: %j', (source) => {
  expect(sourceIn(asJson(source))).toEqual(source);
  expect(sourceIn(asCsv(source))).toEqual(source);
});

it('a file with the name of another source comes back from JSON as a file', () => {
  expect(sourceIn(asJson(fileSource('a link')))).toEqual(fileSource('a link'));
});

it('a source is exported in the words of version 0.1.0', () => {
  expect(JSON.parse(asJson({ kind: 'pasted' }))).toMatchObject({ jobs: [{ source: 'what was pasted' }] });
  expect(asCsv({ kind: 'pasted' })).toContain('what was pasted');
});

it.each([
  ['what was dropped', { kind: 'dropped' }],
  ['a link', { kind: 'link' }],
  ['jobs.csv', fileSource('jobs.csv')],
])('a list that version 0.1.0 exported, with “%s”, is read', (words, source) => {
  const jobs = [{ id, source: words }];
  expect(sourceIn(JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, batches: [], jobs }))).toEqual(
    source,
  );
});
