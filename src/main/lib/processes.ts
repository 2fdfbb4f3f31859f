import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told from those of other machines and from later ones with the same ID. */
export interface Owner {
  /** Of the machine, and of the copy of the app there: eight hexadecimal digits. */
  host: string;
  pid: number;
  /** When it started, as digits that mean something only on its machine. */
  start: string;
}

/** Which processes are running: unfinished files of one that is gone may be taken over. */
export interface Processes {
  /** This process. */
  own: Owner;
  /** Whether a process of this machine runs. */
  isRunning(owner: Owner): boolean;
}

/**
 * Of this copy of the app on this machine. The copy alone does not do, for its folder may be on a share or travel with its
 * person; nor does the machine, which may have several copies with a list each, or be made from the image of another one. On
 * Linux and macOS a machine has an ID, and elsewhere its name; macOS takes another name from the network. Source:
 * machine-id(5), whose file holds a word in place of the ID until the first start is over.
 */
export function hostId(
  copy: string,
  { machineId, name, platform }: { machineId: string; name: string; platform: NodeJS.Platform },
): string {
  const machine = /^[0-9a-f]{32}\s*$/.test(machineId) ? machineId : platform === 'darwin' ? '' : name;
  return createHash('sha256').update(`${machine.trim()} ${copy}`).digest('hex').slice(0, 8);
}

/** The ID of a Mac, which no copy of its disk takes along, in what ioreg(8) lists; empty where it is not there. */
export const hardwareIdIn = (listing: string): string =>
  /"IOPlatformUUID" = "([0-9a-f-]{36})"/i.exec(listing)?.[1]?.replaceAll('-', '').toLowerCase() ?? '';

/** The same of this machine; empty where the system names none, or does not answer in time. */
export function hardwareId(): string {
  if (process.platform !== 'darwin') return '';
  const asked = ['-rd1', '-c', 'IOPlatformExpertDevice'];
  try {
    return hardwareIdIn(execFileSync('/usr/sbin/ioreg', asked, { encoding: 'utf8', timeout: 2_000 }));
  } catch {
    return '';
  }
}

/** In clock ticks since the machine started, from Linux; null where the system does not say. Source: proc_pid_stat(5). */
function startOf(pid: number): string | null {
  // The second field is the program's name in parentheses, in which anything may stand.
  const [, fields = ''] = /^.*\) (.*)/s.exec(readOrEmpty(`/proc/${pid}/stat`)) ?? [];
  return fields.split(' ')[19] ?? null;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Whether a process with this ID runs on this machine, whoever's it is. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // That of another user may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param copy tells this copy of the app from others, on this machine as well
 * @param hardware the ID of a Mac
 */
export function processesOf({ id, hardware }: { id: string; hardware: string }): Processes {
  const { platform } = process;
  const machineId = platform === 'darwin' ? hardware : readOrEmpty('/etc/machine-id');
  const own: Owner = {
    host: hostId(id, { machineId, name: hostname(), platform }),
    pid: process.pid,
    start: startOf(process.pid) ?? String(Math.round(Date.now() - process.uptime() * 1000)),
  };
  return processesBeside(own);
}

/** @param own this process, as another of its threads found it */
export const processesBeside = (own: Owner): Processes => ({
  own,
  isRunning: ({ pid, start }) =>
    pid === own.pid ? start === own.start : isProcessAlive(pid) && (startOf(pid) ?? start) === start,
});
