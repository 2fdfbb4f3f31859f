import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { inProject } from '../../scripts/lib/project.mjs';

/** What a worker tells of one address: the text, the status where it is none, or that it may not even ask. */
export type Fetched = string | number;

/**
 * A script in the place of a built worker: it fetches what it is told to, and tries what its policy is to forbid. So the app
 * itself serves it, with the policy that it has for workers.
 */
const script = `
const trying = async (run) => {
  try {
    return await run();
  } catch (error) {
    return 'refused';
  }
};
const fetched = async (url) => {
  const answer = await fetch(url);
  return answer.ok ? answer.text() : answer.status;
};
onmessage = async ({ data: urls }) => {
  const texts = [];
  for (const url of urls) texts.push(await trying(() => fetched(url)));
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  postMessage({
    texts,
    code: await trying(() => new Function('return "made"')()),
    wasm: await trying(() => WebAssembly.compile(empty).then(() => 'compiled')),
  });
};
`;

export interface WorkerReport {
  texts: Fetched[];
  /** Whether code can be made of text. */
  code: string;
  wasm: string;
}

/** Has workers of the app's own page fetch addresses. Its files are in the build until {@link PolicyWorkers.remove}. */
export class PolicyWorkers {
  readonly #folder = inProject('out', 'renderer', 'workers');
  readonly #suffix = `e2e${process.pid}`;

  async add(): Promise<void> {
    for (const path of [this.#pathOf('reading'), this.#pathOf('mujoco')]) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, script);
    }
  }

  async remove(): Promise<void> {
    for (const path of [this.#pathOf('reading'), this.#pathOf('mujoco')]) await rm(path, { force: true });
  }

  /** @param kind which policy it has */
  async fetch(
    page: Page,
    urls: readonly string[],
    kind: 'reading' | 'mujoco' = 'reading',
  ): Promise<WorkerReport> {
    return page.evaluate(
      ([name, asked]) =>
        new Promise<WorkerReport>((resolve, reject) => {
          const worker = new Worker(`app://desk/workers/${name}`, { type: 'module' });
          worker.onmessage = ({ data }) => {
            worker.terminate();
            resolve(data as WorkerReport);
          };
          worker.onerror = () => reject(new Error('The worker did not start.'));
          worker.postMessage(asked);
        }),
      [this.#nameOf(kind), [...urls]] as const,
    );
  }

  #nameOf(kind: 'reading' | 'mujoco'): string {
    return `${kind}-worker-${this.#suffix}.js`;
  }

  #pathOf(kind: 'reading' | 'mujoco'): string {
    return join(this.#folder, this.#nameOf(kind));
  }
}
