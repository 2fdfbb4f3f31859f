import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../lib/clock.ts';
import { JobStore } from '../jobs/job-store.ts';
import { Persistence } from '../persistence/persistence.ts';
import { fileSource } from '../../shared/source.ts';

/**
 * Another process that opens the store in a folder and then adds one job after the other for as long as it lives, telling
 * the ID of each as soon as it is on disk.
 */
export function startStoreProcess(folder: string) {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const told: string[] = [];
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines = createInterface(child.stdout);
  return {
    /** Kills it when it has told that many jobs, and returns all it told. */
    killAfter: async (count: number): Promise<string[]> => {
      for await (const id of lines) {
        told.push(id);
        if (told.length === count) child.kill('SIGKILL');
      }
      await ended;
      return told;
    },
    /** The signal that ended the process, if it did not end by itself. */
    ended: async (): Promise<NodeJS.Signals | null> => (await ended)[1],
  };
}

async function addForEver(folder: string): Promise<void> {
  const persistence: Persistence = new Persistence({
    folder,
    clock: systemClock,
    backup: () => ({ revision: jobs.revision, settings: null, batches: [], jobs: [] }),
    postBanner: () => {},
    removeBanner: () => {},
  });
  const jobs: JobStore = new JobStore({
    rows: persistence.rows,
    now: () => systemClock.now(),
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  // No longer than whoever started it.
  process.stdin.resume().once('end', () => process.exit());
  await persistence.open((stored) => jobs.load(stored));
  for (let number = 1; ; number += 1) {
    const id = `job${number}`;
    await jobs.add([id], fileSource('another process'));
    process.stdout.write(`${id}\n`);
  }
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder !== undefined) await addForEver(folder);
