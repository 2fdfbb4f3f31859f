import { describe, expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { batches, chair, lamp, list, name, now, table } from '../testing/exported-list.ts';
import { exportName } from './export-file.ts';
import { readExport } from './import-jobs.ts';
import { jsonExport } from './json-export.ts';
import { fileSource } from '../../shared/source.ts';

const full = (): ReturnType<typeof list> =>
  list(
    {
      id: chair,
      addedAt: 2_000,
      source: fileSource('=cmd|calc'),
      tags: ['Oak', 'for review'],
      note: '+1, says "Ann";\nsecond line',
      archived: true,
      review: { decision: 'rejected', reason: 'Wrong mass, "heavy"', at: 2_700 },
      batches: ['b1'],
      raw: { id: chair, status: 'completed', filename: 'chair.glb', credits_charged: 2, extra: [1] },
      fetchedAt: 3_000,
      changedAt: 2_500,
      transitions: [{ status: 'completed', at: 2_500, after: 2_400 }],
      download: {
        ...queuedDownload(chair, 'all', 1),
        phase: 'done',
        receivedBytes: 1,
        totalBytes: 1,
        folder: '/home/ann/chair',
        finishedAt: 2,
      },
    },
    { id: lamp, failure: { code: 'offline', text: null, since: 1, attempts: 1 } },
    { id: table, batches: ['gone', 'b1'] },
  );

describe('an exported list that comes back to an empty app', () => {
  it('as JSON is the same list, to be asked for, but for trouble with asking and for where results lie', async () => {
    const [from, to] = [full(), list()];
    expect(await to.take(from.text('json'))).toEqual({
      added: [table, lamp, chair],
      known: [],
      merged: 0,
      unreadable: 0,
      left: [],
      batches: [{ wanted: name, name, isNew: true, isStandIn: false, joined: 2 }],
    });
    expect(to.newestFirst()).toEqual([table, lamp, chair]);
    for (const id of [chair, table, lamp]) {
      const record = from.record(id);
      expect(to.record(id)).toEqual({
        ...record,
        batches: [],
        failure: null,
        download: null,
        fetchedAt: null,
        broughtBack: true,
      });
    }
    expect(to.joined).toEqual([{ ids: [table, chair], batch: batches[0] }]);
  });

  it('as JSON leaves out what the service said of those for which there is no room, and nothing else', async () => {
    const [from, to] = [full(), list()];
    const records = from.sorted().map(({ record }) => record);
    const named = new Map(batches.map((batch) => [batch.id, batch]));
    let shortened = 0;
    const onShortened = (): void => void (shortened += 1);
    const pieces = [...jsonExport(records, named, now, { maxBytes: 0, onShortened })];
    expect([pieces.length, shortened]).toEqual([5, 3]);
    expect(await to.take(pieces.join(''))).toMatchObject({ added: [table, lamp, chair], unreadable: 0 });
    const { note, tags, addedAt, source, review } = from.record(chair) ?? {};
    expect(to.record(chair)).toMatchObject({
      note,
      tags,
      addedAt,
      source,
      review,
      archived: true,
      raw: null,
    });
  });

  it('as CSV has everything that a person gave', async () => {
    const [from, to] = [full(), list()];
    const shuffled = from.sorted().reverse();
    await to.take(from.text('csv', shuffled));
    expect(to.newestFirst()).toEqual([table, lamp, chair]);
    const { addedAt, source, tags, note, archived, review } = from.record(chair) ?? {};
    expect(to.record(chair)).toMatchObject({ addedAt, source, tags, note, archived, review, raw: null });
    expect(to.joined).toEqual([
      { ids: [chair, table], batch: { id: null, name, createdAt: now, expected: 2 } },
    ]);
  });

  it('has no time that is later than now, whatever clock it was written by', async () => {
    const late = now + 1e9;
    const from = list({
      id: chair,
      addedAt: late,
      batches: ['b1'],
      raw: { id: chair, status: 'running' },
      changedAt: late,
      transitions: [{ status: 'running', at: late, after: late }],
      observations: [{ kind: 'stage', text: 'physics', at: late, after: null }],
      review: { decision: 'approved', reason: null, at: late },
    });
    const to = list();
    await to.take(from.text('json').replace('"createdAt":5000', `"createdAt":${late}`));
    expect(to.record(chair)).toMatchObject({
      addedAt: now,
      changedAt: now,
      transitions: [{ status: 'running', at: now, after: now }],
      observations: [{ kind: 'stage', text: 'physics', at: now, after: null }],
      review: { decision: 'approved', reason: null, at: now },
    });
    expect(to.joined).toEqual([{ ids: [chair], batch: { ...batches[0], createdAt: now } }]);
  });

  it('comes back no second time', async () => {
    const [from, to] = [full(), list()];
    await to.take(from.text('json'));
    const before = to.sorted();
    expect(await to.take(from.text('json'))).toMatchObject({
      added: [],
      known: [table, lamp, chair],
      merged: 0,
    });
    expect(to.sorted()).toEqual(before);
  });
});

describe('what was changed outside', () => {
  it('may have semicolons, other columns and few of them', async () => {
    const to = list();
    await to.take(
      `note;Extra;Tags;Job ID;Archived\r\n"a;b";x;"one;two, three";${chair};TRUE\r\n;;;${lamp};\r\n`,
    );
    expect(to.record(chair)).toMatchObject({ tags: ['one', 'two', 'three'], note: 'a;b', archived: true });
    expect(to.record(lamp)).toMatchObject({
      tags: [],
      note: null,
      archived: false,
      source: fileSource('export.json'),
    });
    expect(to.newestFirst()).toEqual([chair, lamp]);
  });

  it('loses the rows that are no job, and says how many', async () => {
    expect(await list().take(`job_id,tags\n${chair},a\n???,b\n`)).toMatchObject({
      added: [chair],
      unreadable: 1,
    });
    const text = JSON.stringify({
      format: 'rigyd-desk-jobs',
      version: 1,
      jobs: [{ id: chair }, {}, { id: '..' }],
    });
    expect(await list().take(text)).toMatchObject({ added: [chair], unreadable: 2 });
  });

  it('counts a job once, as it stands first', async () => {
    const to = list();
    expect((await to.take(`job_id,tags\n${chair},a\n${chair},b\n`)).added).toEqual([chair]);
    expect(to.record(chair)?.tags).toEqual(['a']);
  });

  it('gives up a field that cannot be read, not the job', async () => {
    const to = list();
    const job = {
      id: chair,
      tags: 'no',
      note: 7,
      order: 'x',
      addedAt: {},
      archived: 1,
      batches: [''],
      raw: 1,
    };
    await to.take(JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, batches: [3], jobs: [job] }));
    expect(to.record(chair)).toMatchObject({
      tags: [],
      note: null,
      addedAt: now,
      archived: false,
      raw: null,
    });
  });

  it('takes no answer that is about another job', async () => {
    const to = list();
    const job = { ...full().record(chair), raw: { id: lamp, status: 'completed' }, batches: [] };
    await to.take(JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, jobs: [job] }));
    expect(to.record(chair)).toMatchObject({ raw: null, fetchedAt: null, note: full().record(chair)?.note });
  });
});

