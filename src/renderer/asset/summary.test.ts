import { describe, expect, it } from 'vitest';
import { factsOf } from './facts.ts';
import { rolesOf } from './layers.ts';
import { totalsOf } from './measures.ts';
import { summaryOf } from './summary.ts';
import { body, collider, joint, physics, scene, shape, sourced } from './testing/scenes.ts';
import type { AssetSummary } from './workers/protocol.ts';

function told(given: Parameters<typeof scene>[0]): AssetSummary {
  const one = scene(given);
  const roles = rolesOf(one);
  return summaryOf(one, roles, totalsOf(one, roles, 0));
}
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('what the page is told', () => {
  it('has the beginning of long lists, how many there are, and that there are more', () => {
    const lists = {
      bodies: times(50_000, body({ mass: sourced(1) })),
      colliders: times(1_001, collider()),
      joints: [joint({ bodies: [0, 40_000] })],
    };
    const summary = told({ physics: physics(lists) });
    expect(summary.physics?.bodies).toHaveLength(1_000);
    expect(summary.physics?.colliders).toHaveLength(1_000);
    expect(summary.colliderFiles).toHaveLength(1_000);
    expect(summary.counts).toEqual({
      bodies: 50_000,
      colliders: 1_001,
      joints: 1,
      centersOfMass: 0,
      inertias: 0,
    });
    expect(summary.notes.map(({ detail }) => detail)).toEqual([
      '49,000 bodies not listed',
      '1 collider not listed',
    ]);
    const facts = factsOf(summary);
    // The mass of all of them is not known, nor is who is at the joint's other end.
    expect(facts[0]?.facts).toHaveLength(2);
    expect(facts.find(({ kind }) => kind === 'Joint')?.facts[1]?.value).toBe('Toy – not listed');
  });

  it('counts the bodies that can be marked, listed or not', () => {
    const moments = (...values: [number, number, number]) => sourced(values);
    const [mass, centerOfMass] = [sourced(1), moments(0, 0, 0)];
    const bodies = [
      ...times(1_500, body({ mass, centerOfMass, inertia: moments(1, 1, 1) })),
      // No body has such moments, and without a mass there is nothing that turns.
      body({ mass, centerOfMass, inertia: moments(1, 1, 3) }),
      body({ inertia: moments(1, 1, 1) }),
    ];
    expect(told({ physics: physics({ bodies }) }).counts).toMatchObject({
      bodies: 1_502,
      centersOfMass: 1_501,
      inertias: 1_500,
    });
  });

  it('has all of short lists', () => {
    const summary = told({ physics: physics({ bodies: times(1_000, body()) }), notes: [] });
    expect([summary.physics?.bodies.length, summary.notes]).toEqual([1_000, []]);
  });

  it('has the beginning of very many notes', () => {
    const note = { code: 'missing-file', place: '/A', detail: 'a.usd' } as const;
    const { notes } = told({ notes: times(1_234, note) });
    expect([notes.length, notes.at(-1)?.detail]).toEqual([1_001, '234 notes not listed']);
  });

  it('counts the shapes that are not drawn, by why they are not, and no collider, which can be', () => {
    const shapes = [
      shape(),
      shape({ purpose: 'guide' }),
      shape({ purpose: 'guide' }),
      shape({ purpose: 'guide', collider: 0 }),
      shape({ purpose: 'proxy' }),
      shape({ isVisible: false }),
    ];
    expect(told({ shapes }).notDrawn).toEqual({ guides: 2, proxies: 1, hidden: 1 });
    expect(told({ shapes: shapes.slice(1, 3) }).notDrawn).toEqual({ guides: 0, proxies: 0, hidden: 0 });
  });

  it('has no text that is longer than can be read', () => {
    const long = 'N'.repeat(3_000_000);
    const given = { bodies: [body({ path: `/${long}`, name: long, mass: sourced(1, long) })] };
    const notes = [{ code: 'missing-file', place: long, detail: `${'x'.repeat(499)}\u{1f600}` } as const];
    const summary = told({ physics: physics(given), notes, file: `${long}.usd` });
    expect(JSON.stringify(summary).length).toBeLessThan(10_000);
    expect(summary.physics?.bodies[0]?.matrix).toBeInstanceOf(Float64Array);
    expect(summary.notes[0]?.detail.isWellFormed()).toBe(true);
  });
});
