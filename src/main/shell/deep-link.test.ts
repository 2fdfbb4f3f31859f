import { describe, expect, it } from 'vitest';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';
import { followLink, isLink, parseLink } from './deep-link.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const id = (number: number): string => `a${String(number).padStart(23, '0')}`;
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => id(index));

describe('a link into the app', () => {
  it.each([
    ['a job', `rigyd-desk://job/${id(1)}`, { kind: 'job', id: id(1) }],
    ['a job, with a slash behind it', 'rigyd-desk://job/abc123/', { kind: 'job', id: 'abc123' }],
    ['a scheme in capitals', 'RIGYD-DESK://job/abc123', { kind: 'job', id: 'abc123' }],
    ['several jobs', 'rigyd-desk://watch?ids=abc123,def456', { kind: 'watch', ids: ['abc123', 'def456'] }],
    ['a slash before the query', 'rigyd-desk://watch/?ids=abc123', { kind: 'watch', ids: ['abc123'] }],
    [
      'encoded commas',
      'rigyd-desk://watch?ids=abc123%2Cdef456',
      { kind: 'watch', ids: ['abc123', 'def456'] },
    ],
    [
      'repeated IDs and empty places',
      'rigyd-desk://watch?ids=abc123,,abc123,',
      { kind: 'watch', ids: ['abc123'] },
    ],
    ['as many IDs as may be', `rigyd-desk://watch?ids=${ids(500)}`, { kind: 'watch', ids: ids(500) }],
  ])('is read: %s', (_what, link, expected) => {
    expect(parseLink(link)).toEqual(expected);
  });

  it.each([
    ['not a URL', 'rigyd-desk', 'not-a-link'],
    ['another scheme', 'https://job/abc123', 'not-a-link'],
    ['another action', 'rigyd-desk://download/abc123', 'not-a-link'],
    ['a path behind the action', 'rigyd-desk://watch/all?ids=abc123', 'not-a-link'],
    ['a user', 'rigyd-desk://eve@job/abc123', 'not-a-link'],
    ['a port', 'rigyd-desk://job:80/abc123', 'not-a-link'],
    ['no ID', 'rigyd-desk://job/', 'no-id'],
    ['no IDs', 'rigyd-desk://watch', 'no-id'],
    ['empty IDs', 'rigyd-desk://watch?ids=,', 'no-id'],
    ['a path for an ID', 'rigyd-desk://job/abc123/result', 'bad-id'],
    ['an encoded path for an ID', 'rigyd-desk://job/abc123%2F..%2Fme', 'bad-id'],
    ['a key for an ID', 'rigyd-desk://watch?ids=abc123,rgyd_live_a1b2c3', 'bad-id'],
    ['a space in an ID', 'rigyd-desk://watch?ids=abc%20123', 'bad-id'],
    ['too many IDs', `rigyd-desk://watch?ids=${ids(501)}`, 'too-many'],
    ['too long a text', `rigyd-desk://job/abc123?${'x'.repeat(17_000)}`, 'too-long'],
  ])('is refused: %s', (_what, link, problem) => {
    expect(parseLink(link)).toBe(problem);
  });
});

describe('what is meant to be a link', () => {
  it.each([
    ['rigyd-desk://job/abc123', true],
    ['Rigyd-Desk:anything', true],
    ['rigyd-desk.txt', false],
    ['abc123', false],
  ])('%s: %s', (text, expected) => {
    expect(isLink(text)).toBe(expected);
  });
});

describe('following a link', () => {
  const machine = useMachine();

  async function setUp() {
    const { start, pushed } = machine();
    const core = await start();
    return {
      core,
      follow: (link: string) => followLink(link, core),
      sent: () => pushed.filter(({ name }) => name !== 'patch'),
    };
  }

  it('watches a job and says so; the window selects it', async () => {
    const { core, follow, sent } = await setUp();
    await follow(`rigyd-desk://job/${jobs.chair}`);
    expect(rowOf(core, jobs.chair)).toBeDefined();
    expect(sent()).toMatchObject([
      { name: 'jobsAdded', payload: { source: { kind: 'link' }, added: [jobs.chair], notUnderstood: [] } },
    ]);
  });

  it('opens a job that is watched already', async () => {
    const { core, follow, sent } = await setUp();
    await core.addJobs(jobs.chair, 'pasted');
    await follow(`rigyd-desk://job/${jobs.chair}`);
    expect(sent()).toEqual([{ name: 'showTarget', payload: { kind: 'job', id: jobs.chair, byLink: true } }]);
  });

  it('watches several jobs', async () => {
    const { core, follow } = await setUp();
    await follow(`rigyd-desk://watch?ids=${jobs.chair},${jobs.lamp}`);
    expect(snapshotOf(core).rows).toHaveLength(2);
  });

  it('says why it does not, and watches nothing', async () => {
    const { core, follow, sent } = await setUp();
    await follow(`rigyd-desk://watch?ids=${jobs.chair},../me`);
    expect(snapshotOf(core).rows).toEqual([]);
    expect(sent()).toEqual([{ name: 'linkRefused', payload: 'bad-id' }]);
  });
});
