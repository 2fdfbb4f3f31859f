import { describe, expect, it, vi } from 'vitest';
import { DoubleClicks } from './double-clicks.ts';

/** Stands for an element that lies in another that can be clicked, or in none. */
const within = (clicked: object | null) => Object.assign(new EventTarget(), { closest: () => clicked });

function start() {
  const clicks = new DoubleClicks();
  /** @returns whether it comes to what was clicked */
  const click = (detail: number, clicked: object | null): boolean => {
    const stop = vi.fn();
    clicks.guard({ detail, target: within(clicked), preventDefault: stop, stopImmediatePropagation: stop });
    expect([0, 2]).toContain(stop.mock.calls.length);
    return stop.mock.calls.length === 0;
  };
  return click;
}

describe('the second half of a double click', () => {
  const [cancel, next] = [{}, {}];

  it('presses nothing that has come in the place of what the first half pressed', () => {
    const click = start();
    expect([click(1, cancel), click(2, next), click(3, next)]).toEqual([true, false, false]);
  });

  it('closes no dialog that the first half opened', () => {
    const click = start();
    expect([click(1, cancel), click(2, null)]).toEqual([true, false]);
  });

  it('presses the same once more, as does each further click', () => {
    const click = start();
    expect([click(1, next), click(2, next), click(3, next)]).toEqual([true, true, true]);
  });

  it('on a label is one on what that names', () => {
    const click = start();
    const label = { control: next };
    expect([click(1, label), click(0, next), click(2, label), click(2, next)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('leaves a click on another thing alone, and one by a key', () => {
    const click = start();
    expect([click(1, cancel), click(1, next), click(0, cancel)]).toEqual([true, true, true]);
  });
});

describe('Enter that is held', () => {
  it.each([
    ['presses a button once', { repeat: true }, {}, true],
    ['does not keep the first press from it', { repeat: false }, {}, false],
    ['goes on in a field', { repeat: true }, null, false],
    ['is told from other keys', { repeat: true, key: 'ArrowDown' }, {}, false],
  ] as const)('%s', (_what, press, button, isStopped) => {
    const preventDefault = vi.fn();
    new DoubleClicks().guardKey({ key: 'Enter', ...press, target: within(button), preventDefault });
    expect(preventDefault.mock.calls.length > 0).toBe(isStopped);
  });
});
