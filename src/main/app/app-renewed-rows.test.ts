import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobRow } from '../../shared/watched-job.ts';
import { watchedJobSchema } from '../jobs/job-record.ts';
import { JobStore } from '../jobs/job-store.ts';
import { jobIdOf, listKey } from '../jobs/row-keys.ts';
import { withAnnotations } from '../jobs/watched-job.ts';
import { useMachine, type TestApp } from '../testing/core-harness.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const here = dirname(fileURLToPath(import.meta.url));
const stored = join(here, '..', 'testing', 'stored-data-0.1.0', 'user-data', 'store');
const jobCount = 31;

const machine = useMachine();
beforeEach(() => cp(stored, machine().storeFolder, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

const idsOf = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);

/** Starts the app and ends it when it has nothing more to write. @returns the rows that it wrote anew, and what it showed */
async function run(act: (core: TestApp) => unknown = () => {}) {
  const writeAnew = vi.spyOn(JobStore.prototype, 'writeAnew');
  const read = vi.spyOn(watchedJobSchema, 'safeParse');
  const core = machine().createApp();
  await core.start();
  act(core);
  const { rows } = snapshotOf(core);
  while (!(await core.flush()).ok || core.isWriting);
  await core.close();
  const written = writeAnew.mock.calls.flatMap(([keys]) => [...keys]);
  const schemaReads = read.mock.calls.length;
  vi.restoreAllMocks();
  return { rows, written, schemaReads };
}

it('writes the rows of version 0.1.0 anew behind the start, once, and reads none by its schema from then on', async () => {
  const first = await run();
  expect(first.written[0]).toBe(listKey);
  expect(first.written.flatMap((key) => jobIdOf(key) ?? []).sort()).toEqual(idsOf(first.rows).sort());
  expect(first.rows).toHaveLength(jobCount);
  expect(first.schemaReads).toBe(first.rows.length);
  const second = await run();
  expect(second).toEqual({ rows: first.rows, written: [], schemaReads: 0 });
  expect((await run()).rows).toEqual(first.rows);
});

it('shows the newest of them first from then on', async () => {
  await run();
  const core = machine().createApp();
  const started = core.start();
  await core.reading.first;
  expect(core.publisher.state.loaded).toBe(false);
  expect(core.jobs.size).toBe(jobCount);
  await started;
});

it('writes them as they are by then, and not where their job was taken off', async () => {
  const [noted, removed] = ['chair0000000000000000001', 'lamp00000000000000000002'];
  const { rows } = await run((core) => {
    core.jobs.update(noted, (watched) => withAnnotations(watched, { note: 'mine' }));
    core.jobs.remove([removed]);
  });
  const after = await run();
  expect(after).toMatchObject({ written: [], schemaReads: 0 });
  expect(rows).toHaveLength(jobCount - 1);
  expect(idsOf(after.rows)).toEqual(idsOf(rows));
  expect(after.rows.find(({ id }) => id === noted)?.note).toBe('mine');
});
