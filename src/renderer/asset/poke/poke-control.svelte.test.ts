import { expect, it } from 'vitest';
import type { PokeReport } from '../../../asset/poke/state.ts';
import type { PokeAct } from './messages.ts';
import { PokeControl } from './poke-control.svelte.ts';

const report: PokeReport = {
  motion: { kind: 'moving', seconds: 0 },
  isRunning: true,
  isHeld: false,
  time: 0,
  contacts: 0,
  force: 0,
  kineticEnergy: 0,
  isLate: false,
  trouble: null,
};

function controlled() {
  const acts: PokeAct[] = [];
  return { acts, poke: new PokeControl((act) => acts.push(act)) };
}

function simulated(given: Partial<PokeReport> = {}) {
  const { acts, poke } = controlled();
  poke.toggle();
  poke.shown();
  poke.hear({ kind: 'simulated', report: { ...report, ...given } });
  acts.splice(0);
  return { acts, poke };
}

it('begins when the asset is shown and the person wants it, whichever comes first', () => {
  for (const isShownFirst of [true, false]) {
    const { acts, poke } = controlled();
    if (isShownFirst) poke.shown();
    else poke.toggle();
    expect(acts).toEqual([]);
    if (isShownFirst) poke.toggle();
    else poke.shown();
    expect(acts.map(({ kind }) => kind)).toEqual(['begin', 'speed', 'contacts']);
    expect(poke.state).toEqual({ kind: 'preparing' });
  }
});

it('ends, and hears nothing after that', () => {
  const { acts, poke } = simulated();
  poke.toggle();
  expect(acts).toEqual([{ kind: 'end' }]);
  poke.hear({ kind: 'simulated', report });
  expect(poke.state).toEqual({ kind: 'off' });
  poke.act({ kind: 'shake' });
  expect(acts).toHaveLength(1);
});

it('begins anew with an asset that is drawn anew, at the same speed', () => {
  const { acts, poke } = simulated();
  poke.speed = 'tenth';
  poke.toggleContacts();
  poke.gone();
  expect(poke.state).toEqual({ kind: 'off' });
  acts.splice(0);
  poke.shown();
  expect(acts).toEqual([
    { kind: 'begin' },
    { kind: 'speed', speed: 0.1 },
    { kind: 'contacts', isShown: false },
  ]);
});

it('runs and pauses', () => {
  const { acts, poke } = simulated();
  poke.toggleRunning();
  poke.hear({ kind: 'simulated', report: { ...report, isRunning: false } });
  poke.toggleRunning();
  expect(acts).toEqual([
    { kind: 'run', isRunning: false },
    { kind: 'run', isRunning: true },
  ]);
});

it.each([
  ['rests', { motion: { kind: 'resting', seconds: 1, hasFallen: false } }],
  ['is in trouble', { trouble: 'Nan' }],
] as const)('drops again what %s, as there is nothing to go on with', (_what, given) => {
  const { acts, poke } = simulated(given);
  poke.toggleRunning();
  expect(acts).toEqual([{ kind: 'drop' }]);
});

it('goes through the speeds', () => {
  const { acts, poke } = simulated();
  for (let press = 0; press < 3; press += 1) poke.nextSpeed();
  expect(acts.map((act) => act.kind === 'speed' && act.speed)).toEqual([0.25, 0.1, 1]);
});
