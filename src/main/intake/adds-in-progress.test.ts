import { describe, expect, it } from 'vitest';
import type { AddProgress } from '../../shared/intake.ts';
import { AddsInProgress } from './adds-in-progress.ts';

function start() {
  const ending = new AbortController();
  let shown: AddProgress | null = null;
  const adds = new AddsInProgress((progress) => (shown = progress), ending.signal);
  return { adds, ending, shown: () => shown };
}

describe('AddsInProgress', () => {
  it('shows the oldest that works', () => {
    const { adds, shown } = start();
    const [first, second] = [adds.begin(), adds.begin()];
    second.show({ done: 1, total: 2 });
    expect(shown()).toEqual({ number: 2, done: 1, total: 2 });
    first.show({ done: 0, total: null });
    expect(shown()).toEqual({ number: 1, done: 0, total: null });
    first.show(null);
    expect(shown()).toMatchObject({ number: 2 });
    second.end();
    first.end();
    expect(shown()).toBeNull();
  });

  it('says nothing of an addition that is over before it was shown', () => {
    const said: (AddProgress | null)[] = [];
    const adds = new AddsInProgress((progress) => said.push(progress), new AbortController().signal);
    const add = adds.begin();
    add.show(null);
    add.end();
    expect(said).toEqual([]);
  });

  it('cancels the one that is named, and none that is over', () => {
    const { adds } = start();
    const [first, second] = [adds.begin(), adds.begin()];
    first.end();
    adds.cancel(1);
    adds.cancel(2);
    expect([first.isCancelled, second.isCancelled]).toEqual([false, true]);
    expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true]);
  });

  it('ends all of them with the app, which is no cancelling', () => {
    const { adds, ending } = start();
    const add = adds.begin();
    ending.abort();
    expect([add.signal.aborted, add.isCancelled]).toEqual([true, false]);
  });
});
