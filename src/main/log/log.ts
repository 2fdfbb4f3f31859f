import { fstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { inTime, systemClock } from '../lib/clock.ts';
import { LogFile } from './log-file.ts';
import { redact } from '../lib/redact.ts';

/** What goes with a message, for whoever searches the log. No names, IDs or answers of jobs. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null>>;

interface Entry {
  message: string;
  error?: string;
  details?: LogDetails;
}

/** Characters of one message or error; an answer of the service may be quoted in one. */
const maxTextLength = 8_000;
/** How many of the last problems {@link recentProblems} knows. */
const problemsKept = 20;
/** Milliseconds that the disk has to take the last lines when the app ends. */
const patienceMs = 2_000;

const problems: string[] = [];
let file: LogFile | null = null;
let isTerminalUsed = true;

// Whoever started the app from a terminal may have closed it since; the event would be one more error to log.
process.stderr.on('error', () => undefined);

/** Writes the log to a file in this folder as well, one JSON object a line. */
export function openLog(folder: string): void {
  file = new LogFile(folder, (lines) =>
    lineOf('error', { message: 'Lines are missing', details: { lines } }),
  );
  isTerminalUsed = !isErrorOutputAFile();
}

/** Logs that something went wrong, and writes it to standard error for whoever started the app from a terminal. */
export function log(message: string, error?: unknown): void {
  const entry = entryWith(message, error);
  problems.push(`${new Date().toISOString()} ${textOf(entry).split('\n')[0] ?? ''}`);
  if (problems.length > problemsKept) problems.shift();
  file?.write(lineOf('error', entry));
  if (isTerminalUsed) process.stderr.write(`${textOf(entry)}\n`);
}

/** Logs what is no problem, but would be missed by somebody who looks for one. */
export function logEvent(message: string, details: LogDetails = {}): void {
  file?.write(lineOf('info', { message: clean(message), details: cleanDetails(details) }));
}

/** Waits a moment for what was logged to be on disk: the app ends. */
export async function flushLog(): Promise<void> {
  if (file !== null) await inTime(systemClock, patienceMs, file.flush());
}

/** The first lines of the last problems of this run, oldest first. */
export const recentProblems = (): readonly string[] => problems;

/**
 * Some desktops send it to a file in the home folder. Node writes to one while everything waits, and its disk may stop
 * answering; all of it is in the log.
 */
function isErrorOutputAFile(): boolean {
  try {
    return fstatSync(process.stderr.fd).isFile();
  } catch {
    return false;
  }
}

function entryWith(message: string, error: unknown): Entry {
  if (error === undefined) return { message: clean(message) };
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: clean(message), error: clean(reason) };
}

const clean = (text: string): string => redact(text, homedir()).slice(0, maxTextLength);

const cleanDetails = (details: LogDetails): LogDetails =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  );

const textOf = ({ message, error }: Entry): string =>
  error === undefined ? message : `${message}: ${error}`;

const lineOf = (level: 'error' | 'info', { message, error, details }: Entry): string =>
  JSON.stringify({ time: new Date().toISOString(), level, message, ...details, error });
