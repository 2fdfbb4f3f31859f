import { folderCalls } from '../files/folder-files.ts';
import type { CallPurpose } from '../files/folder-calls.ts';

/** Has a folder stop answering, as one on a drive that is away does. @returns a function that has it answer again */
export async function silence(folder: string, purpose: CallPurpose = 'work'): Promise<() => void> {
  let answer: () => void = () => {};
  const hung = new Promise<void>((resolve) => (answer = resolve));
  await folderCalls.run(folder, () => hung, { purpose, timeoutMs: 1 }).catch(() => {});
  return answer;
}

/** Has a call into a folder take long, as the one that brings to a slow disk what was written. @returns a function that ends it */
export async function slowDown(folder: string): Promise<() => void> {
  let end: () => void = () => {};
  const flushed = new Promise<void>((resolve) => (end = resolve));
  const isSlow = new Promise<void>((resolve) => {
    const unsubscribe = folderCalls.onSlow(() => {
      unsubscribe();
      resolve();
    });
  });
  void folderCalls.run(folder, () => flushed, { purpose: 'work', timeoutMs: 600_000, slowAfterMs: 1 });
  await isSlow;
  return end;
}
