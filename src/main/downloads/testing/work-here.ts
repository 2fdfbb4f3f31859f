import type { FreeBytes } from '../../files/disk-space.ts';
import type { FileThreadPool, HeldThread } from '../../files/file-thread-pool.ts';
import type { FolderWork } from '../folder-work.ts';
import { releaseSlot } from '../part-slots.ts';
import { moveThrough, namesLike } from '../place.ts';
import { createResultCalls, type ResultCalls } from '../result-calls.ts';
import { writePartNote } from '../slot-notes.ts';
import { ThreadedUnpacker } from '../unpack-in-threads.ts';

/**
 * What a download does in the folder of its result, in this thread, where tests see and spoil what it does there. An archive
 * is unpacked by the calls that a thread answers, once it is whole.
 */
export function workHere(freeBytes: FreeBytes): FolderWork {
  const unpacker = new ThreadedUnpacker(threadsHere(freeBytes), Infinity);
  let last: Promise<unknown> = Promise.resolve();
  return {
    claimFresh: () => Promise.resolve(null),
    writePartNote,
    follow: () => null,
    // One after the other: each counts as a call to its share, of which there are few at once, as do those that it makes.
    unpack: (...given) => {
      const unpacked = last.then(() => unpacker.unpack(...given));
      last = unpacked;
      return unpacked;
    },
    namesLike,
    move: moveThrough,
    release: releaseSlot,
  };
}

function threadsHere(freeBytes: FreeBytes): FileThreadPool<ResultCalls> {
  const hold = (): HeldThread<ResultCalls> => {
    const calls = createResultCalls(freeBytes);
    let last: Promise<unknown> = Promise.resolve();
    return {
      call: (name, ...args) => {
        const call = calls[name] as (
          ...given: typeof args
        ) => Promise<Awaited<ReturnType<ResultCalls[typeof name]>>>;
        const calling = last.then(() => call(...args));
        last = calling.catch(() => undefined);
        return calling;
      },
      end: () => {},
    };
  };
  return { hold } as unknown as FileThreadPool<ResultCalls>;
}
