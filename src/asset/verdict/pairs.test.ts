import { describe, expect, it, vi } from 'vitest';
import { rules } from './rules.ts';
import { pairs, type Pair } from './testing/pairs.ts';
import { isJudged, kindsOf, verdictOn } from './testing/props.ts';
import type { Finding, RuleFacts, Verdict } from './verdict.ts';

/** How often each case is found, as all of the verdict says. */
const casesOf = ({ findings }: Verdict): Map<string, Finding> =>
  new Map(
    findings.map((finding) => [`${finding.rule} ${finding.kind} ${finding.level} ${finding.part}`, finding]),
  );

/** The rules by which more is found in one verdict than in another, once for each case. */
function moreIn(verdict: Verdict, other: Verdict): string[] {
  const others = casesOf(other);
  return [...casesOf(verdict)].flatMap(([key, { rule, count }]) =>
    count > (others.get(key)?.count ?? 0) ? [rule] : [],
  );
}

/** A limit of a rule's, and how far off what is near it may be: a tenth, one of what is counted, or a thousandth of 0. */
function limitOf({ thresholds }: RuleFacts, limit: string | number): { limit: number; off: number } {
  if (typeof limit === 'number') return { limit, off: limit / 10 };
  const threshold = thresholds[limit];
  if (threshold === undefined || !('value' in threshold)) throw new Error(`no threshold ${limit}`);
  const { value, unit } = threshold;
  return { limit: value, off: Math.max(value / 10, unit === 'count' ? 1 : 0, value === 0 ? 0.001 : 0) };
}

const named = ({ near }: Pair): string[] => (typeof near?.limit === 'string' ? [near.limit] : []);

describe.each(rules)('$id', (rule) => {
  const { id } = rule;
  const own: readonly [Pair, ...Pair[]] = pairs[id];

  it.each(own)('is what the one asset has and the other nearly has', async ({ trips, nearlyDoes }) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const [one, other] = [await verdictOn(trips), await verdictOn(nearlyDoes)];
    warn.mockRestore();
    expect(moreIn(one, other)).toEqual([id]);
    expect(moreIn(other, one).filter((more) => more !== id)).toEqual([]);
    expect(isJudged(other, id)).toBe(true);
    if (trips === own[0].trips) expect(kindsOf(other, id)).toEqual([]);
  });

  it('is found on one side of each number that it compares with, and hardly beyond', () => {
    expect(own.flatMap(named).toSorted()).toEqual(Object.keys(rule.thresholds).toSorted());
    for (const { near } of own) {
      if (near === null) continue;
      const { limit, off } = limitOf(rule, near.limit);
      for (const value of [near.trips, near.nearlyDoes])
        expect(Math.abs(value - limit)).toBeLessThanOrEqual(off);
      expect((near.trips - limit) * (near.nearlyDoes - limit)).toBeLessThanOrEqual(0);
      expect(near.trips).not.toBe(near.nearlyDoes);
    }
  });
});
