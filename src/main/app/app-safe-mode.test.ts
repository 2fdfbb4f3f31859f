import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter } from '../../shared/saved-view.ts';
import { withCommandDue } from '../jobs/watched-job.ts';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();

describe('safe mode', () => {
  it('starts nothing by itself, says so, and leaves what was chosen as it is', async () => {
    const { start, client, clock } = machine();
    const before = await start();
    const view = { id: 'odd', name: 'Odd', filter: noFilter, sort: newestOnTop };
    before.preferences.change({
      collectNewBatches: true,
      command: { program: '/bin/tool', arguments: [] },
      savedViews: [view],
    });
    for (const id of [jobs.chair, jobs.lamp]) client.say(id, { status: 'running' });
    // A batch, which would be collected by itself.
    await before.addJobs(`${jobs.chair} ${jobs.lamp}`, 'pasted');
    await clock.advance(0);
    before.jobs.update(jobs.chair, (watched) => withCommandDue(watched, true));
    await before.close();

    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
    const safe = await start({ safeMode: true });
    await clock.advance(60_000);
    expect(snapshotOf(safe)).toMatchObject({
      banners: [{ kind: 'safe-mode' }],
      settings: {
        collectNewBatches: false,
        command: null,
        downloadsPaused: true,
        judgeResults: false,
        watchAccount: false,
        savedViews: [],
      },
    });
    expect(rowOf(safe, jobs.chair)).toMatchObject({ status: 'completed', download: null });
    // The command of this run is none, but that of the next one is still owed to the result.
    expect(safe.jobs.get(jobs.chair)?.record.commandDue).toBe(true);
    safe.preferences.change({ theme: 'dark' });
    await safe.close();

    const after = await start();
    expect(after.preferences.settings).toMatchObject({
      collectNewBatches: true,
      command: { program: '/bin/tool' },
      theme: 'dark',
      downloadsPaused: false,
      savedViews: [view],
    });
  });
});
