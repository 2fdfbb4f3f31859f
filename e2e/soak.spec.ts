import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../src/simulator/random.ts';
import { Ledger, type Loss } from './support/soak/ledger.ts';
import { Person } from './support/soak/person.ts';
import { changeFaults, mountSmallDisk } from './support/soak/trouble.ts';
import { expect, test } from './support/test.ts';

/** A short run with every `npm test`; `npm run soak` asks for a long one, see scripts/soak.mjs. */
const kills = Number(process.env['SOAK_KILLS'] ?? 3);
const minutes = Number(process.env['SOAK_MINUTES'] ?? 0);
const seed = process.env['SOAK_SEED'] ?? 'npm test';

// A trace of an hour would fill the disk.
test.use({ trace: 'off' });
test.setTimeout(minutes * 60_000 + kills * 60_000 + 120_000);

test('nothing that the app acknowledged is lost, whenever it is killed', async ({
  newDesk: desk,
  simulator,
}) => {
  const random = seededRandom(seed, 'soak');
  const ledger = new Ledger();
  const person = new Person({ desk, simulator, ledger, random });
  const launch = { env: { RIGYD_API_KEY: simulator.key } };
  const until = Date.now() + minutes * 60_000;
  const hasTrouble = minutes > 0;
  const disk = hasTrouble ? mountSmallDisk(join(desk.userData, 'store')) : null;
  const counts = { kills: 0, whileStarting: 0, faults: 0, fullDisks: 0 };
  const losses: Loss[] = [];

  try {
    await desk.start(launch);
    while (counts.kills < kills || Date.now() < until) {
      const lifetime = random.integer(100, counts.kills < kills ? 4_000 : 60_000);
      let isOver = false;
      const killed = pause(lifetime).then(() => {
        isOver = true;
        return desk.kill();
      });
      let isFull = false;
      let nextChange = 0;
      while (!isOver) {
        if (hasTrouble && Date.now() > nextChange) {
          nextChange = Date.now() + random.integer(500, 5_000);
          counts.faults += changeFaults(simulator, random);
          if (isFull) disk?.free();
          else if (random.chance(0.3)) disk?.fill();
          else continue;
          isFull = !isFull;
          counts.fullDisks += isFull && disk !== null ? 1 : 0;
        }
        await person.act().catch((error: unknown) => {
          if (!isOver) throw error;
        });
      }
      await killed;
      counts.kills += 1;
      disk?.free();
      simulator.faults.clear();
      if (random.chance(0.2)) {
        await startAndKill(random.integer(0, 2_500));
        counts.kills += 1;
        counts.whileStarting += 1;
      }
      await desk.start(launch);
      losses.push(...(await person.compare()).map((loss) => report(loss, counts.kills)));
    }
    await desk.quit();
  } finally {
    disk?.unmount();
  }

  console.log(
    [
      `Seed ${seed}: ${counts.kills} kills, ${counts.whileStarting} of them during a start.`,
      ...(hasTrouble ? [`${counts.faults} faults of the service.`] : []),
      ...(hasTrouble
        ? [
            disk === null
              ? 'No full disks: a disk cannot be mounted here.'
              : `${counts.fullDisks} full disks.`,
          ]
        : []),
      `${ledger.acknowledged} changes acknowledged, ${losses.length === 0 ? 'none lost.' : `${losses.length} lost:`}`,
    ].join(' '),
  );
  expect(losses).toEqual([]);

  /** Starts the app and kills it before it is known how far it came. */
  async function startAndKill(after: number): Promise<void> {
    const { executablePath, args, env } = desk.launchOptions(launch);
    const child = spawn(executablePath, args, { env, stdio: 'ignore' });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await pause(after);
    child.kill('SIGKILL');
    await gone;
  }
});

/** Said at once as well: a long run may be ended by hand. */
function report(loss: Loss, afterKills: number): Loss {
  console.log(`Lost after ${afterKills} kills: ${JSON.stringify(loss)}`);
  return loss;
}
