import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import { judge } from './judge.ts';
import type { PartOf, Subject } from './subject.ts';
import { parts, ruleIds } from './verdict.ts';

describe('the rules', () => {
  it('are all there, in their order', () => {
    expect(rules.map(({ id }) => id)).toEqual(ruleIds);
  });

  it.each(rules)('$id has a source, and parts that it is about', ({ sources, parts: own, thresholds }) => {
    expect(sources.length).toBeGreaterThan(0);
    for (const { by, code, version, name } of sources) {
      expect(name).not.toBe('');
      // Its tests have no codes, and are those of an earlier release than its requirements.
      if (by === 'SimReady') expect(version).toBe(code === null ? '2026.06.0' : '2026.08.0');
    }
    expect(own.length).toBeGreaterThan(0);
    expect(parts.filter((part) => own.includes(part))).toEqual(own);
    for (const threshold of Object.values(thresholds)) expect(threshold).toHaveProperty('value');
  });

  const everywhere = <View>(part: PartOf<View>): PartOf<View> => part;
  it.each<[string, Subject]>([
    [
      'absent',
      {
        usd: everywhere({ kind: 'absent' }),
        mjcf: everywhere({ kind: 'absent' }),
        gltf: everywhere({ kind: 'absent' }),
        rest: null,
      },
    ],
    [
      'not asked',
      {
        usd: everywhere({ kind: 'not-asked' }),
        mjcf: everywhere({ kind: 'not-asked' }),
        gltf: everywhere({ kind: 'not-asked' }),
        rest: null,
      },
    ],
  ])('neither pass nor fail what is %s, and say why', (_name, subject) => {
    const verdict = judge(subject);
    expect(verdict).toMatchObject({ level: null, findings: [], judged: [] });
    expect(new Set(verdict.notJudged.map(({ rule }) => rule))).toEqual(new Set(ruleIds));
  });
});
