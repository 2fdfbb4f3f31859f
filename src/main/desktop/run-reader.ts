import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { RunReader } from '../store/read-elsewhere.ts';

/** Milliseconds that reading a copy may take; a list of a hundred thousand jobs takes a few seconds. */
const longestMs = 60_000;

/** Reads a copy of a database in a utility process of Electron. */
export const runReader: RunReader = (database, output) =>
  new Promise((resolve) => {
    const script = join(app.getAppPath(), 'out', 'main', 'read-copy.js');
    const child = utilityProcess.fork(script, [database, output], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill(), longestMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
