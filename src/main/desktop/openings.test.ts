import type * as Files from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import type { AppCore } from '../core/app-core.ts';
import { until, useMachine } from '../testing/core-harness.ts';
import { leaveHandOver, leftHandOvers } from './hand-over.ts';
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

const system = vi.hoisted(() => ({ readFileSync: vi.fn() }));
vi.mock('node:fs', async (original) => {
  const actual = await original<typeof Files>();
  system.readFileSync.mockImplementation(actual.readFileSync);
  return { ...actual, ...system };
});

const machine = useMachine();
beforeEach(() => {
  electron.userData = machine().folder;
});

/** A run of the app up to the point at which it takes what it is given. */
async function run() {
  const core: AppCore = await machine().start();
  const quitting = { isUnderWay: false, startAgainWith: () => undefined };
  const given = { arguments: [], workingFolder: machine().folder, file: null };
  const openings = new Openings(given, machine().clock);
  openings.serve({ core, window: { bringForward: () => undefined }, quitting } as unknown as OpeningParts);
  openings.start();
  return {
    core,
    openings,
    quitting,
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
  await until(() => leftHandOvers(electron.userData).length === 1);

  const { core } = await run();
  await until(() => core.publisher.state.addQuestion !== null);
  expect(core.publisher.state.addQuestion).toMatchObject({ by: 'link', jobs: 21 });
  core.addQuestions.answer(core.publisher.state.addQuestion?.number ?? 0, false);
  await until(() => leftHandOvers(electron.userData).length === 0);
  expect(core.publisher.snapshot().rows).toEqual([]);
});

it('what a second start gave while the app was ending is taken where the person chose to stay', async () => {
  const { core, openings, quitting, giveLink } = await run();
  quitting.isUnderWay = true;
  giveLink('rigyd-desk://watch?ids=linked000000000000000001');
  expect(leftHandOvers(electron.userData)).toHaveLength(1);
  quitting.isUnderWay = false;
  openings.takeLeft();
  await until(() => leftHandOvers(electron.userData).length === 0);
  expect(core.publisher.snapshot().rows).toMatchObject([{ id: 'linked000000000000000001' }]);
});

it('what lies in a file that cannot be read for a moment is read again, and the file removed once it is taken', async () => {
  const { core, giveFile } = await run();
  const busy = (): never => {
    throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' });
  };
  system.readFileSync.mockImplementationOnce(busy).mockImplementationOnce(busy);
  const file = leaveHandOver(electron.userData, {
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
