import type { NotApplicable } from '../../../asset/mjcf/simulation.ts';
import { assetWords } from '../../words/asset.ts';
import { formatForce, formatEnergy, formatSeconds } from '../quantities.ts';
import { problemInWords } from '../picture-words.ts';
import type { PokeReport, PokeState } from '../../../asset/poke/state.ts';

const words = assetWords.poke;
const reasons: Record<NotApplicable, string> = words.notApplicable;

/** Seconds after which what has not come to rest is said to still move. */
const patience = 8;

/** How a simulated asset is, in words that stay the same while nothing new is to be said. */
export function pokeInWords(state: PokeState): string {
  switch (state.kind) {
    case 'off':
      return '';
    case 'preparing':
      return words.preparing;
    case 'not-applicable':
      return reasons[state.reason];
    case 'failed':
      return [problemInWords(state.problem), state.detail].filter((text) => text !== '').join(' ');
    case 'simulated':
      return reportInWords(state.report);
  }
}

function reportInWords({ isHeld, isRunning, motion, time, trouble }: PokeReport): string {
  if (trouble !== null) return words.unstable(trouble);
  if (motion.kind === 'ready') return words.ready;
  if (motion.kind === 'resting')
    return (motion.hasFallen ? words.fallen : words.resting)(formatSeconds(motion.seconds));
  if (!isRunning) return words.paused(formatSeconds(time));
  if (isHeld) return words.held;
  return motion.seconds >= patience ? words.stillMoving(formatSeconds(patience)) : words.moving;
}

/** The numbers of a simulated asset, each with what it is. */
export const pokeNumbers = ({ contacts, force, kineticEnergy, time }: PokeReport) => [
  { label: words.time, value: formatSeconds(time) },
  { label: words.contacts, value: contacts.toLocaleString() },
  { label: words.force, value: formatForce(force) },
  { label: words.energy, value: formatEnergy(kineticEnergy) },
];

/** Whether an asset cannot be simulated, and something else is to be shown instead. */
export const isImpossible = ({ kind }: PokeState): boolean => kind === 'failed' || kind === 'not-applicable';
