import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError } from '../../limits.ts';
import { describeSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import { readText } from './read-text.ts';
import { sampleLayer } from './testing/sample-layer.ts';

/** `layer`, or the code of the error; anything else that is thrown fails the test. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    readText(bytes, 'a.usda', new AssetBudget());
    return 'layer';
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    expect(error.message).toMatch(/^a\.usda:\d+:\d+: expected .+, found /);
    return error.code;
  }
}

/** Numbers that look random and are the same in each run. */
function* numbersBelow(limit: number, count: number): Generator<number> {
  let state = 1;
  for (let made = 0; made < count; made += 1) {
    state = (state * 48_271) % 2_147_483_647;
    yield state % limit;
  }
}

const sample = new TextEncoder().encode(sampleLayer);

function expectDamage(bytes: Uint8Array): void {
  for (let percent = 0; percent < 100; percent += 1) {
    const cut = bytes.subarray(0, Math.floor((bytes.length * percent) / 100));
    const outcome = outcomeOf(cut);
    if (percent === 0) expect(outcome).toBe('damaged');
    expect(['layer', 'damaged']).toContain(outcome);
  }
}

function expectOutcomes(bytes: Uint8Array, count: number): void {
  for (const at of numbersBelow(bytes.length, count)) {
    const flipped = Uint8Array.from(bytes);
    for (const bit of numbersBelow(8, 1 + (at % 3)))
      flipped[(at + bit) % bytes.length] = (at * 31 + bit) & 0xff;
    expect(['layer', 'damaged', 'not-understood']).toContain(outcomeOf(flipped));
  }
}

describe('a layer with all that may stand in one', () => {
  it('is read', () => {
    expect(outcomeOf(sample)).toBe('layer');
  });

  it('that is cut off anywhere is damaged, or a layer', () => {
    for (let length = 0; length < sample.length; length += 1) {
      expect(['layer', 'damaged']).toContain(outcomeOf(sample.subarray(0, length)));
    }
    // The last prim has no end any more.
    expect(outcomeOf(sample.subarray(0, sample.lastIndexOf(125)))).toBe('damaged');
  });

  it('with bytes that changed is damaged, or a layer', () => {
    expectOutcomes(sample, 3000);
  });
});

describeSharedAssets('a real file', () => {
  it.each([
    'usd/newton-simple_articulation_with_mesh.usda',
    'usd/openusd-InheritedPurposes.usd',
    'usd/usdwg-UtahTeapot.usd',
    'usd/mujoco-usd_golden.usda',
  ])('%s, cut off at every hundredth or changed, is damaged, or a layer', (path) => {
    const bytes = readSharedAsset(path);
    expectDamage(bytes);
    expectOutcomes(bytes, bytes.length > 100_000 ? 60 : 500);
  });
});

describe('a file that is made to be large in memory', () => {
  const outcome = (text: string): string => {
    try {
      return readText(new TextEncoder().encode(`#usda 1.0\n${text}`), 'a.usda', new AssetBudget()).file;
    } catch (error) {
      return error instanceof AssetError ? error.code : String(error);
    }
  };

  it.each([
    ['a string without end', `def "A" { string a = "${'a'.repeat(1_000_000)}`, 'damaged'],
    ['a string of three quotes without end', `( doc = """${'\\"""\n'.repeat(200_000)}`, 'damaged'],
    ['an asset without end', `( a = @@@${'\\@@@'.repeat(200_000)}`, 'damaged'],
    ['a comment without end', `/*${'*/*'.repeat(1).repeat(300_000)}/*`, 'damaged'],
    ['a number without end', `def "A" { double a = ${'9'.repeat(1_000_000)}`, 'damaged'],
    ['a path without end', `def "A" { rel a = <${'{'.repeat(1_000_000)}`, 'damaged'],
    [
      'a path of many variants',
      `def "A" { rel a = </${'{'.repeat(500_000)}${'a{b=c}'.repeat(100_000)}> }`,
      'a.usda',
    ],
    ['a path that leads out of many prims', `def "A" { rel a = <${'../'.repeat(300_000)}> }`, 'damaged'],
    ['prims in one another', 'def "A" {'.repeat(10_000), 'too-deep'],
    ['parentheses in one another', `def "A" ( a = ${'('.repeat(10_000)}`, 'too-deep'],
    [
      'brackets in one another that are skipped',
      `def "A" { float a.spline = {${'('.repeat(10_000)}`,
      'too-deep',
    ],
    ['dictionaries in one another', `( a = {${'dictionary a = {'.repeat(10_000)}`, 'too-deep'],
    ['more prims than a person makes', 'def "A" {}\n'.repeat(200_001), 'too-many'],
  ])('is %s', (_, text, code) => {
    expect(outcome(text)).toBe(code);
  });
});
