import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import type { App } from '../app/app.ts';
import { ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { until, useMachine } from '../testing/core-harness.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import { writeHandOver, findHandOvers } from './hand-over-file.ts';
import { HandOverQueue } from './hand-over-queue.ts';
import { EntryPoints, type EntryPointParts } from './entry-points.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const electron = vi.hoisted(() => ({
  listeners: new Map<string, (...args: unknown[]) => void>(),
  userData: '',
}));
vi.mock('electron', () => ({
  app: {
    isPackaged: false,
    on: (name: string, listener: () => void) => electron.listeners.set(name, listener),
    getPath: () => electron.userData,
  },
}));

const machine = useMachine();
beforeEach(() => {
  electron.userData = machine().folder;
});

/** Waits until there are so many files for the next start. */
async function untilLeft(count: number): Promise<void> {
  while ((await findHandOvers(electron.userData))?.length !== count) await nextTurn();
}

/** A file system of which the next calls of a kind fail. */
function failingFiles() {
  const failures = { open: [] as string[], readdir: [] as string[], rename: [] as string[] };
  const failIfDue = (code: string | undefined): void => {
    if (code !== undefined) throw Object.assign(new Error(`${code}: the system’s words`), { code });
  };
  const files: FolderFiles = {
    ...ownFiles,
    open: async (...args) => {
      failIfDue(failures.open.shift());
      return ownFiles.open(...args);
    },
    readdir: async (...args) => {
      failIfDue(failures.readdir.shift());
      return ownFiles.readdir(...args);
    },
    rename: async (...args) => {
      failIfDue(failures.rename.shift());
      return ownFiles.rename(...args);
    },
  };
  const failNext = (call: keyof typeof failures, times: number, code: string): void =>
    void failures[call].push(...Array<string>(times).fill(code));
  return { files, failNext };
}

/** A run of the app until it takes input, or before that. */
async function run({
  isStarted = true,
  input = [] as string[],
  files = ownFiles,
}: { isStarted?: boolean; input?: string[]; files?: FolderFiles } = {}) {
  const core: App = await machine().start();
  const again: string[][] = [];
  const quitting = {
    isEnding: false,
    restartWith: async (args: Promise<string[]>) => again.push(await args),
  };
  const empty = { arguments: [] as string[], workingFolder: machine().folder, file: null };
  const handOvers = new HandOverQueue({ ...empty, arguments: input }, machine().clock, files);
  const entryPoints = new EntryPoints(handOvers);
  entryPoints.serve({
    core,
    window: { bringForward: () => undefined },
    quitting,
  } as unknown as EntryPointParts);
  if (isStarted) handOvers.start(core, () => quitting.isEnding);
  return {
    core,
    handOvers,
    quitting,
    again,
    giveLink: (link: string) =>
      electron.listeners.get('second-instance')?.({}, [], '', { ...empty, arguments: [link] }),
    giveFile: (file: string) => electron.listeners.get('second-instance')?.({}, [], '', { ...empty, file }),
    quit: async () => {
      quitting.isEnding = true;
      await core.close();
    },
  };
}

it('what is not confirmed when the app ends is asked at the next start again, until it is answered', async () => {
  const ids = Array.from({ length: 21 }, (_, index) => `linked${String(index).padStart(18, '0')}`);
  const first = await run();
  first.giveLink(`rigyd-desk://watch?ids=${ids.join(',')}`);
  await until(() => first.core.publisher.state.addConfirmation !== null);
  await first.quit();
  await untilLeft(1);

  const { core } = await run();
  await until(() => core.publisher.state.addConfirmation !== null);
  expect(core.publisher.state.addConfirmation).toMatchObject({ by: 'link', jobs: 21 });
  core.addConfirmations.answer(core.publisher.state.addConfirmation?.number ?? 0, false);
  await untilLeft(0);
  expect(snapshotOf(core).rows).toEqual([]);
});

