import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/lib/project.mjs';
import { writeStoredList } from './stored-list.ts';
import { watchStart, type Start } from './watched-start.ts';

/** An app that is started again and again: ours with so many jobs on disk, or the rival. */
export interface Contender {
  name: string;
  start: (restMs: number) => Promise<Start>;
}

/** A window with one word in it. */
export const bareWindow = (folder: string): Contender => ({
  name: 'bare window',
  start: (restMs) =>
    watchStart({
      appPath: inProject('bench/lib/bare-window'),
      args: [`--user-data-dir=${join(folder, 'bare')}`],
      env: { HOME: folder, XDG_CONFIG_HOME: undefined },
      usable: null,
      restMs,
    }),
});

const firstRow = `document.querySelector('[role=grid] [role=row][aria-selected]') !== null`;
const welcome = `document.querySelector('main h2') !== null`;

/** The app with so many finished jobs on disk, no key and a service that nobody runs. */
export async function appWith(jobs: number, folder: string): Promise<Contender> {
  const userData = join(folder, `app with ${jobs}`);
  await mkdir(userData, { recursive: true });
  if (jobs > 0) await writeStoredList(userData, { jobs });
  return {
    name: jobs === 0 ? 'none stored' : `${jobs.toLocaleString('en-US')} stored`,
    start: (restMs) =>
      watchStart({
        appPath: inProject(),
        args: [`--user-data-dir=${userData}`],
        env: { HOME: folder, XDG_CONFIG_HOME: undefined, RIGYD_API_URL: 'http://127.0.0.1:9' },
        usable: jobs === 0 ? welcome : firstRow,
        restMs,
      }),
  };
}

/** Starts them in turns, so that what else the machine does meets all; the first round, without caches, does not count. */
export async function startInTurns(
  contenders: readonly Contender[],
  { rounds, restMs, log }: { rounds: number; restMs: number; log: (text: string) => void },
): Promise<Start[][]> {
  const starts: Start[][] = contenders.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    log(round === 0 ? 'once to fill the caches' : `round ${round} of ${rounds}`);
    for (const [at, contender] of contenders.entries()) {
      const start = await contender.start(restMs);
      if (round > 0) starts[at]?.push(start);
    }
  }
  return starts;
}
