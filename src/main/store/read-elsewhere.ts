import { cp, readFile, rm } from 'node:fs/promises';

/**
 * How reading a database in another process ended: the process ended by itself; it crashed; or neither can be said, since
 * there was no room for a copy, it took too long, or something else ended it.
 */
export type ReaderEnd = 'survived' | 'crashed' | 'unknown';

interface ReadElsewhere {
  end: ReaderEnd;
  /** Sealed values by key: what it had read when it crashed. */
  rows: Map<string, string>;
}

/** Runs read-copy.ts in a process of its own, with these arguments. */
export type RunReader = (database: string, output: string) => Promise<ReaderEnd>;

/**
 * Reads a copy of a database in a process of its own. Some damage ends the process that reads it; this tells it from a
 * process that was killed while it opened a healthy database.
 */
export async function readElsewhere(folder: string, run: RunReader): Promise<ReadElsewhere> {
  const copy = `${folder}-copy`;
  const output = `${copy}.rows`;
  try {
    await rm(copy, { recursive: true, force: true });
    await cp(folder, copy, { recursive: true });
    const end = await run(copy, output);
    const text = end === 'crashed' ? await readFile(output, 'utf8').catch(() => '') : '';
    return { end, rows: readLines(text) };
  } catch {
    return { end: 'unknown', rows: new Map() };
  } finally {
    for (const path of [copy, output]) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** The last line may have been cut off with the process. */
function readLines(text: string): Map<string, string> {
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line) as [string, string]));
}
