import { fstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { inTime, systemClock } from '../lib/clock.ts';
import { LogFile } from './log-file.ts';
import { redact } from '../lib/redact.ts';

/** Fields of a log entry. No names, IDs or answers of jobs. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null>>;

interface Entry {
  message: string;
  error?: string;
  details?: LogDetails;
}

/** Characters of one message or error; one may quote an answer of the service. */
const maxTextLength = 8_000;
/** Problems that {@link recentProblems} returns at most. */
const problemsKept = 20;
/** Milliseconds that the app waits for the last lines when it ends. */
const timeoutMs = 2_000;

const problems: string[] = [];
let file: LogFile | null = null;
let isTerminalUsed = true;

// The terminal that the app was started from may be closed; the event would be one more error to log.
process.stderr.on('error', () => undefined);

/** Writes the log to a file in this folder as well, one JSON object a line. */
export function openLog(folder: string): void {
  file = new LogFile(folder, (lines) =>
    lineOf('error', { message: 'Lines are missing', details: { lines } }),
  );
  isTerminalUsed = !isErrorOutputAFile();
}

/** Logs an error, and writes it to standard error if the app was started from a terminal. */
export function log(message: string, error?: unknown): void {
  const entry = entryWith(message, error);
  problems.push(`${new Date().toISOString()} ${textOf(entry).split('\n')[0] ?? ''}`);
  if (problems.length > problemsKept) problems.shift();
  file?.write(lineOf('error', entry));
  if (isTerminalUsed) process.stderr.write(`${textOf(entry)}\n`);
}

/** Logs what is no error, but helps to find one. */
export function logEvent(message: string, details: LogDetails = {}): void {
  file?.write(lineOf('info', { message: clean(message), details: cleanDetails(details) }));
}

/** Waits a moment for the last lines to be on disk. */
export async function flushLog(): Promise<void> {
  if (file !== null) await inTime(systemClock, timeoutMs, file.flush());
}

/** The first lines of the last problems of this run, oldest first. */
export const recentProblems = (): readonly string[] => problems;

/**
 * Some desktops redirect it to a file in the home folder. Node writes to files synchronously, and their disk may stop
 * answering.
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
