import { parentPort } from 'node:worker_threads';
import { systemFreeBytes } from '../files/disk-space.ts';
import type { FileAnswer } from '../files/file-thread.ts';
import { useFilesDirectly } from '../files/folder-files.ts';
import { syncFiles } from '../files/sync-files.ts';
import { createResultCalls, type ResultCalls } from './result-calls.ts';

const calls = createResultCalls(systemFreeBytes);

useFilesDirectly(syncFiles);

parentPort?.on('message', ({ name, args }: { name: keyof ResultCalls; args: never[] }) => {
  const call = calls[name] as (...given: never[]) => Promise<unknown>;
  call(...args).then(
    (value) => parentPort?.postMessage({ value } satisfies FileAnswer),
    (error: unknown) => {
      const { message, code } = error as NodeJS.ErrnoException;
      parentPort?.postMessage({ error: { message, code } } satisfies FileAnswer);
    },
  );
});
