import { homedir } from 'node:os';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { redact } from './redact.ts';

/** What goes with a message, for whoever searches the log. No names, IDs or answers of jobs. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null>>;

interface Entry {
  message: string;
  error?: string;
  details?: LogDetails;
}

/** Bytes of a log file. One older file is kept beside it, so that both together stay below twice this and a line. */
const longestFile = 1_000_000;
/** Characters of one message or error; an answer of the service may be quoted in one. */
const longestText = 8_000;
/** How many of the last problems {@link recentProblems} knows. */
const problemsKept = 20;

const logger = electronLog.create({ logId: 'main' });
const { file, console: terminal } = logger.transports;
const problems: string[] = [];

// Neither the page nor another host has any business with the log.
for (const transport of Object.values(logger.transports)) if (transport) transport.level = false;
file.maxSize = longestFile;
file.writeOptions = { ...file.writeOptions, mode: 0o600 };
file.transforms = [({ message }) => lineOf(message.level, message.date, entryOf(message.data))];
terminal.level = 'warn';
terminal.transforms = [({ message }) => [textOf(entryOf(message.data))]];
terminal.writeFn = ({ message }) => void process.stderr.write(`${String(message.data[0])}\n`);

// Whoever started the app from a terminal may have closed it since; the event would be one more error to log.
process.stderr.on('error', () => undefined);

/** Writes the log to a file in this folder as well, one JSON object a line. */
export function openLog(folder: string): void {
  file.resolvePathFn = () => join(folder, 'main.log');
  file.level = 'info';
}

/** Logs that something went wrong, and writes it to standard error for whoever started the app from a terminal. */
export function log(message: string, error?: unknown): void {
  const entry = entryWith(message, error);
  problems.push(`${new Date().toISOString()} ${textOf(entry).split('\n')[0] ?? ''}`);
  if (problems.length > problemsKept) problems.shift();
  logger.error(entry);
}

/** Logs what is no problem, but would be missed by somebody who looks for one. */
export function logEvent(message: string, details: LogDetails = {}): void {
  logger.info({ message: clean(message), details: cleanDetails(details) } satisfies Entry);
}

/** The first lines of the last problems of this run, oldest first. */
export const recentProblems = (): readonly string[] => problems;

function entryWith(message: string, error: unknown): Entry {
  if (error === undefined) return { message: clean(message) };
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: clean(message), error: clean(reason) };
}

const clean = (text: string): string => redact(text, homedir()).slice(0, longestText);

const cleanDetails = (details: LogDetails): LogDetails =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  );

const textOf = ({ message, error }: Entry): string =>
  error === undefined ? message : `${message}: ${error}`;

const lineOf = (level: string, date: Date, { message, error, details }: Entry): string =>
  JSON.stringify({ time: date.toISOString(), level, message, ...details, error });

const entryOf = (data: readonly unknown[]): Entry => data[0] as Entry;
