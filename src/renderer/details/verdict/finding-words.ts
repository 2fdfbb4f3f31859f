import type { Finding, Place, RuleSource } from '../../../asset/verdict/verdict.ts';
import type { AssetPart } from '../../../shared/assets.ts';
import { quantityText } from '../../../shared/words/verdict/evidence.ts';
import { verdictWords } from '../../words/verdict.ts';

/** Which part of a job shows a place; null for one that has no 3D view. */
export function shownPart({ part }: Place): AssetPart | null {
  if (part === 'gltf') return null;
  return part === 'usd' ? 'result-usd' : 'result-mjcf';
}

/** The numbers and names of a finding, in the order in which they were said. */
export const evidenceLines = ({ evidence }: Pick<Finding, 'evidence'>): string[] =>
  Object.entries(evidence).map(([name, quantity]) => `${nameInWords(name)}: ${quantityText(quantity)}`);

/** `hullVolume` as `hull volume`. */
const nameInWords = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll(/[-_]/g, ' ');

export const sourceLine = ({ by, code, name, version }: RuleSource): string =>
  verdictWords.source(by, code, name, version);

/** The last part of a path, as people call it. */
export const placeName = ({ path }: Place): string => path.split('/').findLast((part) => part !== '') ?? path;
