import { describe, expect, it } from 'vitest';
import { batches, chair, lamp, list, name, now, table } from '../testing/exported-list.ts';

describe('jobs that are in the list already', () => {
  it('lose nothing: tags come together, both notes stay, the archive is left as it is', async () => {
    const to = list({ id: chair, tags: ['oak'], note: 'mine' }, { id: lamp, note: 'same' });
    const report = await to.take(
      `job_id,tags,note,archived\n${chair},"OAK,new",theirs,yes\n${lamp},,same,\n`,
    );
    expect(report).toMatchObject({ added: [], known: [chair, lamp], merged: 1 });
    expect(to.record(chair)).toMatchObject({
      tags: ['oak', 'new'],
      note: 'mine\n\n—\n\ntheirs',
      archived: false,
      addedAt: 1_000,
    });
  });

  it('take a decision from the file where there is none, and keep their own where there is', async () => {
    const own = { decision: 'approved', reason: null, at: 3_000 } as const;
    const to = list({ id: chair, review: own }, { id: lamp }, { id: table, review: own });
    const text = [
      'job_id,note,review,review_reason,reviewed_at',
      `${chair},,rejected,Wrong mass,2026-05-06T00:00:00Z`,
      `${lamp},,Rejected, Wrong  mass ,2026-05-06T00:00:00Z`,
      `${table},,approved,,2026-05-06T00:00:00Z`,
    ].join('\n');
    expect(await to.take(text)).toMatchObject({
      known: [chair, lamp, table],
      merged: 1,
      left: [{ id: chair, what: 'review' }],
    });
    expect([chair, lamp, table].map((id) => to.record(id)?.review)).toEqual([
      own,
      { decision: 'rejected', reason: 'Wrong mass', at: Date.UTC(2026, 4, 6) },
      own,
    ]);
  });

  it.each([
    ['no time', ',approved,,', { decision: 'approved', reason: null, at: now }],
    ['a word that is no decision', ',maybe,,', null],
  ])('take what a table says with %s', async (_, cells, review) => {
    const to = list({ id: chair });
    await to.take(`job_id,note,review,review_reason,reviewed_at\n${chair},${cells}\n`);
    expect(to.record(chair)?.review).toEqual(review);
  });

  it('have nothing decided by a list of before there were decisions, or by what is no decision', async () => {
    const to = list();
    const jobs = [
      { id: chair, tags: ['oak'] },
      { id: lamp, review: { decision: 'maybe', reason: 1, at: 'x' } },
      { id: table, review: { decision: 'rejected', reason: 'x'.repeat(500) } },
    ];
    await to.take(JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, jobs }));
    expect([chair, lamp].map((id) => to.record(id)?.review)).toEqual([null, null]);
    expect(to.record(table)?.review).toMatchObject({ decision: 'rejected', at: now });
    expect(to.record(table)?.review?.reason).toHaveLength(200);
  });

  it('keep a note for which the one in the file leaves no room, and the file’s is named', async () => {
    const own = 'x'.repeat(19_000);
    const to = list({ id: chair, note: own });
    const theirs = 'y'.repeat(2_000);
    const text = `job_id,tags,note\n${chair},oak,${theirs}\n${lamp},,${theirs.repeat(11)}\n`;
    expect(await to.take(text)).toMatchObject({
      added: [lamp],
      merged: 1,
      left: [
        { id: chair, what: 'note' },
        { id: lamp, what: 'note' },
      ],
    });
    expect(to.record(chair)).toMatchObject({ note: own, tags: ['oak'] });
    expect(to.record(lamp)?.note).toBeNull();
  });

  it('take as many tags as there is room for, and those left over are named', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `t${index}`);
    const to = list({ id: chair, tags: many }, { id: table });
    const text = `job_id,tags\n${chair},"T3, more"\n${lamp},${'z'.repeat(41)}\n${table},a\n`;
    expect((await to.take(text)).left).toEqual([
      { id: chair, what: 'tags' },
      { id: lamp, what: 'tags' },
    ]);
    expect(to.record(chair)?.tags).toEqual(many);
    const json = {
      format: 'rigyd-desk-jobs',
      version: 1,
      jobs: [{ id: table, tags: many, note: 'z'.repeat(20_001) }],
    };
    expect((await to.take(JSON.stringify(json))).left).toEqual([
      { id: table, what: 'note' },
      { id: table, what: 'tags' },
    ]);
    expect(to.record(table)?.tags).toEqual(['a', ...many.slice(0, 19)]);
  });
});

describe('batches of a file', () => {
  const file = (fields: object) => JSON.stringify({ format: 'rigyd-desk-jobs', version: 1, ...fields });
  const other = { id: 'b2', name, createdAt: 6_000, expected: 3 };

  it('of the same name stay apart where they have IDs', async () => {
    const to = list();
    const jobs = [
      { id: chair, batches: [name], batchIds: ['b1'] },
      { id: lamp, batches: [name, name], batchIds: ['b1', 'b2'] },
    ];
    await to.take(file({ batches: [...batches, other], jobs }));
    expect(to.joined).toEqual([
      { ids: [chair, lamp], batch: batches[0] },
      { ids: [lamp], batch: other },
    ]);
  });

  it('without IDs, or with some that do not go with the names, are known by their names', async () => {
    const to = list();
    const jobs = [
      { id: chair, batches: [name] },
      { id: lamp, batches: [name, 'Fair'], batchIds: ['b1'] },
      { id: table, batches: ['Fair'], batchIds: ['not an ID'] },
    ];
    await to.take(file({ batches, jobs }));
    expect(to.joined).toEqual([
      { ids: [chair, lamp], batch: batches[0] },
      { ids: [lamp, table], batch: { id: null, name: 'Fair', createdAt: now, expected: 2 } },
    ]);
  });
});
