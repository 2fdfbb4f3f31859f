import { describe, expect, it } from 'vitest';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';
import { followLink } from './follow-link.ts';

const machine = useMachine();

async function setUp() {
  const { start, pushed } = machine();
  const core = await start();
  return {
    core,
    follow: (link: string) => followLink(link, core),
    told: () => pushed.filter(({ name }) => name !== 'patch'),
  };
}

describe('following a link', () => {
  it('watches a job and says so; the window selects it', async () => {
    const { core, follow, told } = await setUp();
    await follow(`rigyd-desk://job/${jobs.chair}`);
    expect(rowOf(core, jobs.chair)).toBeDefined();
    expect(told()).toMatchObject([
      { name: 'jobsAdded', payload: { source: 'a link', added: [jobs.chair], notUnderstood: [] } },
    ]);
  });

  it('opens a job that is watched already', async () => {
    const { core, follow, told } = await setUp();
    await core.addJobs(jobs.chair, 'pasted');
    await follow(`rigyd-desk://job/${jobs.chair}`);
    expect(told()).toEqual([{ name: 'showTarget', payload: { kind: 'job', id: jobs.chair, byLink: true } }]);
  });

  it('watches several jobs', async () => {
    const { core, follow } = await setUp();
    await follow(`rigyd-desk://watch?ids=${jobs.chair},${jobs.lamp}`);
    expect(core.publisher.snapshot().rows).toHaveLength(2);
  });

  it('says why it does not, and watches nothing', async () => {
    const { core, follow, told } = await setUp();
    await follow(`rigyd-desk://watch?ids=${jobs.chair},../me`);
    expect(core.publisher.snapshot().rows).toEqual([]);
    expect(told()).toEqual([{ name: 'linkRefused', payload: 'bad-id' }]);
  });
});
