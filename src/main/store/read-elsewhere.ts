import { cp, readFile, rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { ClassicLevel } from 'classic-level';

/**
 * How reading a database in another process ended: the process survived or crashed, or it is unknown, because there was no
 * room for a copy, it took too long, or something else ended it.
 */
export type ReaderEnd = 'survived' | 'crashed' | 'unknown';

interface ReadElsewhere {
  end: ReaderEnd;
  /** Sealed values by key, as far as they were read before the crash. */
  rows: Map<string, string>;
}

/** Runs read-copy.ts in a process of its own with these arguments. */
export type RunReader = (database: string, output: string) => Promise<ReaderEnd>;

/**
 * Reads a copy of a database in a process of its own. Some damage ends the process that reads it. This tells it from a
 * process that was killed while it opened a healthy database, and from a machine on which any process ends.
 */
export async function readElsewhere(folder: string, run: RunReader): Promise<ReadElsewhere> {
  const copy = `${folder}-copy`;
  const empty = `${copy}-empty`;
  const output = `${copy}.rows`;
  const read = async (database: string): Promise<{ end: ReaderEnd; text: string | null }> => {
    await rm(output, { force: true });
    return { end: await run(database, output), text: await readFile(output, 'utf8').catch(() => null) };
  };
  try {
    for (const path of [copy, empty]) await rm(path, { recursive: true, force: true });
    await cp(folder, copy, { recursive: true });
    const first = await read(copy);
    if (first.end !== 'crashed') return { end: first.end, rows: new Map() };
    // For lack of memory a process may crash with any database, or before it has opened one. Damage crashes it at the same
    // row each time, and not with another database.
    await makeEmpty(empty);
    const isBegun = first.text !== null && (await read(empty)).end === 'survived';
    const second = isBegun ? await read(copy) : null;
    return second?.end === 'crashed' && second.text === first.text
      ? { end: 'crashed', rows: readLines(first.text ?? '') }
      : { end: 'unknown', rows: new Map() };
  } catch {
    return { end: 'unknown', rows: new Map() };
  } finally {
    for (const path of [copy, empty, output])
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

async function makeEmpty(folder: string): Promise<void> {
  const level = new ClassicLevel(folder);
  await level.open();
  await level.close();
}

/** The last line may have been cut off with the process. */
function readLines(text: string): Map<string, string> {
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line) as [string, string]));
}

/** Signals for a fault of the process itself. Others are sent by a person, or by the system at log-out. */
const faults = (['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'] as const).map(
  (name): number => constants.signals[name],
);

/** The exit code of `abort()` in the C runtime of Windows. */
const windowsAbort = 3;

/** On Windows: ended from a console or at log-out, or started while the session was ending. Neither is a fault. */
const windowsEndings: readonly number[] = [0xc000013a, 0xc0000142];

/**
 * How the process of read-copy.ts ended, which itself exits with 0, or 1 where it could not begin.
 *
 * @param code what waitpid reports on POSIX, where a signal is in the lowest seven bits; on Windows the exit code, in which
 * a fault is an NTSTATUS of severity "error". Source: Electron's `utilityProcess`, event "exit"
 */
export function readerEnd(code: number, platform: NodeJS.Platform = process.platform): ReaderEnd {
  if (code === 0) return 'survived';
  return (platform === 'win32' ? isWindowsFault(code) : faults.includes(code & 0x7f)) ? 'crashed' : 'unknown';
}

function isWindowsFault(code: number): boolean {
  const status = code >>> 0;
  return status === windowsAbort || (status >= 0xc0000000 && !windowsEndings.includes(status));
}
