import { describe, expect, it } from 'vitest';
import { estimate, hazard, isOverdue, noProgress, vague, withPoint } from './end-estimate.ts';

const second = 1_000;
const prior = { mean: Math.log(90 * second), sd: 0.6 };

/** What is likely of a run of so many seconds after progress was seen at these seconds. */
function seen(runSeconds: number, at: readonly number[], curvature = 1) {
  let line = noProgress;
  for (const time of at)
    line = withPoint(line, time * second, 100 * Math.min(1, time / runSeconds) ** curvature);
  return { line, likely: estimate(line, prior) };
}
const secondsOf = (mean: number): number => Math.exp(mean) / second;

describe('when a run is likely to end', () => {
  it('is what earlier ones took while no progress is seen', () => {
    expect(estimate(noProgress, prior)).toBe(prior);
    expect(estimate(withPoint(noProgress, 10 * second, 0), prior)).toBe(prior);
  });

  it.each([0.7, 1, 1.3])('is found from progress, also where it is uneven (%f)', (curvature) => {
    const { likely } = seen(200, [40, 80, 120, 160, 190], curvature);
    expect(secondsOf(likely.mean)).toBeGreaterThan(196);
    expect(secondsOf(likely.mean)).toBeLessThan(204);
  });

  it('is the more certain the nearer it is', () => {
    const spreads = [[40], [40, 80], [40, 80, 120], [40, 80, 120, 190]].map((at) => seen(200, at).likely.sd);
    expect(spreads.toSorted((a, b) => b - a)).toEqual(spreads);
    expect(spreads.at(-1)).toBeLessThan(0.02);
  });

  it('is less certain where progress does not keep to any line', () => {
    let jumping = noProgress;
    for (const [time, progress] of [
      [40, 60],
      [80, 15],
      [120, 80],
      [160, 30],
    ] as const)
      jumping = withPoint(jumping, time * second, progress);
    expect(estimate(jumping, prior).sd).toBeGreaterThan(4 * seen(200, [40, 80, 120, 160]).likely.sd);
  });

  it('can be said without any earlier run', () => {
    let line = noProgress;
    for (const time of [100, 200, 300]) line = withPoint(line, time * second, time / 4);
    expect(secondsOf(estimate(line, vague).mean)).toBeGreaterThan(370);
    expect(secondsOf(estimate(line, vague).mean)).toBeLessThan(430);
  });
});

describe('how likely a run ends in the next moment', () => {
  const { likely, line } = seen(200, [40, 80, 120, 160, 190]);
  const perSecond = (elapsed: number): number => hazard(likely, prior, elapsed * second) * second;

  it('is next to nothing long before, and much when the end is near', () => {
    expect(perSecond(100)).toBeLessThan(0.001);
    expect(perSecond(200)).toBeGreaterThan(0.1);
  });

  it('is little again once the likely time is long over: nothing is known then', () => {
    expect(perSecond(300)).toBeLessThan(0.02);
    expect(perSecond(300)).toBeGreaterThan(0.001);
    expect(isOverdue(likely, line, 300 * second)).toBe(true);
    expect(isOverdue(likely, line, 195 * second)).toBe(false);
  });

  it('is a number at any time', () => {
    for (const elapsed of [-5, 0, 0.001, 1, 1e3, 1e6, 1e9]) {
      expect(perSecond(elapsed)).toBeGreaterThanOrEqual(0);
      expect(perSecond(elapsed)).toBeLessThan(1e3);
    }
  });
});
