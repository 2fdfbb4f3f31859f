import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeService } from './testing/fake-service.ts';
import { useApp, zip } from './testing/queue-harness.ts';

const app = useApp();

describe('a result that is here already', () => {
  /** The first copy is home, and another try is under way. */
  async function again(options: Parameters<ReturnType<typeof app>['run']>[0] = {}) {
    const all = app();
    const started = all.run(options);
    started.queue.start('job', 'all');
    await started.reached('job', 'done');
    const first = join(all.folder, 'toolbox');
    return { ...all, ...started, first };
  }

  it('stays the newest copy while another is on its way, until that is home', async () => {
    const { queue, reached, folder, first } = await again();
    queue.start('job', 'usd');
    expect(queue.get('job')).toMatchObject({ phase: 'queued', folder: first, receivedBytes: 0 });
    expect(await reached('job', 'done')).toMatchObject({ folder: join(folder, 'toolbox (USD)') });
  });

  it('stays where another is cancelled, waiting or under way, also after the next start', async () => {
    const { queue, reached, service, run, first } = await again();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'usd');
    await service.until('silences');
    queue.cancel('job');
    expect(await reached('job', 'cancelled')).toMatchObject({ folder: first });
    await queue.close();
    const next = run({ held: () => 'paused' });
    next.queue.restore(queue.all());
    next.queue.start('job', 'all');
    next.queue.cancel('job');
    expect(next.queue.get('job')).toMatchObject({ phase: 'cancelled', folder: first });
  });

  it('stays where another fails, with what is to be told of it, and where that is tried again', async () => {
    let isThere = true;
    const fake = createFakeService(zip);
    const { queue, reached, first } = await again({
      openResult: (...given) =>
        isThere
          ? fake.openResult(...given)
          : Promise.resolve({ ok: false, failure: { code: 'mjcf-missing', text: null } }),
    });
    const before = queue.get('job');
    isThere = false;
    queue.start('job', 'mjcf');
    const copy = { folder: first, usdOnly: before?.usdOnly, renamed: before?.renamed };
    expect(await reached('job', 'failed')).toMatchObject({ ...copy, failure: { code: 'mjcf-missing' } });
    queue.retryFailed(() => true);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', ...copy });
    await queue.close();
  });
});
