import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { totalsOf } from './measures.ts';
import { summaryOf } from './summary.ts';
import { FakePort } from './testing/fake-port.ts';
import { scene } from './testing/scenes.ts';
import { maxSilenceMs, ViewerLink } from './viewer-link.ts';
import type { FromViewer, LentAsset } from './workers/protocol.ts';

const asset: LentAsset = { token: 'abc', file: 'a.usd', files: [] };

const empty = scene();
const summary = summaryOf(empty, [], totalsOf(empty, [], 0));

function linked() {
  const port = new FakePort();
  const heard: FromViewer[] = [];
  return { port, heard, link: new ViewerLink(port, (message) => heard.push(message)) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a viewer that answers', () => {
  it('is listened to, and not asked again once nothing is due', () => {
    const { port, heard, link } = linked();
    link.send({ kind: 'fit' });
    link.send({ kind: 'fit' });
    expect(port.of('ping')).toHaveLength(1);
    port.answer({ kind: 'pong' });
    vi.advanceTimersByTime(10 * maxSilenceMs);
    expect(port.isTerminated).toBe(false);
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is asked again and again while it loads, and may take as long as it answers', () => {
    const { port, link } = linked();
    link.send({ kind: 'load', asset });
    for (let second = 0; second < 60; second += 1) {
      port.answer({ kind: 'pong' });
      vi.advanceTimersByTime(1_000);
    }
    expect(port.isTerminated).toBe(false);
    expect(port.of('ping').length).toBeGreaterThan(50);
    expect(vi.getTimerCount()).toBe(1);
    port.answer({ kind: 'pong' });
    vi.advanceTimersByTime(1_000);
    port.answer({ kind: 'ready', summary });
    port.answer({ kind: 'pong' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is asked no more once it has a problem', () => {
    const { port, link } = linked();
    link.send({ kind: 'load', asset });
    port.answer({ kind: 'problem', problem: 'damaged', detail: '' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a viewer that does not answer', () => {
  it('is ended, and its problem told once', () => {
    const { port, heard, link } = linked();
    link.send({ kind: 'load', asset });
    vi.advanceTimersByTime(maxSilenceMs - 1);
    expect(port.isTerminated).toBe(false);
    vi.advanceTimersByTime(1);
    expect(port.isTerminated).toBe(true);
    expect(heard).toEqual([{ kind: 'problem', problem: 'too-long', detail: '' }]);
    port.answer({ kind: 'pong' });
    port.fail();
    link.send({ kind: 'fit' });
    expect(heard).toHaveLength(1);
    expect(port.of('fit')).toEqual([]);
  });

  it('is ended also when it stops answering while it loads', () => {
    const { port, heard, link } = linked();
    link.send({ kind: 'load', asset });
    port.answer({ kind: 'pong' });
    vi.advanceTimersByTime(1_000 + maxSilenceMs);
    expect(heard).toMatchObject([{ problem: 'too-long' }]);
  });

  it('is a broken one where its script fails', () => {
    const { port, heard } = linked();
    port.fail();
    expect(port.isTerminated).toBe(true);
    expect(heard).toMatchObject([{ kind: 'problem', problem: 'broken', detail: 'x is not defined' }]);
  });
});

describe('a viewer that is given back', () => {
  it('may be used again', () => {
    const { port, link } = linked();
    link.send({ kind: 'load', asset });
    port.answer({ kind: 'ready', summary });
    link.end();
    expect(port.released).toEqual({ isSound: true });
    expect(port.isTerminated).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may not while it loads, as that may never end', () => {
    const { port, link } = linked();
    link.send({ kind: 'load', asset });
    link.end();
    expect(port.released).toEqual({ isSound: false });
  });

  it('may not after a problem', () => {
    const { port, heard } = linked();
    port.answer({ kind: 'problem', problem: 'graphics-lost', detail: '' });
    expect(heard).toHaveLength(1);
    expect(port.released).toEqual({ isSound: false });
  });
});
