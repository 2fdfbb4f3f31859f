import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Unsaved } from '../persistence/persistence.ts';
import type { QuitAnswer } from './dialogs.ts';
import { QuitHandler } from './quit.ts';

const electron = vi.hoisted(() => ({
  listeners: new Map<string, (event: { preventDefault: () => void }) => void>(),
  done: [] as string[],
  /** What happens while windows close, once. */
  whileClosing: (): void => undefined,
}));
/** Whether the app goes on with what the event is about. */
const emit = (name: string): boolean => {
  let isPrevented = false;
  electron.listeners.get(name)?.({ preventDefault: () => (isPrevented = true) });
  return !isPrevented;
};
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: () => void) => electron.listeners.set(name, listener),
    quit: () => {
      if (!emit('before-quit')) return;
      electron.whileClosing();
      electron.whileClosing = () => undefined;
      if (emit('will-quit')) electron.done.push('quit');
    },
    relaunch: ({ args }: { args: string[] }) => electron.done.push(`relaunch ${args.join(' ')}`),
  },
}));
vi.mock('node:child_process', () => ({
  spawn: (program: string, args: string[]) => {
    electron.done.push(`start ${program} ${args.join(' ')}`);
    const child = { on: () => child, unref: () => undefined };
    return child;
  },
}));
vi.mock('../log/log.ts', () => ({ log: () => undefined }));

beforeEach(() => void (electron.done.length = 0));

/** An app whose disk is full, and a person who answers the box of unsaved changes. */
function setUp(answer: QuitAnswer) {
  const unsaved: Unsaved = { jobs: 1, reason: 'No space left', keptIn: null };
  const disk = { isFull: true };
  const quitting = new QuitHandler({
    save: async () => (disk.isFull ? unsaved : null),
    ask: async () => answer,
    close: async () => undefined,
    isHeld: () => false,
    onClosed: async () => void electron.done.push('closed'),
    onStay: () => electron.done.push('stay'),
  });
  const quit = async (): Promise<void> => {
    emit('before-quit');
    await nextTurn();
  };
  return { quitting, quit, disk };
}

it('a restart that is cancelled where changes are unsaved does not come with a later quit', async () => {
  const { quitting, quit, disk } = setUp('stay');
  quitting.restartWith(['--safe-mode']);
  await quit();
  expect(electron.done).toEqual(['stay']);
  expect(quitting.isEnding).toBe(false);
  disk.isFull = false;
  await quit();
  expect(electron.done).toEqual(['stay', 'closed', 'quit']);
});

it('a restart that goes on without the unsaved changes starts the app again', async () => {
  const { quitting, quit } = setUp('quit');
  quitting.restartWith(['--safe-mode']);
  await quit();
  expect(electron.done).toEqual(['closed', 'relaunch --safe-mode', 'quit']);
});

it('a second instance whose arguments are still being written to a file is waited for', async () => {
  const { quitting, quit, disk } = setUp('quit');
  disk.isFull = false;
  let setArguments = (_args: string[]): void => undefined;
  quitting.restartWith(new Promise((resolve) => (setArguments = resolve)));
  await quit();
  expect(electron.done).toEqual(['closed']);
  expect(quitting.isEnding).toBe(true);
  setArguments(['--hand-over=1']);
  await nextTurn();
  expect(electron.done).toEqual(['closed', 'relaunch --hand-over=1', 'quit']);
});

it('several starts while the app closes become one, with the input of all', async () => {
  const { quitting, quit, disk } = setUp('quit');
  disk.isFull = false;
  let setArguments = (_args: string[]): void => undefined;
  quitting.restartWith(['/app', 'first']);
  quitting.restartWith(new Promise((resolve) => (setArguments = resolve)));
  await quit();
  quitting.restartWith(['/app', 'third']);
  setArguments(['/app', 'second']);
  await nextTurn();
  expect(electron.done).toEqual(['closed', 'relaunch /app first second third', 'quit']);
});

it('a start that comes while the windows close is waited for as well', async () => {
  const { quitting, quit, disk } = setUp('quit');
  disk.isFull = false;
  let setArguments = (_args: string[]): void => undefined;
  electron.whileClosing = () => quitting.restartWith(new Promise((resolve) => (setArguments = resolve)));
  await quit();
  expect(electron.done).toEqual(['closed']);
  setArguments(['--hand-over=1']);
  await nextTurn();
  expect(electron.done).toEqual(['closed', 'relaunch --hand-over=1', 'quit']);
});

it('a program that takes over starts when everything is closed, in place of a restart', async () => {
  const { quitting, quit, disk } = setUp('stay');
  quitting.handOverTo({ program: 'setup.exe', args: ['/S'] });
  await quit();
  expect(electron.done).toEqual(['stay']);
  disk.isFull = false;
  await quit();
  expect(electron.done).toEqual(['stay', 'closed', 'quit']);
  const again = setUp('quit');
  electron.done.length = 0;
  again.quitting.handOverTo({ program: 'setup.exe', args: ['/S'] });
  again.quitting.restartWith(['/app']);
  await again.quit();
  expect(electron.done).toEqual(['closed', 'start setup.exe /S', 'quit']);
});
