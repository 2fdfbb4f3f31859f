import { expect, it } from 'vitest';
import { AtRest } from './at-rest.ts';

function watched() {
  const timers: (() => void)[] = [];
  let runs = 0;
  const atRest = new AtRest({ later: (run) => timers.push(run), restMs: 10, run: () => (runs += 1) });
  return {
    atRest,
    passRest: () => timers.splice(0).forEach((run) => run()),
    seen: () => ({ runs, timers: timers.length }),
  };
}

it('runs once when nothing has changed for a while, and has no timer then', () => {
  const { atRest, passRest, seen } = watched();
  atRest.noteChange();
  expect(seen()).toEqual({ runs: 0, timers: 1 });
  passRest();
  expect(seen()).toEqual({ runs: 1, timers: 0 });
});

it('waits on while changes come, with one timer for all of them', () => {
  const { atRest, passRest, seen } = watched();
  for (let round = 0; round < 3; round += 1) {
    for (let change = 0; change < 5; change += 1) atRest.noteChange();
    expect(seen()).toEqual({ runs: 0, timers: 1 });
    passRest();
  }
  expect(seen()).toEqual({ runs: 0, timers: 1 });
  passRest();
  expect(seen()).toEqual({ runs: 1, timers: 0 });
});

it('runs again after the next changes', () => {
  const { atRest, passRest, seen } = watched();
  for (let round = 1; round <= 2; round += 1) {
    atRest.noteChange();
    passRest();
    expect(seen()).toEqual({ runs: round, timers: 0 });
  }
});
