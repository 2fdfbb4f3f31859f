import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import type { App } from '../app/app.ts';
import { ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { until, useMachine } from '../testing/core-harness.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import { leaveHandOver, leftHandOvers } from './hand-over.ts';
import { HandOvers } from './hand-overs.ts';
import { Openings, type OpeningParts } from './openings.ts';

const electron = vi.hoisted(() => ({
  listeners: new Map<string, (...given: unknown[]) => void>(),
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

/** Waits until so many files are left to the next start. */
async function untilLeft(count: number): Promise<void> {
  while ((await leftHandOvers(electron.userData))?.length !== count) await nextTurn();
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

/** A run of the app up to the point at which it takes what it is given, or before that. */
async function run({
  isStarted = true,
  given: own = [] as string[],
  files = ownFiles,
}: { isStarted?: boolean; given?: string[]; files?: FolderFiles } = {}) {
  const core: App = await machine().start();
  const again: string[][] = [];
  const quitting = {
    isUnderWay: false,
    startAgainWith: async (args: Promise<string[]>) => again.push(await args),
  };
  const given = { arguments: [] as string[], workingFolder: machine().folder, file: null };
  const handOvers = new HandOvers({ ...given, arguments: own }, machine().clock, files);
  const openings = new Openings(handOvers);
  openings.serve({ core, window: { bringForward: () => undefined }, quitting } as unknown as OpeningParts);
  if (isStarted) handOvers.start(core, () => quitting.isUnderWay);
  return {
    core,
    handOvers,
    quitting,
    again,
    giveLink: (link: string) =>
      electron.listeners.get('second-instance')?.({}, [], '', { ...given, arguments: [link] }),
    giveFile: (file: string) => electron.listeners.get('second-instance')?.({}, [], '', { ...given, file }),
    quit: async () => {
      quitting.isUnderWay = true;
      await core.close();
    },
  };
}

it('what is still asked about when the app ends is asked about at the next start, until it is answered', async () => {
  const ids = Array.from({ length: 21 }, (_, index) => `linked${String(index).padStart(18, '0')}`);
  const first = await run();
  first.giveLink(`rigyd-desk://watch?ids=${ids.join(',')}`);
  await until(() => first.core.publisher.state.addQuestion !== null);
  await first.quit();
  await untilLeft(1);

  const { core } = await run();
  await until(() => core.publisher.state.addQuestion !== null);
  expect(core.publisher.state.addQuestion).toMatchObject({ by: 'link', jobs: 21 });
  core.addQuestions.answer(core.publisher.state.addQuestion?.number ?? 0, false);
  await untilLeft(0);
  expect(core.publisher.snapshot().rows).toEqual([]);
});

it('what a second start gave while the app was ending is taken where the person chose to stay', async () => {
  const { core, handOvers, quitting, giveLink } = await run();
  quitting.isUnderWay = true;
  giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  await handOvers.settled();
  expect(await leftHandOvers(electron.userData)).toHaveLength(1);
  quitting.isUnderWay = false;
  await handOvers.stay();
  await untilLeft(0);
  expect(core.publisher.snapshot().rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('what a second start gave while the app was ending, and no file took, is taken where the person chose to stay', async () => {
  const { files, failNext } = failingFiles();
  const { core, handOvers, quitting, giveLink } = await run({ files });
  await handOvers.settled();
  failNext('open', 1, 'ENOSPC');
  quitting.isUnderWay = true;
  giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  await handOvers.settled();
  quitting.isUnderWay = false;
  await handOvers.stay();
  await until(() => core.publisher.snapshot().rows.length > 0);
  expect(core.publisher.snapshot().rows).toMatchObject([{ id: 'linked000000000000000001' }]);
  expect(await leftHandOvers(electron.userData)).toEqual([]);
});

it('what lies in a file that cannot be read for a moment is read again, and the file removed once it is taken', async () => {
  const { files, failNext } = failingFiles();
  const { core, giveFile } = await run({ files });
  failNext('open', 2, 'EBUSY');
  const file = await leaveHandOver(electron.userData, {
    arguments: ['rigyd-desk://watch?ids=linked000000000000000001'],
    workingFolder: machine().folder,
    file: null,
  });
  giveFile(file);
  await machine().clock.advance(1_000);
  expect(readdirSync(join(electron.userData, 'hand-over'))).toEqual([`${file}.json`]);
  expect(core.publisher.snapshot().rows).toEqual([]);
  await machine().clock.advance(3_000);
  await until(() => readdirSync(join(electron.userData, 'hand-over')).length === 0);
  expect(core.publisher.snapshot().rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('what was left to this start is taken once its folder can be read', async () => {
  const { files, failNext } = failingFiles();
  const link = 'rigyd-desk://watch?ids=linked000000000000000001';
  await leaveHandOver(electron.userData, { arguments: [link], workingFolder: machine().folder, file: null });
  failNext('readdir', 1, 'EIO');
  const { core } = await run({ files });
  await machine().clock.advance(1_000);
  await untilLeft(0);
  expect(core.publisher.snapshot().rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('a folder that can never be read is looked at once a minute, however often the person chose to stay', async () => {
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

it('what was given to a start that fails is taken by the next one, what a second start gave it as well', async () => {
  const failing = await run({ isStarted: false, given: ['own00000000000000000001'] });
  failing.giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  expect(await failing.handOvers.keep(null)).toBeNull();
  await failing.quit();
  expect(await leftHandOvers(electron.userData)).toHaveLength(2);
  const { core } = await run();
  await untilLeft(0);
  const ids = core.publisher.snapshot().rows.map(({ id }) => id);
  expect(ids.sort()).toEqual(['linked000000000000000001', 'own00000000000000000001']);
});

describe('what cannot be left to the next start', () => {
  const link = `rigyd-desk://watch?ids=${Array.from({ length: 21 }, (_, index) => `linked${String(index).padStart(18, '0')}`).join(',')}`;
  it('is told on quitting, stays where the person does, and is left once there is room', async () => {
    const { files, failNext } = failingFiles();
    const { core, handOvers, giveLink } = await run({ files });
    giveLink(link);
    await until(() => core.publisher.state.addQuestion !== null);
    failNext('rename', 2, 'ENOSPC');
    const reason = 'ENOSPC: the system’s words';
    expect(await handOvers.keep(null)).toEqual({ jobs: 0, reason, keptIn: null, losesGiven: true });
    const unsaved = { jobs: 3, reason, keptIn: '/tmp/kept.json' };
    expect(await handOvers.keep(unsaved)).toEqual({ ...unsaved, losesGiven: true });
    expect(await handOvers.keep(null)).toBeNull();
    expect(await leftHandOvers(electron.userData)).toHaveLength(1);

    await handOvers.stay();
    core.addQuestions.answer(core.publisher.state.addQuestion?.number ?? 0, true);
    await untilLeft(0);
    expect(core.publisher.snapshot().rows).toHaveLength(21);
    expect(core.publisher.state.addQuestion).toBeNull();
  });

  it('is not written to a disk that does not answer, which would hold up the whole app', async () => {
    const { core, handOvers, quitting, again, giveLink } = await run();
    giveLink(link);
    await until(() => core.publisher.state.addQuestion !== null);
    const silent = { jobs: 3, reason: null, keptIn: '/tmp/kept.json' };
    expect(await handOvers.keep(silent)).toEqual({ ...silent, losesGiven: true });
    quitting.isUnderWay = true;
    giveLink('rigyd-desk://watch?ids=late00000000000000000001');
    await until(() => again.length === 1);
    expect(again.map((args) => args.at(-1))).toEqual(['rigyd-desk://watch?ids=late00000000000000000001']);
    expect(await leftHandOvers(electron.userData)).toEqual([]);
  });
});

describe('what is left to the next start on a disk that stops answering meanwhile', () => {
  const disk = useHangingDisk();

  it('holds the end of the app up for ten seconds at most, and is told as lost', async () => {
    const { handOvers, quitting, again, giveLink } = await run({
      isStarted: false,
      given: ['own00000000000000000001'],
      files: disk().files,
    });
    disk().hang();
    const kept = handOvers.keep(null);
    quitting.isUnderWay = true;
    giveLink('rigyd-desk://watch?ids=late00000000000000000001');
    await machine().clock.advance(10_000);
    expect(await kept).toMatchObject({ reason: 'The disk does not answer.', losesGiven: true });
    await until(() => again.length === 1);
    expect(again[0]?.at(-1)).toBe('rigyd-desk://watch?ids=late00000000000000000001');
    const settled = handOvers.settled();
    await machine().clock.advance(10_000);
    await settled;
  });
});

it('the file of what was taken on a full disk is removed with the next write that succeeds, and not taken again', async () => {
  const { core, giveFile } = await run();
  const flush = core.flush;
  Object.assign(core, { flush: () => Promise.resolve(failed('not-saved')) });
  const content = { arguments: ['second00000000000000000001'], workingFolder: machine().folder, file: null };
  giveFile(await leaveHandOver(electron.userData, content));
  await until(() => core.publisher.snapshot().rows.length === 1);
  await machine().clock.advance(5_000);
  expect(await leftHandOvers(electron.userData)).toHaveLength(1);
  Object.assign(core, { flush });
  await machine().clock.advance(5_000);
  await untilLeft(0);
});
