import { folderCalls } from '../files/folder-files.ts';
import type { Lane } from '../files/folder-calls.ts';

/** Has a folder stop answering, as one on a drive that is away does. @returns a function that has it answer again */
export async function silence(folder: string, lane: Lane = 'work'): Promise<() => void> {
  let answer: () => void = () => {};
  const hung = new Promise<void>((resolve) => (answer = resolve));
  await folderCalls.run(folder, () => hung, { lane, patienceMs: 1 }).catch(() => {});
  return answer;
}
