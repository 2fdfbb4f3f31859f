import { describe, expect, it } from 'vitest';
import { queuedDownload } from './downloads.ts';
import { fromText, packPatch, packRow, RowReader, toText } from './packed-rows.ts';
import type { JobRow } from './watched-job.ts';

const row = (id: string, values: Partial<JobRow> = {}): JobRow => ({
  id,
  version: 3,
  order: 7,
  addedAt: 1_000,
  status: 'running',
  name: 'Stuhl 🪑.glb',
  type: 'image_to_simready',
  stage: 'Texturing',
  progress: 33.3,
  pace: 0.25,
  error: null,
  fileSize: 12,
  createdAt: 1,
  queuedAt: null,
  startedAt: 2,
  completedAt: null,
  fetchedAt: 3,
  changedAt: 4,
  failure: { code: 'timeout', text: null, since: 1, attempts: 2 },
  sourceJobId: 'source',
  download: queuedDownload(id, 'all', 5),
  batches: ['b1', 'b2'],
  tags: ['fair'],
  note: 'a “note”\nof two lines',
  archived: true,
  review: { decision: 'rejected', reason: 'Wrong mass', at: 9 },
  verdict: 'warning',
  findings: 2,
  ...values,
});

const cross = (one: JobRow, reader = new RowReader()): JobRow => reader.read(fromText(toText(packRow(one))));

describe('a row that crosses to the window', () => {
  it('arrives as it was', () => {
    const bare = {
      status: null,
      type: null,
      stage: null,
      failure: null,
      download: null,
      batches: [],
      tags: [],
    };
    for (const one of [row('a'), row('b', bare)]) expect(cross(one)).toEqual(one);
  });

  it('carries the name of no field', () => {
    const text = toText(packRow(row('a', { failure: null, download: null })));
    expect(text).not.toMatch(/status|createdAt|archived/);
  });

  it('shares with others what is the same in them', () => {
    const reader = new RowReader();
    const [a, b] = [cross(row('a'), reader), cross(row('b', { tags: [] }), reader)];
    expect(b.batches).toBe(a.batches);
    expect(b.tags).not.toBe(a.tags);
    expect(b).toEqual(row('b', { tags: [] }));
  });

  it('arrives however many different texts came before', () => {
    const reader = new RowReader();
    for (let at = 0; at < 6_000; at += 1) {
      const one = row('a', { error: `error ${at}`, tags: [`tag ${at}`] });
      expect(cross(one, reader)).toEqual(one);
    }
  });
});

it('a patch without changed rows has none when it is packed', () => {
  expect(packPatch({ revision: 1, removed: ['a'] })).toEqual({ revision: 1, removed: ['a'] });
  expect(packPatch({ revision: 1, changed: [row('a')] })).toEqual({
    revision: 1,
    changed: [packRow(row('a'))],
  });
});
