import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { setNote } from '../jobs/annotate.ts';
import { removeJobs, restoreJobs } from '../jobs/watch-list.ts';
import { readBackup } from '../persistence/backup.ts';
import { backupPath } from '../persistence/open-store.ts';
import { rowOf, useMachine, type TestApp } from '../testing/core-harness.ts';

const machine = useMachine();
/** More than stay unpacked in a run that has just seen them end. */
const ids = Array.from({ length: 400 }, (_, at) => `job${String(at).padStart(21, '0')}`);
const [first = '', second = ''] = ids;
const running = 'running00000000000000001';

const inUse = (core: TestApp): string[] => Array.from(core.jobs.inUse(), ({ record }) => record.id);
const recordsOf = (core: TestApp) => new Map(ids.map((id) => [id, core.jobs.get(id)?.record]));

/** An app that has seen all jobs but one come to their end. */
async function leaveEnded(): Promise<Map<string, unknown>> {
  const { start, client, clock } = machine();
  for (const id of ids) client.say(id, { status: 'completed', filename: `${id}.glb`, progress: 'all of it' });
  client.say(running, { status: 'running' });
  const core = await start();
  await core.addJobs([...ids, running].join('\n'), 'pasted');
  while (ids.some((id) => core.jobs.get(id)?.job === null)) await clock.advance(1_000);
  setNote(core.jobs, second, 'two hours of notes');
  const records = recordsOf(core);
  await core.close();
  return records;
}

it('keeps jobs that are over as they are on disk, and unpacks none of them after a start', async () => {
  const records = await leaveEnded();
  const core = await machine().start();
  expect(inUse(core)).toEqual([running]);
  expect(recordsOf(core)).toEqual(records);
});

it('goes on with them as with any other: changed, taken away, brought back, and once more after a restart', async () => {
  const records = await leaveEnded();
  const before = await machine().start();
  setNote(before.jobs, first, 'mine');
  await removeJobs(before, [second]);
  await restoreJobs(before, [second]);
  await removeJobs(before, ids.slice(2, 4));
  expect(rowOf(before, first)).toMatchObject({ note: 'mine', status: 'completed', name: `${first}.glb` });
  await before.close();

  const core = await machine().start();
  expect(core.jobs.get(first)?.record).toEqual({ ...(records.get(first) as object), note: 'mine' });
  expect(core.jobs.get(second)?.record).toEqual(records.get(second));
  expect(core.jobs.size).toBe(ids.length - 1);
});

it('has all of them in the backup, and in the sums of the list', async () => {
  await leaveEnded();
  const core = await machine().start();
  core.preferences.change({ theme: 'dark' });
  await core.flush();
  await core.close();
  const path = backupPath(machine().storeFolder);
  const backup = await readBackup(path);
  expect(backup?.jobs.map(({ id }) => id).sort()).toEqual([...ids, running].sort());
  expect(backup?.jobs.find(({ id }) => id === second)?.note).toBe('two hours of notes');
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(2);
  expect([core.jobs.status.running, core.jobs.status.waiting]).toEqual([1, 0]);
});
