import { afterEach, beforeEach, vi } from 'vitest';
import { folderCalls, folderFiles, ownFiles, type FolderFiles } from '../files/folder-files.ts';

type Call = keyof FolderFiles | 'file.writeFile';

/** Milliseconds until a call times out. */
const timeoutMs = 1_000;

/** A disk that stops answering, and answers again. */
interface HangingDisk {
  /** Calls time out as the app's own do. */
  files: FolderFiles;
  /** From now on no such call returns; left out, none at all. */
  hang: (call?: Call) => void;
  /** Lets the time pass after which the calls that hang time out. */
  giveUp: () => Promise<void>;
  /** All calls return, and so do later ones. Resolves when none is in flight. */
  answer: () => Promise<void>;
  /** Calls so far. */
  calls: () => number;
}

/** A real disk for each test, of which the test decides whether it answers. No time passes but by {@link HangingDisk.giveUp}. */
export function useHangingDisk(): () => HangingDisk {
  let disk = createDisk();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    disk = createDisk();
  });
  afterEach(async () => {
    await disk.answer();
    vi.useRealTimers();
  });
  return () => disk;
}

function createDisk(): HangingDisk {
  let hanging: Call | 'all' | null = null;
  const waiting: (() => void)[] = [];
  let count = 0;
  const turn = async (call: Call): Promise<void> => {
    count += 1;
    if (hanging === 'all' || hanging === call) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const own: FolderFiles = {
    access: (...args) => turn('access').then(() => ownFiles.access(...args)),
    chmod: (...args) => turn('chmod').then(() => ownFiles.chmod(...args)),
    link: (...args) => turn('link').then(() => ownFiles.link(...args)),
    lstat: (...args) => turn('lstat').then(() => ownFiles.lstat(...args)),
    mkdir: (...args) => turn('mkdir').then(() => ownFiles.mkdir(...args)),
    readdir: (...args) => turn('readdir').then(() => ownFiles.readdir(...args)),
    rename: (...args) => turn('rename').then(() => ownFiles.rename(...args)),
    rm: (...args) => turn('rm').then(() => ownFiles.rm(...args)),
    rmdir: (...args) => turn('rmdir').then(() => ownFiles.rmdir(...args)),
    stat: (...args) => turn('stat').then(() => ownFiles.stat(...args)),
    statfs: (...args) => turn('statfs').then(() => ownFiles.statfs(...args)),
    touch: (...args) => turn('touch').then(() => ownFiles.touch(...args)),
    writeFile: (...args) => turn('writeFile').then(() => ownFiles.writeFile(...args)),
    open: async (...args) => {
      await turn('open');
      const file = await ownFiles.open(...args);
      return {
        read: (...where) => file.read(...where),
        stat: () => file.stat(),
        sync: () => file.sync(),
        truncate: (length) => file.truncate(length),
        close: () => file.close(),
        writeFile: (data) => turn('file.writeFile').then(() => file.writeFile(data)),
      };
    },
  };
  return {
    files: folderFiles('own', timeoutMs, own),
    hang: (call) => (hanging = call ?? 'all'),
    giveUp: async () => void (await vi.advanceTimersByTimeAsync(timeoutMs)),
    answer: async () => {
      hanging = null;
      for (const go of waiting.splice(0)) go();
      await vi.waitUntil(() => !folderCalls.isBusy);
    },
    calls: () => count,
  };
}