it('input of a second instance while the app was ending is taken where the person chose to stay', async () => {
  const { core, handOvers, quitting, giveLink } = await run();
  quitting.isEnding = true;
  giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  await handOvers.settled();
  expect(await findHandOvers(electron.userData)).toHaveLength(1);
  quitting.isEnding = false;
  await handOvers.stay();
  await untilLeft(0);
  expect(snapshotOf(core).rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('input of a second instance while the app was ending that could not be written is taken where the person chose to stay', async () => {
  const { files, failNext } = failingFiles();
  const { core, handOvers, quitting, giveLink } = await run({ files });
  await handOvers.settled();
  failNext('open', 1, 'ENOSPC');
  quitting.isEnding = true;
  giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  await handOvers.settled();
  quitting.isEnding = false;
  await handOvers.stay();
  await until(() => snapshotOf(core).rows.length > 0);
  expect(snapshotOf(core).rows).toMatchObject([{ id: 'linked000000000000000001' }]);
  expect(await findHandOvers(electron.userData)).toEqual([]);
});

it('a file that cannot be read for a moment is read again, and removed once its jobs are in the list', async () => {
  const { files, failNext } = failingFiles();
  const { core, giveFile } = await run({ files });
  failNext('open', 2, 'EBUSY');
  const file = await writeHandOver(electron.userData, {
    arguments: ['rigyd-desk://watch?ids=linked000000000000000001'],
    workingFolder: machine().folder,
    file: null,
  });
  giveFile(file);
  await machine().clock.advance(1_000);
  expect(readdirSync(join(electron.userData, 'hand-over'))).toEqual([`${file}.json`]);
  expect(snapshotOf(core).rows).toEqual([]);
  await machine().clock.advance(3_000);
  await until(() => readdirSync(join(electron.userData, 'hand-over')).length === 0);
  expect(snapshotOf(core).rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('files of earlier runs are taken once their folder can be read', async () => {
  const { files, failNext } = failingFiles();
  const link = 'rigyd-desk://watch?ids=linked000000000000000001';
  await writeHandOver(electron.userData, { arguments: [link], workingFolder: machine().folder, file: null });
  failNext('readdir', 1, 'EIO');
  const { core } = await run({ files });
  await machine().clock.advance(1_000);
  await untilLeft(0);
  expect(snapshotOf(core).rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('a folder that can never be read is tried once a minute, however often the person chose to stay', async () => {
  let looks = 0;
  const readdir = async (): Promise<never> => {
    looks += 1;
    throw Object.assign(new Error('ENOTDIR: the system’s words'), { code: 'ENOTDIR' });
  };
  const { handOvers } = await run({ files: { ...ownFiles, readdir } as FolderFiles });
  for (let stays = 0; stays < 3; stays += 1) await handOvers.stay();
  await machine().clock.advance(180_000);
  looks = 0;
  await machine().clock.advance(600_000);
  expect(looks).toBe(10);
});

it('input of a start that fails is taken by the next one, and so is that of a second instance', async () => {
  const failing = await run({ isStarted: false, input: ['own00000000000000000001'] });
  failing.giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  expect(await failing.handOvers.saveAll(null)).toBeNull();
  await failing.quit();
  expect(await findHandOvers(electron.userData)).toHaveLength(2);
  const { core } = await run();
  await untilLeft(0);
  const ids = snapshotOf(core).rows.map(({ id }) => id);
  expect(ids.sort()).toEqual(['linked000000000000000001', 'own00000000000000000001']);
});

describe('input that cannot be written for the next start', () => {
  const link = `rigyd-desk://watch?ids=${Array.from({ length: 21 }, (_, index) => `linked${String(index).padStart(18, '0')}`).join(',')}`;
  it('is reported on quitting, is taken where the person stays, and is written once there is room', async () => {
    const { files, failNext } = failingFiles();
    const { core, handOvers, giveLink } = await run({ files });
    giveLink(link);
    await until(() => core.publisher.state.addConfirmation !== null);
    failNext('rename', 2, 'ENOSPC');
    const reason = 'ENOSPC: the system’s words';
    expect(await handOvers.saveAll(null)).toEqual({ jobs: 0, reason, keptIn: null, losesInput: true });
    const unsaved = { jobs: 3, reason, keptIn: '/tmp/kept.json' };
    expect(await handOvers.saveAll(unsaved)).toEqual({ ...unsaved, losesInput: true });
    expect(await handOvers.saveAll(null)).toBeNull();
    expect(await findHandOvers(electron.userData)).toHaveLength(1);

    await handOvers.stay();
    core.addConfirmations.answer(core.publisher.state.addConfirmation?.number ?? 0, true);
    await untilLeft(0);
    expect(snapshotOf(core).rows).toHaveLength(21);
    expect(core.publisher.state.addConfirmation).toBeNull();
  });

  it('is not written to a disk that does not answer, which would hold up the whole app', async () => {
    const { core, handOvers, quitting, again, giveLink } = await run();
    giveLink(link);
    await until(() => core.publisher.state.addConfirmation !== null);
    const silent = { jobs: 3, reason: null, keptIn: '/tmp/kept.json' };
    expect(await handOvers.saveAll(silent)).toEqual({ ...silent, losesInput: true });
    quitting.isEnding = true;
    giveLink('rigyd-desk://watch?ids=late00000000000000000001');
    await until(() => again.length === 1);
    expect(again.map((args) => args.at(-1))).toEqual(['rigyd-desk://watch?ids=late00000000000000000001']);
    expect(await findHandOvers(electron.userData)).toEqual([]);
  });
});

describe('input for the next start on a disk that stops answering', () => {
  const disk = useHangingDisk();

  it('holds up the end of the app for ten seconds at most, and is reported as lost', async () => {
    const { handOvers, quitting, again, giveLink } = await run({
      isStarted: false,
      input: ['own00000000000000000001'],
      files: disk().files,
    });
    disk().hang();
    const kept = handOvers.saveAll(null);
    quitting.isEnding = true;
    giveLink('rigyd-desk://watch?ids=late00000000000000000001');
    await machine().clock.advance(10_000);
    expect(await kept).toMatchObject({ reason: 'The disk does not answer.', losesInput: true });
    await until(() => again.length === 1);
    expect(again[0]?.at(-1)).toBe('rigyd-desk://watch?ids=late00000000000000000001');
    const settled = handOvers.settled();
    await machine().clock.advance(10_000);
    await settled;
  });
});

it('the file of input that was taken on a full disk is removed with the next write that succeeds, and not taken again', async () => {
  const { core, giveFile } = await run();
  const flush = core.flush;
  Object.assign(core, { flush: () => Promise.resolve(failed('not-saved')) });
  const content = { arguments: ['second00000000000000000001'], workingFolder: machine().folder, file: null };
  giveFile(await writeHandOver(electron.userData, content));
  await until(() => snapshotOf(core).rows.length === 1);
  await machine().clock.advance(5_000);
  expect(await findHandOvers(electron.userData)).toHaveLength(1);
  Object.assign(core, { flush });
  await machine().clock.advance(5_000);
  await untilLeft(0);
});
