import { constants } from 'node:os';
import type { ReaderEnd } from './read-elsewhere.ts';

/** What a process is sent for a fault of its own. Any other signal comes from somebody: a person, the system at log-out. */
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
