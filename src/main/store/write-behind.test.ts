import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { writeBehindTo as setUp } from '../testing/write-behind-harness.ts';

describe('rows written behind', () => {
  it('are collected for 400 ms from the first change, and then written together', async () => {
    const { clock, rows, written } = setUp();
    rows.set('a', () => 1);
    await clock.advance(300);
    rows.set('b', () => 2);
    await clock.advance(99);
    expect(written).toEqual([]);
    await clock.advance(1);
    expect(written).toEqual([{ a: 1, b: 2 }]);
  });

  it('are each written once, with the value of that moment', async () => {
    const { clock, rows, written } = setUp();
    let value = 1;
    for (let change = 0; change < 10; change += 1) rows.set('a', () => value);
    value = 2;
    await clock.advance(400);
    expect(written).toEqual([{ a: 2 }]);
  });

  it('are removed where there is no value any more', async () => {
    const { rows, written } = setUp();
    rows.set('a', () => undefined);
    await rows.flush();
    expect(written).toEqual([{ a: undefined }]);
  });

  it('are not saved while they are being written, which may never end', async () => {
    const { clock, rows, disk } = setUp();
    disk.pause = new Promise(() => {});
    rows.set('a', () => 1);
    await clock.advance(400);
    rows.set('b', () => 2);
    expect(rows.unsavedOfPerson()).toEqual(['a', 'b']);
    expect(Object.fromEntries(rows.unsaved())).toEqual({ a: 1, b: 2 });
  });

  it('are not written again without another change', async () => {
    const { clock, rows, written } = setUp();
    rows.set('a', () => 1);
    await clock.advance(400);
    await clock.advance(60_000);
    await rows.flush();
    expect(written).toHaveLength(1);
    rows.set('a', () => 2);
    await clock.advance(400);
    expect(written).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('a flush', () => {
  it('writes at once and leaves no timer behind', async () => {
    const { clock, rows, written } = setUp();
    rows.set('a', () => 1);
    rows.set('b', () => 2);
    await rows.flush();
    expect(written).toEqual([{ a: 1, b: 2 }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('waits for a write in flight, and includes what changed meanwhile', async () => {
    const { rows, written, disk } = setUp();
    let goOn: () => void = () => {};
    disk.pause = new Promise((resolve) => (goOn = resolve));
    rows.set('a', () => 1);
    const first = rows.flush();
    rows.set('a', () => 2);
    const second = rows.flush();
    goOn();
    await second;
    expect(written.at(-1)).toEqual({ a: 2 });
    await first;
  });

  it('can wait for writes that began meanwhile, so that what failed waits for a retry', async () => {
    const { rows, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('a', () => 1);
    const settled = rows.settle();
    await rows.flush();
    let goOn: () => void = () => {};
    disk.pause = new Promise((resolve) => (goOn = resolve));
    const later = rows.flush();
    setTimeout(() => goOn());
    expect(await settled).toEqual(failed('not-saved', 'no room'));
    expect(rows.unsaved()).toEqual(new Map([['a', 1]]));
    await later;
  });

  it('does not wait for a disk that does not answer, which is reported until it does', async () => {
    const { clock, rows, written, problems, disk } = setUp();
    let goOn: () => void = () => {};
    disk.pause = new Promise((resolve) => (goOn = resolve));
    rows.set('a', () => 1);
    const first = rows.flush();
    await clock.advance(29_999);
    expect(problems).toEqual([]);
    await clock.advance(1);
    const silent = failed('not-saved', 'The disk does not answer.');
    expect(await first).toEqual(silent);
    rows.set('b', () => 2);
    expect(await rows.flush()).toEqual(silent);
    await clock.advance(3_600_000);
    expect(problems).toEqual(['The disk does not answer.']);
    expect(rows.unsavedOfPerson()).toEqual(['a', 'b']);
    goOn();
    await clock.advance(0);
    expect(written).toEqual([{ a: 1 }, { b: 2 }]);
    expect(problems).toEqual(['The disk does not answer.', null]);
    rows.set('c', () => 3);
    expect(await rows.flush()).toEqual(success(null));
    expect(clock.waiting()).toEqual([]);
  });

  it('does nothing where nothing changed', async () => {
    const { rows, written } = setUp();
    await rows.flush();
    expect(written).toEqual([]);
  });
});

describe('rows noted before anything may be written', () => {
  it('wait, are pending until then, and their values are not read before', async () => {
    let open: () => void = () => {};
    const ready = new Promise<Outcome<null>>((resolve) => (open = () => resolve(success(null))));
    const { clock, rows, written } = setUp({ ready });
    let value = 'of the last run, not yet read';
    rows.set('a', () => value);
    await clock.advance(60_000);
    expect(written).toEqual([]);
    expect(rows.isPending('a')).toBe(true);
    value = 'read';
    open();
    await rows.flush();
    expect(written).toEqual([{ a: 'read' }]);
    expect(rows.isPending('a')).toBe(false);
  });
});

describe('rows that cannot be written', () => {
  it('are reported, and tried again every five seconds until they are', async () => {
    const { clock, rows, written, problems, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('a', () => 1);
    await clock.advance(400);
    expect(problems).toEqual(['no room']);
    await clock.advance(4_999);
    expect(problems).toHaveLength(1);
    await clock.advance(1);
    expect(problems).toEqual(['no room', 'no room']);
    disk.error = null;
    await clock.advance(5_000);
    expect(written).toEqual([{ a: 1 }]);
    expect(problems).toEqual(['no room', 'no room', null]);
  });

  it('are written with their newest value, together with what changed since', async () => {
    const { clock, rows, written, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('a', () => 'old');
    rows.set('kept', () => 'as it was');
    await rows.flush();
    disk.error = null;
    rows.set('a', () => 'new');
    rows.set('b', () => 'later');
    await clock.advance(5_000);
    expect(written).toEqual([{ a: 'new', kept: 'as it was', b: 'later' }]);
  });

  it('keep a change that was made while the write was failing', async () => {
    const { clock, rows, written, disk } = setUp();
    let goOn: () => void = () => {};
    disk.pause = new Promise((resolve) => (goOn = resolve));
    disk.error = new Error('no room');
    rows.set('a', () => 'old');
    const failing = rows.flush();
    await clock.advance(0);
    rows.set('a', () => 'new');
    goOn();
    await failing;
    disk.error = null;
    await rows.flush();
    expect(written).toEqual([{ a: 'new' }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('do not keep a flush from ending, which says that they are not saved until they are', async () => {
    const { rows, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('a', () => 1);
    expect(await rows.flush()).toEqual(failed('not-saved', 'no room'));
    expect(await rows.flush()).toEqual(failed('not-saved', 'no room'));
    disk.error = null;
    expect(await rows.flush()).toEqual(success(null));
  });

  it('are kept, and the flush says so, where nothing can be written in this run', async () => {
    const unopened = failed('not-saved', 'not open');
    const { clock, rows, written } = setUp({ ready: Promise.resolve(unopened) });
    rows.set('a', () => 1);
    expect(await rows.flush()).toEqual(unopened);
    expect(clock.waiting()).toEqual([]);
    expect(rows.unsaved()).toEqual(new Map([['a', 1]]));
    expect(written).toEqual([]);
  });

  it('are reported as an error whatever was thrown', async () => {
    const { rows, problems, disk } = setUp();
    disk.error = 'just words';
    rows.set('a', () => 1);
    await rows.flush();
    expect(problems).toEqual(['just words']);
  });

  it('are reported as written once, not at every write that follows', async () => {
    const { rows, problems, disk } = setUp();
    disk.error = new Error('no room');
    rows.set('a', () => 1);
    await rows.flush();
    disk.error = null;
    await rows.flush();
    rows.set('a', () => 2);
    await rows.flush();
    expect(problems).toEqual(['no room', null]);
  });

  it('are not reported as repaired where nothing was broken', async () => {
    const { rows, problems } = setUp();
    rows.set('a', () => 1);
    await rows.flush();
    expect(problems).toEqual([]);
  });
});
