import { expect, it } from 'vitest';
import type { PokeReport } from '../../../asset/poke/state.ts';
import { isImpossible, pokeInWords, pokeNumbers } from './poke-words.ts';

const report: PokeReport = {
  motion: { kind: 'moving', seconds: 0.2 },
  isRunning: true,
  isHeld: false,
  time: 1.2345,
  contacts: 1200,
  force: 76.234,
  kineticEnergy: 1e-9,
  isLate: false,
  trouble: null,
};
const said = (given: Partial<PokeReport>): string =>
  pokeInWords({ kind: 'simulated', report: { ...report, ...given } });

it.each<[string, Partial<PokeReport>]>([
  ['Ready to run.', { motion: { kind: 'ready' }, isRunning: false }],
  ['Moving.', {}],
  ['Paused at 1.23 s.', { isRunning: false }],
  ['You hold it.', { isHeld: true }],
  ['Still moving after 8.0 s.', { motion: { kind: 'moving', seconds: 9.7 } }],
  ['At rest after 0.8 s.', { motion: { kind: 'resting', seconds: 0.8, hasFallen: false } }],
  [
    'It fell over, and is at rest after 1.25 s.',
    { motion: { kind: 'resting', seconds: 1.25, hasFallen: true } },
  ],
  ['MuJoCo stopped: Nan in QACC', { trouble: 'Nan in QACC', isRunning: false }],
])('says “%s”', (words, given) => {
  expect(said(given)).toBe(words);
});

it('says the same for as long as nothing changes', () => {
  const at = (seconds: number, time: number): string => said({ motion: { kind: 'moving', seconds }, time });
  expect(at(1, 1)).toBe(at(7.9, 9));
  expect(at(8, 9)).toBe(at(20, 21));
});

it('says why there is no simulation', () => {
  const refused = { kind: 'failed', problem: 'refused', detail: 'Element 2' } as const;
  expect(pokeInWords(refused)).toBe('The file was refused. Element 2');
  const fixed = { kind: 'not-applicable', reason: 'fixed' } as const;
  expect(pokeInWords(fixed)).toMatch(/^Not applicable: .* fixed to the world/);
  expect([isImpossible(refused), isImpossible(fixed), isImpossible({ kind: 'preparing' })]).toEqual([
    true,
    true,
    false,
  ]);
});

it('says the numbers with their units, and nothing for what is next to nothing', () => {
  expect(pokeNumbers(report).map(({ value }) => value)).toEqual(['1.23 s', '1,200', '76.2 N', '0 J']);
});
