import { cp, readFile, rm } from 'node:fs/promises';

export interface ReadElsewhere {
  /** The process that read the database lived to say so. */
  survived: boolean;
  /** Sealed values by key: what it had read when it ended. */
  rows: Map<string, string>;
}

/** Runs read-copy.ts in a process of its own, with these arguments. @returns whether it ended by itself */
export type RunReader = (database: string, output: string) => Promise<boolean>;

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
    const survived = await run(copy, output);
    return { survived, rows: readLines(await readFile(output, 'utf8').catch(() => '')) };
  } catch {
    return { survived: false, rows: new Map() };
  } finally {
    for (const path of [copy, output]) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** The last line may have been cut off with the process. */
function readLines(text: string): Map<string, string> {
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line) as [string, string]));
}
