import type { Evidence, Quantity, Unit } from '../../../asset/verdict/verdict.ts';
import { countOf, percentOf } from '../count.ts';

/** What stands for a number or name that is not there: a verdict of another version may lack it. */
const missing = '–';

/** The evidence of a finding, for its sentence. */
export class Said {
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** A number with its unit, or a name. */
  of(name: string): string {
    return quantityText(this.#evidence[name]);
  }

  /** `3 faces`. */
  count(name: string, singular: string, plural?: string): string {
    const value = this.value(name);
    return Number.isNaN(value) ? missing : countOf(value, singular, plural);
  }

  /** A share of 1, as `12%`. */
  percent(name: string): string {
    const value = this.value(name);
    return Number.isNaN(value) ? missing : percentOf(100 * value);
  }

  /** The bare number; NaN for none. */
  value(name: string): number {
    const quantity = this.#evidence[name];
    return quantity !== undefined && 'value' in quantity ? quantity.value : Number.NaN;
  }
}

/** `12 mm`, `1.5 kg`, `/Prop/Body`. */
export function quantityText(quantity: Quantity | undefined): string {
  if (quantity === undefined) return missing;
  return 'text' in quantity ? quantity.text : inUnit(quantity.value, quantity.unit);
}

/** Larger and smaller names of a unit, the largest first, with how much of the unit each is. */
const scales: Partial<Record<Unit, readonly (readonly [string, number])[]>> = {
  m: [
    ['km', 1000],
    ['m', 1],
    ['cm', 0.01],
    ['mm', 0.001],
    ['µm', 1e-6],
  ],
  kg: [
    ['t', 1000],
    ['kg', 1],
    ['g', 0.001],
    ['mg', 1e-6],
  ],
  'm³': [
    ['m³', 1],
    ['L', 0.001],
    ['cm³', 1e-6],
    ['mm³', 1e-9],
  ],
};
const bare: ReadonlySet<Unit> = new Set(['number', 'count', 'ratio']);

function inUnit(value: number, unit: Unit): string {
  const size = Math.abs(value);
  const scale = scales[unit]?.find(([, factor]) => size >= factor) ?? scales[unit]?.at(-1);
  if (scale !== undefined && size > 0) return `${digits(value / scale[1])} ${scale[0]}`;
  if (unit === '°') return `${digits(value)}°`;
  const name = unit === 'unit' ? 'units' : unit;
  return bare.has(unit) ? digits(value) : `${digits(value)} ${name}`;
}

/** Three digits that count, as the system writes numbers; powers of ten for what would be a row of zeros. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  return value.toLocaleString(undefined, { maximumSignificantDigits: size >= 1000 ? 6 : 3 });
}
