import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readerEnd, type RunReader } from '../store/read-elsewhere.ts';

const script = fileURLToPath(new URL('../store/read-copy.ts', import.meta.url));

/** Reads a copy of a database in a process of Node, as the app does in one of Electron. */
export const runReader: RunReader = async (database, output) => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, database, output], { stdio: 'ignore' });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return readerEnd(code ?? (signal === null ? 1 : constants.signals[signal]));
};
