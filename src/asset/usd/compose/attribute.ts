import type { AssetPath, AttributeSpec, NumberArray, Value } from '../layer.ts';
import { fieldOf, fileOf } from './opinions.ts';
import type { Opinion } from './opinions.ts';
import type { StageAttribute } from '../stage.ts';
import { isKind } from './values.ts';
import { toStageTime } from './node.ts';

/**
 * An attribute with everything that is said of it. The strongest opinion that has a value decides, with its default or, where
 * it has none, its samples; one that blocks it (`None`) hides all weaker ones.
 */
export class ComposedAttribute implements StageAttribute {
  readonly connections: string[];
  readonly #opinions: Opinion<AttributeSpec>[];
  readonly #start: number | null;
  #found: { value: Value | undefined; opinion: Opinion<AttributeSpec> | undefined } | null = null;

  /** @param start the time in the stage that samples are taken at; null for the first of them */
  constructor(opinions: Opinion<AttributeSpec>[], connections: string[], start: number | null) {
    this.#opinions = opinions;
    this.connections = connections;
    this.#start = start;
  }

  get typeName(): string {
    return this.#opinions.find(({ spec }) => spec.typeName !== '')?.spec.typeName ?? '';
  }

  get file(): string {
    return fileOf(this.#find().opinion ?? this.#opinions[0]) ?? '';
  }

  value(): Value | undefined {
    return this.#find().value;
  }

  number(): number | undefined {
    const value = this.value();
    return typeof value === 'number' ? value : undefined;
  }

  bool(): boolean | undefined {
    const value = this.value();
    return typeof value === 'boolean' ? value : undefined;
  }

  text(): string | undefined {
    const value = this.value();
    return typeof value === 'string' ? value : undefined;
  }

  numbers(): NumberArray | undefined {
    const value = this.value();
    return isNumbers(value) ? value : undefined;
  }

  asset(): AssetPath | undefined {
    const value = this.value();
    return isKind(value, 'asset') ? value : undefined;
  }

  field(name: string): Value | undefined {
    return fieldOf(this.#opinions, name);
  }

  #find(): { value: Value | undefined; opinion: Opinion<AttributeSpec> | undefined } {
    this.#found ??= this.#resolve();
    return this.#found;
  }

  #resolve(): { value: Value | undefined; opinion: Opinion<AttributeSpec> | undefined } {
    for (const opinion of this.#opinions) {
      let value = opinion.spec.value();
      if (value === undefined && (opinion.spec.samples?.times.length ?? 0) > 0)
        value = sampleAt(opinion, this.#start);
      if (value !== undefined) return { value: value ?? undefined, opinion };
    }
    return { value: undefined, opinion: undefined };
  }
}

const isNumbers = (value: Value | null | undefined): value is NumberArray =>
  value instanceof Float64Array ||
  value instanceof Float32Array ||
  value instanceof Int32Array ||
  value instanceof Uint32Array ||
  value instanceof Uint8Array;

/** The value at a time of the stage: between two samples of numbers what lies between them, else the one before. */
function sampleAt({ spec, node, layer }: Opinion<AttributeSpec>, start: number | null): Value | null {
  const { times, value } = spec.samples ?? { times: [], value: () => null };
  const { offset, scale } = toStageTime(node, layer);
  const time = start === null || scale === 0 ? -Infinity : (start - offset) / scale;
  const after = times.findIndex((at) => at > time);
  const before = after === -1 ? times.length - 1 : Math.max(0, after - 1);
  const held = value(before);
  const from = times[before] ?? time;
  const to = after === -1 ? from : (times[after] ?? from);
  if (time <= from || to <= from || !isInterpolated(spec.typeName)) return held;
  return between(held, value(after), (time - from) / (to - from));
}

/** What OpenUSD interpolates, without quaternions, which are held here. */
const isInterpolated = (typeName: string): boolean =>
  /^(half|float|double|timecode|matrix|point|normal|vector|color|texCoord)/.test(typeName);

function between(from: Value | null, to: Value | null, part: number): Value | null {
  if (typeof from === 'number' && typeof to === 'number') return from + (to - from) * part;
  if (!isNumbers(from) || !isNumbers(to) || from.length !== to.length) return from;
  return from.map((number, index) => number + ((to[index] ?? number) - number) * part);
}
