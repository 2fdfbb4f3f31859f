import { describe, expect, it } from 'vitest';
import { dismissedKey } from '../account/dismissed-jobs.ts';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { readJsonExport } from '../intake/json-export.ts';
import { BatchRoom } from '../intake/batch-room.ts';
import { asked, rowsOf, storedBatch } from '../testing/store-files.ts';
import { keyHintKey, settingsKey } from '../settings/preferences.ts';
import { jobKey, listKey } from '../jobs/row-keys.ts';
import { takeUnsaved } from './take-unsaved.ts';

const chair = 'chair0000000000000000001';
const lamp = 'lamp00000000000000000002';

const noted = (id: string, note: string) => ({ ...asked(id, 1), note });

/** Takes an outdated file into a list. */
function takeOutdated(rows: Map<string, unknown>, ...files: [string, unknown][][]) {
  const outdated = files.map((kept, index) => ({
    path: `/away/${index}.json`,
    at: index,
    rows: new Map(kept),
  }));
  return takeUnsaved(rows, { rows: new Map(), paths: [], outdated }, null);
}

const fileOf = ({ older }: ReturnType<typeof takeUnsaved>) => {
  const text = older[0]?.text ?? '';
  return { text, read: readJsonExport(text, new BatchRoom()) };
};

describe('changes that are newer than the list', () => {
  it('go over what is there', () => {
    const rows = rowsOf([chair]);
    const left = {
      rows: new Map<string, unknown>([
        [jobKey(chair), noted(chair, 'kept')],
        [settingsKey, undefined],
      ]),
      paths: ['/away/1.json'],
      outdated: [],
    };
    const { repairs, banners } = takeUnsaved(rows, left, null);
    expect(rows.get(jobKey(chair))).toMatchObject({ note: 'kept' });
    expect(rows.has(settingsKey)).toBe(false);
    expect(repairs).toEqual(left.rows);
    expect(banners).toEqual([{ kind: 'unsaved-restored', detail: '/away/1.json' }]);
  });
});

describe('changes of an outdated file', () => {
  it('do not go over notes, settings and jobs that are there, and stay in a file that the import reads', () => {
    const rows = rowsOf([chair]).set(jobKey(chair), noted(chair, 'weeks of notes'));
    const before = new Map(rows);
    const taken = takeOutdated(rows, [
      [jobKey(chair), { ...noted(chair, 'kept'), batches: [storedBatch.id] }],
      [settingsKey, { theme: 'dark' }],
      [listKey, { count: 7, revision: 1 }],
      [keyHintKey, { lastFour: 'abcd' }],
    ]);
    expect(rows).toEqual(before);
    expect(taken).toMatchObject({ repairs: new Map(), banners: [] });
    const { read, text } = fileOf(taken);
    expect(read).toMatchObject({
      jobs: [{ id: chair, note: 'kept', batches: [{ id: storedBatch.id, name: storedBatch.name }] }],
    });
    expect(JSON.parse(text)).toMatchObject({ otherChanges: { [settingsKey]: { theme: 'dark' } } });
  });

  it('bring jobs that are missing, with their batches, and count them', () => {
    const rows = rowsOf([chair]);
    const added = { ...asked(lamp, 2), batches: ['b2'] };
    const batch = { ...storedBatch, id: 'b2' };
    const { repairs, older, banners } = takeOutdated(rows, [
      [jobKey(lamp), added],
      [batchKey('b2'), batch],
      [batchKey('b3'), { ...storedBatch, id: 'b3' }],
    ]);
    expect(repairs).toEqual(
      new Map<string, unknown>([
        [jobKey(lamp), added],
        [batchKey('b2'), batch],
        [listKey, { count: 2, revision: 2 }],
        [batchListKey, { count: 2, revision: 2 }],
      ]),
    );
    expect(older).toMatchObject([{ text: null }]);
    expect(banners).toEqual([{ kind: 'unsaved-restored', detail: '/away/0.json' }]);
  });

  it('bring nothing back that was removed since, and remove nothing that is there', () => {
    const rows = rowsOf([chair]).set(dismissedKey, [lamp]);
    const before = new Map(rows);
    const taken = takeOutdated(rows, [
      [jobKey(lamp), asked(lamp, 2)],
      [jobKey(chair), undefined],
    ]);
    expect(rows).toEqual(before);
    expect(JSON.parse(fileOf(taken).text)).toMatchObject({
      jobs: [],
      otherChanges: { [jobKey(chair)]: null },
    });
  });

  it('leave no file where the list has all of them, whatever the service has said since', () => {
    const rows = rowsOf([chair]);
    const { older } = takeOutdated(rows, [
      [jobKey(chair), { ...asked(chair, 9), fetchedAt: 1, raw: { id: chair } }],
      [batchKey(storedBatch.id), storedBatch],
      [jobKey(lamp), undefined],
    ]);
    expect(older).toMatchObject([{ text: null }]);
  });

  it('come from the newest of several files', () => {
    const rows = rowsOf([]);
    const { older } = takeOutdated(
      rows,
      [[jobKey(chair), noted(chair, 'old')]],
      [[jobKey(chair), noted(chair, 'new')]],
    );
    expect(rows.get(jobKey(chair))).toMatchObject({ note: 'new' });
    expect(older).toMatchObject([
      { file: { path: '/away/1.json' }, text: null },
      { file: { path: '/away/0.json' }, text: expect.stringContaining('old') },
    ]);
  });
});
