import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { readerEnd, type RunReader } from '../store/read-elsewhere.ts';

/** Milliseconds that reading a copy may take; a list of a hundred thousand jobs takes a few seconds. */
const timeoutMs = 60_000;

/** Reads a copy of a database in a utility process of Electron. If it takes too long, the end is unknown. */
export const runReader: RunReader = (database, output) =>
  new Promise((resolve) => {
    const script = join(app.getAppPath(), 'out', 'main', 'read-copy.cjs');
    const child = utilityProcess.fork(script, [database, output], { stdio: 'ignore' });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      // A process that never started has no exit event.
      if (!child.kill()) resolve('unknown');
    }, timeoutMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(isLate ? 'unknown' : readerEnd(code));
    });
  });
