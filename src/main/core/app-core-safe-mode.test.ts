import { describe, expect, it } from 'vitest';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';

const machine = useMachine();

describe('safe mode', () => {
  it('starts nothing by itself, says so, and leaves what was chosen as it is', async () => {
    const { start, client, clock } = machine();
    const before = await start();
    before.preferences.change({ collectNewBatches: true, command: { program: '/bin/tool', arguments: [] } });
    client.say(jobs.chair, { status: 'running' });
    await before.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    await before.close();

    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
    const safe = await start({ safeMode: true });
    await clock.advance(60_000);
    expect(safe.publisher.snapshot()).toMatchObject({
      notices: [{ kind: 'safe-mode' }],
      settings: { collectNewBatches: false, command: null, downloadsPaused: true, watchAccount: false },
    });
    expect(rowOf(safe, jobs.chair)).toMatchObject({ status: 'completed', download: null });
    safe.preferences.change({ theme: 'dark' });
    await safe.close();

    const after = await start();
    expect(after.preferences.settings).toMatchObject({
      collectNewBatches: true,
      command: { program: '/bin/tool' },
      theme: 'dark',
      downloadsPaused: false,
    });
  });
});
