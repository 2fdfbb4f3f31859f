/** Files that mean no good are looked at in 3D: how long the window does not answer meanwhile, beside a file that is harmless. */
import { setTimeout as pause } from 'node:timers/promises';
import { viewFiles, type FilesByPath } from '../e2e/support/assets.ts';
import { Desk } from '../e2e/support/desk.ts';
import { endlessCompile, hostileCases } from '../e2e/support/hostile-files.ts';
import type { Bench, BenchContext, BenchRow } from './lib/bench.ts';
import { watchBlocks } from './lib/blocks.ts';
import { paceWhile } from './lib/frames.ts';

const rounds = 2;
/** Milliseconds until what a look brings with it is over. */
const restMs = 2_000;
/** Milliseconds that are watched of what has no end. */
const endlessMs = 5_000;
const patience = { timeout: 60_000 };

interface Look {
  what: string;
  files: () => FilesByPath;
  /** What the view says once it is over; of what has no end, while it goes on. */
  said: readonly string[];
  watchMs?: number;
}

const harmless: Look = {
  what: 'a harmless file',
  files: () => ({
    'good.usda': '#usda 1.0\n( defaultPrim = "Box" )\ndef Cube "Box" { double size = 0.5 }\n',
  }),
  said: ['12 triangles'],
};
const looks: readonly Look[] = [
  ...hostileCases.map(([what, files, said]) => ({ what, files, said })),
  {
    what: 'a compile without end',
    files: () => ({ 'endless.xml': endlessCompile() }),
    said: ['Reading the model'],
    watchMs: endlessMs,
  },
];

/** The longest time in milliseconds in which the page, main, or what is drawn of the window stood still. */
interface Stood {
  page: number;
  main: number;
  frame: number;
}

/** Has the app look at something, until its worker is gone again. */
async function lookAt(desk: Desk, { files, said, watchMs = 0 }: Look, blocks: Blocks): Promise<Stood> {
  const { page } = desk;
  const made = files();
  await blocks.reset();
  const { worstFrame } = await paceWhile(page, async () => {
    const dialog = await viewFiles(desk, made);
    for (const text of said) await dialog.filter({ hasText: text }).waitFor(patience);
    await pause(watchMs);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await Promise.all(page.workers().map((worker) => worker.waitForEvent('close', patience)));
  });
  const stood = { ...(await blocks.longest()), frame: Math.round(worstFrame) };
  await pause(restMs);
  return stood;
}

type Blocks = Awaited<ReturnType<typeof watchBlocks>>;

async function measure(
  { log }: BenchContext,
  desk: Desk,
): Promise<Map<string, { ours: Stood[]; good: Stood[] }>> {
  const blocks = await watchBlocks(desk);
  // The first one starts what draws.
  await lookAt(desk, harmless, blocks);
  const samples = new Map(looks.map(({ what }) => [what, { ours: [] as Stood[], good: [] as Stood[] }]));
  for (let round = 1; round <= rounds; round += 1)
    for (const look of looks) {
      const of = samples.get(look.what);
      of?.good.push(await lookAt(desk, harmless, blocks));
      of?.ours.push(await lookAt(desk, look, blocks));
      log(`${round} of ${rounds}, ${look.what}: ${JSON.stringify([of?.ours.at(-1), of?.good.at(-1)])}`);
    }
  return samples;
}

export const bench: Bench = {
  name: 'hostile',
  title: 'Files that mean no good',
  async run(context) {
    const desk = await Desk.create({ RIGYD_API_URL: 'http://127.0.0.1:9/api' });
    try {
      await desk.start();
      await pause(7_000);
      const samples = await measure(context, desk);
      return [...samples].flatMap(([what, { ours, good }]): BenchRow[] =>
        (['page', 'main', 'frame'] as const).map((thread) => ({
          what: `${what}: ${titles[thread]}`,
          unit: 'ms',
          ours: ours.map((stood) => stood[thread]),
          rival: { name: harmless.what, samples: good.map((stood) => stood[thread]) },
          target: { of: 'ours', atMost: 100 },
        })),
      );
    } finally {
      await desk.remove();
    }
  },
};

const titles: Record<keyof Stood, string> = {
  page: 'longest that the page does not answer',
  main: 'longest that main does not',
  frame: 'longest without a frame',
};
