import { describe, expect, it } from 'vitest';
import { describeSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import { everyValue } from './testing/every-value.ts';
import { readOrRefuse } from './testing/read-or-refuse.ts';
import { writeCrate } from './testing/write-crate.ts';

/** What LZ4 and the codes of integers could at most make of a byte: 255 bytes, four integers each. */
const mostOfAByte = 255 * 4;

/** A file with values of all types that its version has. */
function fileOf(version: number): Uint8Array {
  const cases = everyValue.filter(({ since = 4 }) => since <= version);
  const properties = Object.fromEntries(
    cases.map(({ written }, index) => [
      `a${index}`,
      { typeName: 'any', default: written, samples: [[index, written]] as const },
    ]),
  );
  return writeCrate({ prims: { A: { properties, variantSets: { v: { x: {}, y: {} } } } } }, { version });
}

/** Numbers that look random and are the same in each run. */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Reads a file cut at each hundredth and with single bytes changed: what is neither read nor refused throws. */
function expectHarmless(bytes: Uint8Array, flips: number): void {
  for (let percent = 0; percent < 100; percent += 1) {
    const part = bytes.slice(0, Math.floor((bytes.length * percent) / 100));
    expect(readOrRefuse(part).refusal, `cut at ${percent} %`).not.toBeNull();
  }
  const random = seeded(bytes.length);
  const next = (below: number): number => Math.floor(random.next().value * below);
  for (let flip = 0; flip < flips; flip += 1) {
    const changed = bytes.slice();
    // Half of them in the tables, which are at the end and a small part of most files.
    const start = flip % 2 === 0 ? 0 : Math.max(0, bytes.length - 2_000);
    const at = start + next(bytes.length - start);
    changed[at] = (changed[at] ?? 0) ^ (1 << next(8));
    expect(readOrRefuse(changed).values).toBeLessThan(bytes.length * mostOfAByte);
  }
}

describe('a damaged file', () => {
  it.each([4, 6, 8, 13])('of version 0.%i.0 is read or refused, and never more than its bytes', (version) => {
    const bytes = fileOf(version);
    expect(readOrRefuse(bytes).refusal).toBeNull();
    expectHarmless(bytes, 200);
  });
});

describeSharedAssets('a damaged file by others', () => {
  it.each([
    'omnidrones-gate_fixed',
    'omnidrones-rotor',
    'omnidrones-cf2x_isaac',
    'pegasus-Empty',
    'pegasus-Box',
    'newton-crazyflie',
    'newton-bunny',
    'openusd-Ball.maya',
    'openusd-top.geom',
  ])('%s is read or refused, and never more than its bytes', (name) => {
    expectHarmless(readSharedAsset(`usd/${name}.usd`), 60);
  });
});
