import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type Database, type OpenedDatabase } from '../store/database.ts';

/** Opens a database that must open. */
export async function openOrThrow(folder: string): Promise<OpenedDatabase> {
  const opened = await openDatabase(folder, () => Date.UTC(2026, 4, 6, 12));
  if (!opened.ok) throw new Error(opened.failure.text ?? 'It does not open.');
  return opened.value;
}

/** Does something with an open database and closes it. */
export async function withDatabase<T>(folder: string, use: (database: Database) => Promise<T>): Promise<T> {
  const { database } = await openOrThrow(folder);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** Leaves a database that has written its rows into a table, and some more into its log. */
export async function writeTableAndLog(
  folder: string,
  inTable: ReadonlyMap<string, unknown>,
  inLog: ReadonlyMap<string, unknown>,
): Promise<void> {
  await withDatabase(folder, (database) => database.write(inTable));
  // LevelDB turns the log of the last run into a table when it opens.
  await withDatabase(folder, (database) => database.write(inLog));
}

/** The newest file of a kind: `.ldb`, `.log`, `MANIFEST`, `CURRENT`. */
export async function fileOfKind(folder: string, kind: string): Promise<string> {
  const found = (await readdir(folder)).filter((name) => name.includes(kind)).sort();
  const newest = found.at(-1);
  if (newest === undefined) throw new Error(`There is no ${kind} in ${folder}.`);
  return join(folder, newest);
}

/** Changes one byte, `part` of the way through the file. */
export async function flipByte(path: string, part: number): Promise<void> {
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length * part);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  await writeFile(path, bytes);
}

/** Cuts the end off, so that `part` of the file stays. */
export async function cutOff(path: string, part: number): Promise<void> {
  await truncate(path, Math.floor((await readFile(path)).length * part));
}

const holdOpen = `
  const { ClassicLevel } = require(${JSON.stringify(createRequire(import.meta.url).resolve('classic-level'))});
  new ClassicLevel(process.argv[1]).open().then(
    () => { console.log('open'); process.stdin.resume(); },
    (error) => { console.log(error.cause.code); process.exit(); },
  );
`;

/** What another process is told when it opens the database; where it can, it holds it until `close`. */
export async function openElsewhere(folder: string): Promise<{ answer: string; close: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', holdOpen, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    answer: answer.toString().trim(),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
