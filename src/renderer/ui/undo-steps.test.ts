import { describe, expect, it, vi } from 'vitest';
import { UndoSteps } from './undo-steps.ts';

function setUp() {
  const clock = { now: 0 };
  const steps = new UndoSteps(() => clock.now);
  const add = (key: number) => steps.add({ key, text: `step ${key}`, run: vi.fn() });
  return { clock, steps, add };
}

describe('what can be undone', () => {
  it('is the last step first, each once', () => {
    const { steps, add } = setUp();
    expect(steps.last).toBeNull();
    add(1);
    add(2);
    expect(steps.last?.key).toBe(2);
    steps.take(2);
    expect(steps.last?.key).toBe(1);
    steps.take(1);
    expect(steps.last).toBeNull();
  });

  it('is nothing that was done more than ten minutes ago', () => {
    const { clock, steps, add } = setUp();
    add(1);
    clock.now = 10 * 60_000 - 1;
    expect(steps.last?.key).toBe(1);
    clock.now += 1;
    expect(steps.last).toBeNull();
  });

  it('is fifty steps at most', () => {
    const { steps, add } = setUp();
    for (let key = 1; key <= 51; key += 1) add(key);
    for (let key = 51; key > 1; key -= 1) steps.take(key);
    expect(steps.last).toBeNull();
  });
});
