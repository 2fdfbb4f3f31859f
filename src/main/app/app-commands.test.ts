import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobs, until, useMachine } from '../testing/core-harness.ts';
import type { App } from './app.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();

/** Notes the IDs it is run with. Until it is let go, it takes for ever. */
const script = `import { appendFileSync, existsSync } from 'node:fs';
const [folder, id] = process.argv.slice(2);
appendFileSync(folder + '/noted', id + '\\n');
if (!existsSync(folder + '/go')) setInterval(() => {}, 1e6);`;

/** @param before what the person does before the app ends */
async function setUp(before: (core: App) => void = () => undefined) {
  const { start, client, clock, folder } = machine();
  const [path, noted] = [join(folder, 'note.mjs'), join(folder, 'noted')];
  await writeFile(path, script);
  const command = { program: process.execPath, arguments: [path, folder, '{id}'] };
  for (const id of Object.values(jobs)) client.say(id, { status: 'completed' });
  const core = await start();
  core.preferences.change({ command });
  const isDue = (of: App, id: string): boolean => of.jobs.get(id)?.record.commandDue === true;

  await core.addJobs(`${jobs.chair}\n${jobs.lamp}`, 'pasted');
  await clock.advance(0);
  core.downloads.start(jobs.chair, 'usd');
  await until(() => existsSync(noted));
  core.downloads.start(jobs.lamp, 'usd');
  await until(() => core.jobs.get(jobs.lamp)?.record.download?.phase === 'done' && isDue(core, jobs.lamp));
  // The first runs, the second waits.
  before(core);
  await core.close();
  await writeFile(join(folder, 'go'), '');
  return {
    start,
    clock,
    folder,
    isDue,
    notedIds: async () => (await readFile(noted, 'utf8')).trim().split('\n'),
  };
}

describe('a command that still waited when the app ended', () => {
  it('is run after the next start, which says so; the one that was ended is not', async () => {
    const { start, isDue, notedIds } = await setUp();
    const core = await start();
    await until(() => !isDue(core, jobs.lamp));
    expect(await notedIds()).toEqual([jobs.chair, jobs.lamp]);
    expect(core.jobs.get(jobs.lamp)?.record.commandRun).toMatchObject({ exitCode: 0, problem: null });
    expect(core.jobs.get(jobs.chair)?.record.commandRun?.problem).toBe('Rigyd Desk quit before it finished.');
    expect(snapshotOf(core).banners).toContainEqual({ kind: 'commands-resumed', detail: '1' });
    await core.close();
    expect(snapshotOf(await start()).banners).toEqual([]);
    expect(await notedIds()).toHaveLength(2);
  });

  it('waits for the drive of its result, for a month at most', async () => {
    const { start, isDue, notedIds, clock, folder } = await setUp();
    const [results, away] = [join(folder, 'Downloads', 'Rigyd'), join(folder, 'away')];
    await rename(results, away);
    // The place at which the drive gets mounted, as it was before.
    await mkdir(results);
    await utimes(results, 0, 0);
    const core = await start();
    for (let looks = 0; looks < 3; looks += 1) {
      await clock.advance(30_000);
      await new Promise(setImmediate);
    }
    expect(isDue(core, jobs.lamp)).toBe(true);
    expect(await notedIds()).toEqual([jobs.chair]);
    await core.close();
    clock.setBack(-31 * 24 * 3_600_000);
    const later = await start();
    await until(() => !isDue(later, jobs.lamp));
    expect(later.jobs.get(jobs.lamp)?.record.commandRun?.problem).toContain('ENOENT');
  });

  it('waits for the drive also while its result is downloaded again', async () => {
    const { start, isDue, clock, folder } = await setUp((core) =>
      core.preferences.change({ downloadsPaused: true }),
    );
    await rm(join(folder, 'Downloads', 'Rigyd'), { recursive: true });
    const core = await start();
    core.downloads.start(jobs.lamp, 'usd');
    expect(core.jobs.get(jobs.lamp)?.record.download).toMatchObject({ phase: 'queued', finishedAt: null });
    for (let looks = 0; looks < 3; looks += 1) {
      await clock.advance(30_000);
      await new Promise(setImmediate);
    }
    expect(isDue(core, jobs.lamp)).toBe(true);
    await core.close();
  });

  it('is not run in safe mode, but after the start that follows', async () => {
    const { start, isDue, notedIds } = await setUp();
    const safe = await start({ safeMode: true });
    expect(isDue(safe, jobs.lamp)).toBe(true);
    await safe.close();
    expect(await notedIds()).toEqual([jobs.chair]);
    const core = await start();
    await until(() => !isDue(core, jobs.lamp));
    expect(await notedIds()).toEqual([jobs.chair, jobs.lamp]);
  });

  it('is forgotten where the person has removed the command meanwhile', async () => {
    const { start, isDue, notedIds } = await setUp((core) => core.preferences.change({ command: null }));
    const core = await start();
    expect(isDue(core, jobs.lamp)).toBe(false);
    expect(snapshotOf(core).banners).toEqual([]);
    expect(await notedIds()).toEqual([jobs.chair]);
  });
});
