import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunReader } from '../store/read-elsewhere.ts';

const script = fileURLToPath(new URL('../store/read-copy.ts', import.meta.url));

/** Reads a copy of a database in a process of Node, as the app does in one of Electron. */
export const runReader: RunReader = async (database, output) => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, database, output], { stdio: 'ignore' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
};
