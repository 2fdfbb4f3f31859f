import type * as Files from 'node:fs/promises';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { noteAttempt } from '../store/opening-attempts.ts';
import type { EarlyUnpacking } from './early-unpacking.ts';
import { workHere } from './testing/work-here.ts';
import { partsFolder } from './hidden-folder.ts';
import { claimSlot } from './part-slots.ts';
import { naming, processOf, unpacked, useApp, zip } from './testing/queue-harness.ts';
import { contentsOf } from './testing/temporary-folder.ts';

const rename = vi.hoisted(() => vi.fn());
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof Files>();
  rename.mockImplementation(actual.rename);
  return { ...actual, rename };
});

const app = useApp();
const killed = 3;

const stored = (jobId: string, changes: Partial<Download> = {}): Download => ({
  ...queuedDownload(jobId, 'all', 1),
  phase: 'receiving',
  receivedBytes: 1_500,
  totalBytes: zip.length,
  ...changes,
});

describe('quitting', () => {
  it('stops everything and leaves the phases as they were', async () => {
    const { run, service, clock } = app();
    const nameOf = vi.fn(() => naming);
    const { queue, changes } = run({ concurrency: () => 1, nameOf });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('running', 'all');
    queue.start('waiting', 'all');
    await service.until('silences');
    const told = changes.length;
    await queue.close();
    queue.start('late', 'all');
    await clock.advance(0);
    expect(nameOf).toHaveBeenCalledTimes(1);
    expect(changes).toHaveLength(told);
    expect(queue.all().map(({ jobId, phase }) => [jobId, phase])).toEqual([
      ['running', 'receiving'],
      ['waiting', 'queued'],
    ]);
    expect(service.counts.closed).toBe(1);
    expect(service.calls).toHaveLength(1);
  });

  it('gives up what was unpacked of a result on its way before it has quit', async () => {
    const { run, service } = app();
    const told: string[] = [];
    const early = {
      note: () => void told.push('came'),
      giveUp: async () => void told.push('given up'),
    } as unknown as EarlyUnpacking;
    const { queue } = run({ work: { ...workHere(async () => null), follow: () => early } });
    service.answerWith({ bytes: 1_000, then: 'silence' });
    queue.start('job', 'all');
    await service.until('silences');
    told.length = 0;
    await queue.close();
    expect(told).toEqual(['given up']);
  });

  it('keeps what can be gone on with, and the next run does', async () => {
    const { run, folder, service } = app();
    const before = run();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    before.queue.start('job', 'all');
    await service.until('silences');
    await before.queue.close();
    expect(await readdir(folder)).toEqual([partsFolder]);

    const after = run();
    after.queue.restore(before.queue.all());
    expect(after.queue.get('job')).toMatchObject({ phase: 'queued', failure: null });
    await after.reached('job', 'done');
    expect(service.calls.map((call) => call.resume?.offset ?? 0)).toEqual([0, 1_500]);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it('still tells of a result that gets its name at that moment', async () => {
    const { run, folder } = app();
    const onDownloaded = vi.fn();
    const { queue, changes, reached } = run({ onDownloaded });
    queue.start('job', 'all');
    await reached('job', 'unpacking');
    rename.mockImplementationOnce(async (from: string, to: string) => {
      closing = queue.close();
      await rename(from, to);
    });
    let closing: Promise<void> | undefined;
    await reached('job', 'done');
    await closing;
    expect(changes.at(-1)).toMatchObject({ phase: 'done', folder: join(folder, 'toolbox') });
    expect(onDownloaded).toHaveBeenCalledOnce();
  });

  it('leaves nothing that could not be gone on with', async () => {
    const { run, folder, service } = app();
    const { queue } = run();
    service.answerWith({ bytes: 1_500, then: 'silence', etag: null });
    queue.start('job', 'all');
    await service.until('silences');
    await queue.close();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a restart', () => {
  it('goes on with what was on its way, those under way first, and leaves the rest as it was', async () => {
    const { run, service } = app();
    let held: 'no-key' | null = 'no-key';
    const { queue, changes, reached } = run({ concurrency: () => 1, held: () => held });
    const done = stored('done', { phase: 'done', folder: '/somewhere', finishedAt: 2 });
    const failed = stored('failed', {
      phase: 'failed',
      failure: { code: 'not-found', text: 'gone' },
      finishedAt: 2,
    });
    const cancelled = stored('cancelled', { phase: 'cancelled', finishedAt: 2 });
    const late = stored('late', { phase: 'queued', startedAt: 3, receivedBytes: 0 });
    const early = stored('early', { phase: 'queued', startedAt: 2, receivedBytes: 0 });
    const receiving = stored('receiving', { startedAt: 4, attempts: 2 });
    queue.restore([done, failed, cancelled, late, early, receiving]);
    expect(queue.all().map(({ jobId, phase }) => [jobId, phase])).toEqual([
      ['done', 'done'],
      ['failed', 'failed'],
      ['cancelled', 'cancelled'],
      ['late', 'queued'],
      ['early', 'queued'],
      ['receiving', 'queued'],
    ]);
    expect(queue.get('receiving')).toMatchObject({ attempts: 0, receivedBytes: 1_500 });
    expect(changes).toHaveLength(3);
    held = null;
    queue.refresh();
    await reached('late', 'done');
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['receiving', 'early', 'late']);
  });

  it('goes on with what was paused for months, and keeps what belongs to a job that this version cannot read', async () => {
    const { run, folder, service, clock } = app();
    let held: 'paused' | null = null;
    const before = run({ held: () => held }, killed);
    service.answerWith({ bytes: 1_500, then: 'silence' });
    before.queue.start('job', 'all');
    await service.until('silences');
    held = 'paused';
    before.queue.refresh();
    const paused = await before.reached('job', 'queued');
    await before.queue.close();
    const processes = { own: processOf(killed), isRunning: () => true };
    const other = await claimSlot(folder, 'of a later version', processes, clock.now());
    await writeFile(other.archive, 'received');

    await clock.advance(90 * 24 * 3_600_000);
    const { queue, reached } = run({ held: () => held });
    queue.restore([paused], { unreadable: ['of a later version'] });
    held = null;
    queue.refresh();
    await reached('job', 'done');
    expect(service.calls.at(-1)?.resume).toMatchObject({ offset: 1_500 });
    expect(await readdir(join(folder, partsFolder))).toEqual([basename(other.folder)]);
  });

  it('keeps what was received of one that was given up because its folder was gone', async () => {
    const { run, service } = app();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    const before = run({}, killed);
    before.queue.start('job', 'all');
    await service.until('silences');
    await before.queue.close();
    const failure = { code: 'folder-unavailable', text: null } as const;
    const after = run();
    after.queue.restore(
      before.queue.all().map((one) => ({ ...one, phase: 'failed', failure, target: null, finishedAt: 0 })),
    );
    after.queue.start('job', 'all');
    await after.reached('job', 'done');
    expect(service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 1_500]);
  });

  it('counts less than what a person started meanwhile', async () => {
    const { run, service } = app();
    const { queue, reached } = run();
    service.answerWith({ then: 'silence' });
    queue.start('job', 'usd');
    queue.restore([stored('job', { phase: 'done', folder: '/older', finishedAt: 2 })]);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', format: 'usd' });
    await service.until('silences');
    queue.cancel('job');
    await reached('job', 'cancelled');
  });

  it('sweeps nothing that a person started meanwhile', async () => {
    const { run, folder, service } = app();
    const { queue, reached } = run();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('running', 'all');
    await service.until('silences');
    queue.restore([]);
    queue.start('after the sweep', 'all');
    await reached('after the sweep', 'done');
    expect(await readdir(join(folder, partsFolder))).toHaveLength(1);
    await queue.close();
  });

  it('brings nothing home twice after a run that was killed before its record was written', async () => {
    const { run, folder, service } = app();
    const dead = run({ recorded: () => new Promise(() => undefined) }, killed);
    dead.queue.start('job', 'all');
    await vi.waitUntil(() => dead.queue.get('job')?.phase === 'done');

    const onDownloaded = vi.fn();
    const { queue, reached } = run({ onDownloaded });
    queue.restore([stored('job', { phase: 'unpacking', target: folder })]);
    expect(await reached('job', 'done')).toMatchObject({ folder: join(folder, 'toolbox') });
    expect(service.calls).toHaveLength(1);
    expect(onDownloaded).toHaveBeenCalledOnce();
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
  });

  it('takes no result of another job for one that was moved away since', async () => {
    const { run, folder } = app();
    const dead = run({ recorded: () => new Promise(() => undefined) }, killed);
    dead.queue.start('job', 'all');
    await vi.waitUntil(() => dead.queue.get('job')?.phase === 'done');
    await rename(join(folder, 'toolbox'), join(folder, 'mine'));
    const { queue, reached } = run();
    queue.start('other', 'all');
    expect(await reached('other', 'done')).toMatchObject({ folder: join(folder, 'toolbox') });
    queue.start('job', 'all');
    expect(await reached('job', 'done')).toMatchObject({ folder: join(folder, 'toolbox (job)') });
    expect((await readdir(folder)).sort()).toEqual(['mine', 'toolbox', 'toolbox (job)']);
    await queue.close();
  });

  it('brings a result home again that was moved away since', async () => {
    const { run, folder } = app();
    const dead = run({ recorded: () => new Promise(() => undefined) }, killed);
    dead.queue.start('job', 'all');
    await vi.waitUntil(() => dead.queue.get('job')?.phase === 'done');
    await rename(join(folder, 'toolbox'), join(folder, 'mine'));

    const { queue, reached } = run();
    queue.restore([stored('job', { phase: 'unpacking', target: folder })]);
    await reached('job', 'done');
    expect((await readdir(folder)).sort()).toEqual(['mine', 'toolbox']);
  });

  it('checks no archive a third time whose check ended the app twice', async () => {
    const { run, folder, service } = app();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    const dead = run({}, killed);
    dead.queue.start('job', 'all');
    await service.until('silences');
    const [slot = ''] = await readdir(join(folder, partsFolder));
    const archive = join(folder, partsFolder, slot, 'result.zip');
    await noteAttempt(archive);
    await noteAttempt(archive);

    const { queue, reached } = run();
    queue.restore([stored('job')]);
    expect((await reached('job', 'failed')).failure).toEqual({
      code: 'archive-unsafe',
      text: 'Rigyd Desk quit 2 times while checking the archive.',
    });
    expect(await readdir(folder)).toEqual([]);
    queue.start('job', 'all');
    await reached('job', 'done');
  });

  it('goes on after a run that was killed in the middle of a transfer', async () => {
    const { run, folder, service } = app();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    const dead = run({}, killed);
    dead.queue.start('job', 'all');
    await service.until('silences');

    const { queue, reached } = run();
    queue.restore([stored('job')]);
    await reached('job', 'done');
    expect(service.calls.at(-1)?.resume).toEqual({ offset: 1_500, etag: '"v1"' });
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
    await dead.queue.close();
  });

  it('needs no second transfer after a run that was killed while it unpacked', async () => {
    const { run, folder, service } = app();
    let end = (): void => undefined;
    const stuck = new Promise<null>((resolve) => (end = () => resolve(null)));
    const checking = () => dead.queue.get('job')?.phase === 'checking';
    const dead = run({ freeBytes: async () => (checking() ? stuck : null) }, killed);
    dead.queue.start('job', 'all');
    await dead.reached('job', 'checking');
    const [slot = ''] = await readdir(join(folder, partsFolder));
    await mkdir(join(folder, partsFolder, slot, 'unpacked'));
    await writeFile(join(folder, partsFolder, slot, 'unpacked', 'half.usd'), '#us');

    const { queue, reached } = run();
    queue.restore([stored('job', { phase: 'unpacking' })]);
    await reached('job', 'done');
    expect(service.calls).toHaveLength(1);
    expect(await contentsOf(folder)).toEqual(unpacked('toolbox'));
    end();
    await dead.queue.close();
  });

  it('sweeps what nobody will go on with, before anything else starts', async () => {
    const { run, folder, service } = app();
    const processes = { own: processOf(killed), isRunning: () => true };
    const forgotten = Array.from({ length: 40 }, (_, index) => `forgotten ${index}`);
    for (const jobId of ['done', 'interrupted', 'unsafe', ...forgotten]) {
      const slot = await claimSlot(folder, jobId, processes, Date.now());
      await writeFile(slot.archive, 'received');
    }
    let slotsAtFirst: string[] = [];
    const { queue, reached } = run({
      openResult: async (...question) => {
        slotsAtFirst = await readdir(join(folder, partsFolder));
        return service.openResult(...question);
      },
    });
    queue.restore([
      stored('done', { phase: 'done' }),
      stored('interrupted', { phase: 'failed', failure: { code: 'offline', text: null }, target: folder }),
      stored('unsafe', { phase: 'failed', failure: { code: 'archive-unsafe', text: null } }),
    ]);
    queue.start('new', 'all');
    await reached('new', 'done');
    expect(slotsAtFirst).toHaveLength(['interrupted', 'new'].length);
    queue.cancel('interrupted');
    await queue.close();
    expect(await readdir(folder)).toEqual(['toolbox']);
  });
});
