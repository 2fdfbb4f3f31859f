import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Toasts, undo as undoBy } from './toasts.svelte.ts';

const undo = () => undoBy(vi.fn());
const show = () => ({ label: 'Show', run: vi.fn() });
const textsOf = ({ current }: Toasts) => current.map(({ text }) => text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Toasts', () => {
  it('shows a plain message for five seconds', () => {
    const toasts = new Toasts();
    toasts.show('Copied the job ID.');
    expect(toasts.current).toMatchObject([{ text: 'Copied the job ID.', tone: 'info', action: null }]);
    vi.advanceTimersByTime(4_999);
    expect(toasts.current).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(toasts.current).toEqual([]);
  });

  it('shows one with something to press for ten seconds', () => {
    const toasts = new Toasts();
    const action = undo();
    toasts.show('Removed 1 job from the list.', { tone: 'problem', action });
    expect(toasts.current).toMatchObject([{ tone: 'problem', action }]);
    vi.advanceTimersByTime(9_999);
    expect(toasts.current).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(toasts.current).toEqual([]);
  });

  it('lets each go at its own time', () => {
    const toasts = new Toasts();
    toasts.show('first');
    vi.advanceTimersByTime(3_000);
    toasts.show('second');
    vi.advanceTimersByTime(2_000);
    expect(textsOf(toasts)).toEqual(['second']);
  });

  it('does not pile up equal messages; the last of them stays its full time', () => {
    const toasts = new Toasts();
    toasts.show('same');
    toasts.show('other');
    vi.advanceTimersByTime(3_000);
    toasts.show('same');
    expect(textsOf(toasts)).toEqual(['other', 'same']);
    vi.advanceTimersByTime(4_999);
    expect(textsOf(toasts)).toEqual(['same']);
  });

  it('counts equal messages that have something to press, of which the last one’s is kept', () => {
    const toasts = new Toasts();
    const last = show();
    for (const action of [show(), show(), last]) toasts.show('Watching 1 new job.', { action });
    toasts.show('Watching 2 new jobs.', { action: show() });
    expect(toasts.current).toMatchObject([{ times: 3, action: last }, { times: 1 }]);
  });

  it('keeps an equal message that has something of its own to undo', () => {
    const toasts = new Toasts();
    const actions = [undo(), undo()];
    for (const action of actions) toasts.show('Removed 1 job from the list.', { action });
    expect(toasts.current.map(({ action }) => action)).toEqual(actions);
  });

  it('shows the last three', () => {
    const toasts = new Toasts();
    for (const text of ['a', 'b', 'c', 'd']) toasts.show(text);
    expect(textsOf(toasts)).toEqual(['b', 'c', 'd']);
  });

  it('other messages displace none that can be undone', () => {
    const toasts = new Toasts();
    toasts.show('Removed 1 job from the list.', { action: undo() });
    toasts.show('Removed 2 jobs from the list.', { action: undo() });
    for (const text of ['a', 'b', 'c']) toasts.show(text);
    expect(textsOf(toasts)).toEqual(['Removed 1 job from the list.', 'Removed 2 jobs from the list.', 'c']);
  });

  it('messages with other actions displace none that can be undone', () => {
    const toasts = new Toasts();
    toasts.show('Removed 1 job from the list.', { action: undo() });
    for (let index = 1; index <= 8; index += 1) toasts.show(`${index}`, { action: show() });
    expect(textsOf(toasts)).toEqual(['Removed 1 job from the list.', '7', '8']);
  });

  it('shows the last six that can be undone, and the latest message', () => {
    const toasts = new Toasts();
    for (let index = 1; index <= 7; index += 1) toasts.show(`${index}`, { action: undo() });
    toasts.show('a');
    toasts.show('b');
    expect(textsOf(toasts)).toEqual(['2', '3', '4', '5', '6', '7', 'b']);
  });

  it('undoes what was done last, also after its message has gone, and says so', () => {
    const toasts = new Toasts();
    const [first, second] = [undo(), undo()];
    expect(toasts.canUndo).toBe(false);
    toasts.undoLast();
    toasts.show('Removed 1 job.', { action: first });
    toasts.show('Archived 2 jobs.', { action: second });
    vi.advanceTimersByTime(60_000);
    toasts.undoLast();
    expect(second.run).toHaveBeenCalledOnce();
    expect(textsOf(toasts)).toEqual(['Undone: Archived 2 jobs.']);
    toasts.undoLast();
    expect(first.run).toHaveBeenCalledOnce();
    expect(toasts.canUndo).toBe(false);
  });

  it('undoes also what no message told of', () => {
    const toasts = new Toasts();
    const run = vi.fn();
    toasts.noteUndo('Added the tag “oak”.', run);
    expect(toasts.current).toEqual([]);
    toasts.undoLast();
    expect(run).toHaveBeenCalledOnce();
    expect(textsOf(toasts)).toEqual(['Undone: Added the tag “oak”.']);
  });

  it('undoes once, by the button of a message or otherwise', () => {
    const toasts = new Toasts();
    const [first, second] = [undo(), undo()];
    toasts.show('Removed 1 job.', { action: first });
    toasts.show('Archived 2 jobs.', { action: second });
    const [, pressed] = toasts.current;
    if (pressed !== undefined) toasts.press(pressed);
    toasts.undoLast();
    toasts.undoLast();
    expect([first, second].map(({ run }) => vi.mocked(run).mock.calls.length)).toEqual([1, 1]);
    expect(textsOf(toasts)).toEqual(['Undone: Removed 1 job.']);
  });

  it('dismisses the one that is meant', () => {
    const toasts = new Toasts();
    for (const text of ['a', 'b', 'c']) toasts.show(text);
    toasts.dismiss(toasts.current[1]?.key ?? 0);
    expect(textsOf(toasts)).toEqual(['a', 'c']);
  });
});
