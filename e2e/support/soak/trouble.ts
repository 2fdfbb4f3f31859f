import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultRuleInput, Simulator } from '../../../src/simulator/index.ts';
import type { Random } from '../../../src/simulator/random.ts';

/** What can go wrong with the service while the app is used. */
const faults: readonly FaultRuleInput[] = [
  { fault: { kind: 'delay', ms: 3_000 }, endpoint: 'job' },
  { fault: { kind: 'hang' }, endpoint: 'job', times: 2 },
  { fault: { kind: 'reset' } },
  { fault: { kind: 'status', status: 500 } },
  { fault: { kind: 'status', status: 502, body: 'html' } },
  { fault: { kind: 'status', status: 429, retryAfter: 1 } },
  { fault: { kind: 'status', status: 503, retryAfter: 2 }, endpoint: 'result' },
  { fault: { kind: 'status', status: 404 }, endpoint: 'result', times: 1 },
  { fault: { kind: 'body', status: 202, text: '{"status":"preparing"}' }, endpoint: 'result', times: 2 },
  { fault: { kind: 'body' } },
  { fault: { kind: 'truncate' } },
  { fault: { kind: 'slow', bytesPerSecond: 20_000 }, endpoint: 'result' },
  { fault: { kind: 'slow', bytesPerSecond: 1, after: 200 }, endpoint: 'job', times: 3 },
  { fault: { kind: 'redirect', signed: true }, endpoint: 'result' },
  { fault: { kind: 'json', set: { 'data.id': 'another' } }, endpoint: 'job' },
  { fault: { kind: 'json', raw: { 'data.report': 'NaN' } }, endpoint: 'job' },
  { fault: { kind: 'json', remove: ['data.status', 'data.output'] }, endpoint: 'job' },
  { fault: { kind: 'corruptZip' }, endpoint: 'result', times: 1 },
  { fault: { kind: 'gzip', always: true } },
];

/** Takes all faults away and sets a few others, or none. @returns how many */
export function changeFaults(simulator: Simulator, random: Random): number {
  simulator.faults.clear();
  const count = random.chance(0.3) ? 0 : random.integer(1, 3);
  for (let set = 0; set < count; set += 1) simulator.faults.set(random.pick(faults));
  return count;
}

/** A small disk of its own for the store, which can be filled. */
export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): void;
  free(): void;
  unmount(): void;
}

const megabytes = 24;

/** Mounts a small disk over a folder. @returns null where this user may mount none */
export function mountSmallDisk(folder: string): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  const filler = join(folder, 'filler');
  const free = (): void => rmSync(filler, { force: true });
  return {
    fill: () => {
      // In ever smaller pieces, so that not even the last block is left.
      for (let bytes = 1024 * 1024; bytes >= 512; bytes /= 2) append(filler, bytes);
    },
    free,
    unmount: () => {
      free();
      execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
    },
  };
}

/** Appends pieces of that size until there is no more room. */
function append(file: string, bytes: number): void {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
  } catch {
    // The disk is full.
  }
}
