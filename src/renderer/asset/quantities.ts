import { assetWords } from '../words/asset.ts';

const four = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const hundredths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
const three = (value: number): string =>
  value < 5e-4 ? '0' : value.toLocaleString(undefined, { maximumSignificantDigits: 3 });
const { units } = assetWords;

/** Quantities with their units, to four digits. What is no number has a dash. */
const written = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e7) ? value.toExponential(2) : four.format(value);
};

export const formatNumber = written;
export const formatLength = (metres: number): string => `${written(metres)} ${units.metre}`;
export const formatMass = (kilograms: number): string => `${written(kilograms)} ${units.kilogram}`;
export const formatDensity = (density: number): string => `${written(density)} ${units.density}`;
export const formatVolume = (volume: number): string => `${written(volume)} ${units.volume}`;
export const formatForce = (newtons: number): string => `${three(newtons)} ${units.newton}`;
export const formatEnergy = (joules: number): string => `${three(joules)} ${units.joule}`;
export const formatSeconds = (seconds: number): string => `${hundredths.format(seconds)} ${units.second}`;
export const formatAngle = (degrees: number): string => `${written(degrees)}${units.degree}`;

/** Below it there is only what is left of sums that come to nothing. No such bound is known of an inertia. */
const leastOf = { metre: 1e-9, inertia: 0 };

/** Three numbers of one unit, to four digits of the largest: what is far smaller is nothing beside it. */
export function formatTriple(given: readonly number[], unit: 'metre' | 'inertia'): string {
  const values = given.map((value) => (Math.abs(value) < leastOf[unit] ? 0 : value));
  const largest = Math.max(...values.map(Math.abs));
  const step = largest > 0 && Number.isFinite(largest) ? 10 ** (Math.floor(Math.log10(largest)) - 3) : 0;
  const rounded = step === 0 ? values : values.map((value) => Math.round(value / step) * step + 0);
  return `${rounded.map(written).join(', ')} ${units[unit]}`;
}
