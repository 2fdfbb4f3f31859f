import { describe, expect, it } from 'vitest';
import { RequestSlots } from './request-slots.ts';

/** Milliseconds after which a request is slow. */
const slowMs = 5_000;

describe('the slots of requests', () => {
  it('are as many as may be in flight, and one more for a slow one', () => {
    const slots = new RequestSlots(() => 2);
    slots.begin('a', 0, false);
    expect(slots.hasRoom(false)).toBe(true);
    slots.begin('b', 0, false);
    expect([slots.hasRoom(false), slots.hasRoom(true)]).toEqual([false, true]);
    slots.begin('c', 0, true);
    expect(slots.hasRoom(true)).toBe(false);
  });

  it('have room again once a request has become slow, which goes on', () => {
    const slots = new RequestSlots(() => 1);
    const { abort } = slots.begin('a', 0, false);
    expect([slots.nextSlow(0), slots.nextSlow(slowMs)]).toEqual([slowMs, null]);
    expect(slots.makeRoom(slowMs - 1)).toBeNull();
    expect([slots.hasRoom(false), slots.isSlow('a')]).toEqual([false, false]);
    expect(slots.makeRoom(slowMs)).toBeNull();
    expect([slots.hasRoom(false), slots.hasRoom(true), slots.isSlow('a')]).toEqual([true, false, true]);
    expect(abort.signal.aborted).toBe(false);
  });

  it('have room for others by the end of a slow request only if a later one was answered', () => {
    const slots = new RequestSlots(() => 2);
    slots.begin('slow', 0, true);
    const late = slots.begin('late', 0, false);
    const quick = slots.begin('quick', 10, false);
    expect(slots.makeRoom(slowMs)).toBeNull();
    slots.end('quick', quick);
    slots.noteAnswered('quick', quick, 50);
    expect(slots.makeRoom(slowMs)).toBe('late');
    expect(late.abort.signal.aborted).toBe(true);
    expect([slots.has('late'), slots.has('slow'), slots.isSlow('late')]).toEqual([false, true, true]);
  });
});

describe('a job whose last request was slow', () => {
  it('counts as slow until one is answered in time, or the service answers none', () => {
    const slots = new RequestSlots(() => 1);
    // The service is quick.
    for (const id of ['b', 'c']) slots.noteAnswered(id, slots.begin(id, 0, false), 50);
    slots.noteSlow('a');
    const slow = slots.begin('a', 0, true);
    slots.noteAnswered('a', slow, slowMs);
    expect(slots.isSlow('a')).toBe(true);
    slots.noteAnswered('a', slots.begin('a', slowMs, true), slowMs + 1);
    expect(slots.isSlow('a')).toBe(false);
    slots.noteSlow('a');
    slots.forgetSlow();
    expect(slots.isSlow('a')).toBe(false);
  });
});

it('what a request brings is outdated once it was aborted, also where the job has another one', () => {
  const slots = new RequestSlots(() => 2);
  const first = slots.begin('a', 0, false);
  slots.noteSlow('a');
  slots.forget('a');
  expect([first.abort.signal.aborted, slots.isSlow('a')]).toEqual([true, false]);
  const second = slots.begin('a', 1, false);
  expect([slots.end('a', first), slots.has('a')]).toEqual([false, true]);
  const other = slots.begin('b', 1, false);
  expect([slots.end('a', second), slots.has('a')]).toEqual([true, false]);
  expect(slots.abortAll()).toEqual(['b']);
  expect([other.abort.signal.aborted, slots.end('b', other)]).toEqual([true, false]);
});
