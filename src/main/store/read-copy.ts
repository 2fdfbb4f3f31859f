import { openSync, writeSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';

/**
 * The entry of a process that reads a database, its first argument, and writes each row as a line to a file, its second, as
 * soon as it is read: the database may end the process at any moment. See read-elsewhere.ts.
 */
const [database = '', output = ''] = process.argv.slice(-2);
const file = openSync(output, 'w');

async function copyRows(): Promise<void> {
  const level = new ClassicLevel<string, string>(database, { createIfMissing: false });
  await level.open();
  for await (const row of level.iterator()) writeSync(file, `${JSON.stringify(row)}\n`);
}

// An error does not end the process: the app gets it as well when it opens the database.
void copyRows()
  .catch(() => {})
  .then(() => process.exit(0));
