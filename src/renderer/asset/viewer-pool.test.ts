import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePort } from './testing/fake-port.ts';
import { handOverMs, idleMs, putAwayMs, ViewerPool } from './viewer-pool.ts';

function pool() {
  const started: FakePort[] = [];
  const viewers = new ViewerPool(() => {
    const port = new FakePort();
    started.push(port);
    return port;
  });
  return { started, viewers };
}

/** A pool with one viewer, which a view has just given back. */
function givenBack({ isSound = true } = {}) {
  const { started, viewers } = pool();
  viewers.take().release(isSound);
  const [first = new FakePort()] = started;
  return { first, started, viewers };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a viewer that was given back', () => {
  it('puts its things away, and serves the next view', () => {
    const { first, started, viewers } = givenBack();
    expect(first.sent).toEqual([{ kind: 'clear' }]);
    first.answer({ kind: 'cleared' });
    const next = viewers.take();
    const heard: unknown[] = [];
    next.onmessage = ({ data }) => heard.push(data);
    next.postMessage({ kind: 'fit' }, []);
    first.answer({ kind: 'pong' });
    expect(started).toHaveLength(1);
    expect(first.sent.at(-1)).toEqual({ kind: 'fit' });
    expect(heard).toEqual([{ kind: 'pong' }]);
    vi.advanceTimersByTime(10 * idleMs);
    expect(first.isTerminated).toBe(false);
  });

  it('serves one that asked before it was done, which is told nothing of the view before', () => {
    const { first, started, viewers } = givenBack();
    const next = viewers.take();
    const heard: unknown[] = [];
    next.onmessage = ({ data }) => heard.push(data);
    next.postMessage({ kind: 'fit' }, []);
    expect(first.sent).toEqual([{ kind: 'clear' }]);
    first.answer({ kind: 'pong' });
    first.answer({ kind: 'cleared' });
    expect(first.sent).toEqual([{ kind: 'clear' }, { kind: 'fit' }]);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(putAwayMs);
    expect(started).toHaveLength(1);
    expect(first.isTerminated).toBe(false);
  });

  it('is waited for by one view alone', () => {
    const { started, viewers } = givenBack();
    viewers.take();
    viewers.take();
    expect(started).toHaveLength(2);
  });

  it('is not waited for long', () => {
    const { first, started, viewers } = givenBack();
    viewers.take().postMessage({ kind: 'fit' }, []);
    vi.advanceTimersByTime(handOverMs);
    expect(started[1]?.sent).toEqual([{ kind: 'fit' }]);
    first.answer({ kind: 'cleared' });
    viewers.take().postMessage({ kind: 'fit' }, []);
    expect(first.sent.at(-1)).toEqual({ kind: 'fit' });
    expect(started).toHaveLength(2);
  });

  it('goes past a view that is gone before it comes', () => {
    const { first, started, viewers } = givenBack();
    viewers.take().release(true);
    viewers.take().terminate();
    viewers.take().postMessage({ kind: 'fit' }, []);
    first.answer({ kind: 'cleared' });
    expect(first.sent).toEqual([{ kind: 'clear' }, { kind: 'fit' }]);
    vi.advanceTimersByTime(10 * handOverMs);
    expect(started).toHaveLength(1);
  });

  it('has no other started for a view that is gone', () => {
    const { started, viewers } = givenBack();
    viewers.take().release(true);
    vi.advanceTimersByTime(handOverMs);
    expect(started).toHaveLength(1);
  });

  it('is ended when no view comes, once it has put away everything', () => {
    const { first } = givenBack();
    first.answer({ kind: 'cleared' });
    vi.advanceTimersByTime(idleMs - 1);
    expect(first.of('end')).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(first.of('end')).toHaveLength(1);
    expect(first.isTerminated).toBe(false);
    first.answer({ kind: 'ended' });
    expect(first.isTerminated).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['a problem', (port: FakePort) => port.answer({ kind: 'problem', problem: 'graphics-lost', detail: '' })],
    ['an error', (port: FakePort) => port.fail()],
  ])('is ended after %s while nobody has it', (_, trouble) => {
    const { first, started, viewers } = givenBack();
    first.answer({ kind: 'cleared' });
    trouble(first);
    vi.advanceTimersByTime(putAwayMs);
    expect(first.isTerminated).toBe(true);
    viewers.take();
    expect(started).toHaveLength(2);
  });

  it.each([
    ['says nothing', () => vi.advanceTimersByTime(putAwayMs)],
    ['has a problem', (port: FakePort) => port.answer({ kind: 'problem', problem: 'broken', detail: '' })],
    ['fails', (port: FakePort) => port.fail()],
  ])('is ended where it %s when it is to put its things away', (_, trouble) => {
    const { first, started, viewers } = givenBack();
    trouble(first);
    expect(first.isTerminated).toBe(true);
    viewers.take();
    expect(started).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a viewer that may not be sound', () => {
  it('may put its things away, and serves nobody', () => {
    const { first, started, viewers } = givenBack({ isSound: false });
    viewers.take();
    expect(started).toHaveLength(2);
    expect(first.sent).toEqual([{ kind: 'end' }]);
    first.answer({ kind: 'ended' });
    expect(first.isTerminated).toBe(true);
  });

  it('has those that nobody uses ended as well: they may have lost the same graphics', () => {
    const { started, viewers } = pool();
    const [one, other] = [viewers.take(), viewers.take()];
    one.release(true);
    started[0]?.answer({ kind: 'cleared' });
    other.release(false);
    expect(started[0]?.of('end')).toHaveLength(1);
    viewers.take();
    expect(started).toHaveLength(3);
  });

  it('is ended all the same where it does not', () => {
    const { first } = givenBack({ isSound: false });
    vi.advanceTimersByTime(putAwayMs);
    expect(first.isTerminated).toBe(true);
  });

  it('is ended at once where the view ends it', () => {
    const { started, viewers } = pool();
    const port = viewers.take();
    port.terminate();
    port.release(true);
    expect(started[0]?.isTerminated).toBe(true);
    expect(started[0]?.sent).toEqual([]);
  });
});
