import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { writeBehindTo as setUp } from '../testing/write-behind-harness.ts';

describe('a row that cannot be serialised', () => {
  it('is left out and reported, and holds up no other', async () => {
    const { clock, rows, written, problems, refused, disk } = setUp();
    disk.refuses = ['deep'];
    rows.set('a', () => 1);
    rows.set('deep', () => 2);
    rows.set('thrown', () => {
      throw new Error('no value');
    });
    expect(await rows.flush()).toEqual(failed('not-saved', 'no value'));
    expect(written).toEqual([{ a: 1 }]);
    expect(refused).toEqual([['thrown', 'deep']]);
    expect(problems).toEqual([]);
    expect(clock.waiting()).toEqual([]);
    rows.set('b', () => 3);
    expect(await rows.flush()).toEqual(success(null));
    expect(written.at(-1)).toEqual({ b: 3 });
  });

  it('is written when it changes into one that has', async () => {
    const { rows, refused, disk } = setUp();
    disk.refuses = ['deep'];
    rows.set('deep', () => 2);
    await rows.flush();
    disk.refuses = [];
    rows.set('deep', () => 3);
    expect(await rows.flush()).toEqual(success(null));
    expect(refused).toEqual([['deep'], []]);
  });
});

describe('a change of a person', () => {
  it('is written through to the disk itself; one of the service is not', async () => {
    const { rows, synced } = setUp();
    rows.set('answer', () => 1, 'service');
    await rows.flush();
    rows.set('note', () => 1);
    await rows.flush();
    expect(synced).toEqual([false, true]);
  });

  it('stays so when the service changes the same row before it is written', async () => {
    const { rows, synced } = setUp();
    rows.set('a', () => 'a note', 'person');
    rows.set('a', () => 'a note and an answer', 'service');
    await rows.flush();
    expect(synced).toEqual([true]);
  });

  it('stays so when the service changes the same row while it is being written, which may never end or fail', async () => {
    const { clock, rows, disk, synced } = setUp();
    let goOn: () => void = () => {};
    disk.pause = new Promise((resolve) => (goOn = resolve));
    disk.error = new Error('no room');
    rows.set('a', () => 'a note', 'person');
    void rows.flush();
    await clock.advance(0);
    rows.set('a', () => 'a note and an answer', 'service');
    expect(rows.unsavedOfPerson()).toEqual(['a']);
    expect(rows.unsaved()).toEqual(new Map([['a', 'a note and an answer']]));
    goOn();
    await clock.advance(400);
    expect(rows.unsavedOfPerson()).toEqual(['a']);
    disk.error = null;
    await clock.advance(5_000);
    expect(synced).toEqual([true]);
    expect(rows.unsavedOfPerson()).toEqual([]);
  });

  it('is unsaved until it is on disk, and the service’s answers with it; those alone are not', async () => {
    const { rows, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('answer', () => 1, 'service');
    await rows.flush();
    expect(rows.unsaved()).toEqual(new Map());
    rows.set('note', () => 'words');
    rows.set('gone', () => undefined);
    await rows.flush();
    expect(rows.unsaved()).toEqual(
      new Map<string, unknown>([
        ['answer', 1],
        ['note', 'words'],
        ['gone', undefined],
      ]),
    );
    expect(rows.unsavedOfPerson()).toEqual(['note', 'gone']);
    disk.error = null;
    await rows.flush();
    expect(rows.unsaved()).toEqual(new Map());
  });
});

describe('flushes at the same time', () => {
  it('are one write', async () => {
    const { rows, written } = setUp();
    const flushes: Promise<unknown>[] = [];
    for (const key of ['a', 'b', 'c']) {
      rows.set(key, () => 1);
      flushes.push(rows.flush());
    }
    await Promise.all(flushes);
    expect(written).toEqual([{ a: 1, b: 1, c: 1 }]);
  });
});
