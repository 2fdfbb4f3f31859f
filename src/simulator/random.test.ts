import { describe, expect, it } from 'vitest';
import { conversionId, pipelineId, testKey } from './ids.ts';
import { hash, seededRandom } from './random.ts';

describe('seededRandom', () => {
  it('gives the same stream for the same name and another for another', () => {
    const draw = (...path: (string | number)[]): number[] => {
      const random = seededRandom(...path);
      return [random.next(), random.next(), random.next()];
    };
    expect(draw('seed', 1)).toEqual(draw('seed', 1));
    expect(draw('seed', 1)).not.toEqual(draw('seed', 2));
    expect(draw('a', 'bc')).not.toEqual(draw('ab', 'c'));
  });

  it('spreads evenly and keeps to its limits', () => {
    const random = seededRandom('spread');
    const drawn = Array.from({ length: 4_000 }, () => random.integer(1, 4));
    for (const value of [1, 2, 3, 4]) {
      expect(drawn.filter((one) => one === value).length).toBeGreaterThan(880);
    }
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3, 4]));
    expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
  });

  it('refuses to pick from nothing', () => {
    expect(() => seededRandom('x').pick([])).toThrow('list is empty');
  });

  it('hashes a salt into another value', () => {
    expect(hash('toolbox', 1)).not.toBe(hash('toolbox', 2));
  });
});

describe('identifiers', () => {
  it('look like those of the service', () => {
    const random = seededRandom('ids');
    expect(conversionId(random)).toMatch(/^[a-z0-9]{24}$/);
    expect(pipelineId(random)).toMatch(/^phy_[a-z0-9]{16}$/);
    expect(testKey(random)).toMatch(/^rgyd_test_[A-Za-z0-9]{43}$/);
  });
});