describe('a text', () => {
  it.each([
    ['a list of IDs', `${chair}\n${lamp}`],
    ['a table without anything of this app', `job_id,status\n${chair},queued`],
    ['a table without IDs', 'tags,note\na,b'],
    [
      'a table whose IDs stand behind hundreds of columns',
      `tags${',x'.repeat(250)},job_id\na${',x'.repeat(250)},${chair}`,
    ],
    ['JSON of the service', JSON.stringify({ data: [{ id: chair, note: 'rigyd' }] })],
    ['broken JSON', '{"format":"rigyd-desk-jobs","version":1,"jobs":[{'],
    ['nothing', ''],
  ])('that is %s is no export', (_, text) => {
    expect(readExport(text)).toBeNull();
  });

  it('of a later version is known as such', () => {
    expect(readExport('{"format":"rigyd-desk-jobs","version":2,"jobs":[]}')).toBe('newer');
  });

  it.each([
    ['JSON', `{"format":"rigyd-desk-jobs","version":1,"jobs":[${'0,'.repeat(100_000)}{"id":"${chair}"}]}`],
    ['CSV', `job_id,tags\n${'?,a\n'.repeat(100_000)}${chair},a\n`],
  ])('with more than 100,000 entries as %s is read up to there', (_, text) => {
    expect(readExport(text)).toMatchObject({ jobs: [], unreadable: 100_001 });
  });

  it('may begin with a byte order mark', () => {
    expect(readExport('\uFEFF{"format":"rigyd-desk-jobs","version":1,"jobs":[]}')).toMatchObject({
      jobs: [],
    });
  });
});

describe('an exported file', () => {
  it('is called after its day', () => {
    expect(exportName('csv', new Date(2026, 0, 5, 23).getTime())).toBe('Rigyd jobs 2026-01-05.csv');
  });

  it('as CSV shows what the list shows, and no formula that would run', () => {
    const text = full().text('csv');
    expect(text).toContain('chair.glb,completed');
    expect(text).toContain("'=cmd|calc");
    expect(text).toContain('/home/ann/chair');
  });

  it('as JSON does not say where results lie', () => {
    expect(full().text('json')).not.toContain('/home/ann');
  });

  it('of 5,000 jobs is written and read in a moment', async () => {
    const many = list(
      ...Array.from({ length: 5_000 }, (_, index) => ({
        id: `job${String(index).padStart(21, '0')}`,
        tags: ['a'],
      })),
    );
    for (const format of ['csv', 'json'] as const)
      expect((await list().take(many.text(format))).added).toHaveLength(5_000);
  });
});
