import { expect, it } from 'vitest';
import { Measures } from './measures.ts';
import { judge } from './judge.ts';
import { findingOf } from './testing/props.ts';
import type { PhysicsScene } from '../physics.ts';
import type { AssetScene } from '../scene.ts';
import type { Stage } from '../usd/stage.ts';

/** Counts how often a rule looks at the items of a list. */
function counted<Item>(items: Item[], count: () => void): Item[] {
  return new Proxy(items, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) count();
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

it('looks at bodies and colliders so often as there are, not as often squared', () => {
  const looksAt = (bodies: number): number => {
    let looks = 0;
    const list = <Item>(make: (n: number) => Item): Item[] =>
      counted(
        Array.from({ length: bodies }, (_none, n) => make(n)),
        () => (looks += 1),
      );
    const bare = {
      mass: null,
      usd: { typeName: 'Xform', isInstanceProxy: false, resetsXformStack: false, massApi: null },
    };
    const matrix = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    const physics = {
      bodies: list((n) => ({
        ...bare,
        path: `/P/B${n}`,
        matrix,
        isEnabled: true,
        isKinematic: false,
        colliders: [n],
        parent: n === 0 ? null : 0,
        centerOfMass: null,
        inertia: null,
      })),
      colliders: list((n) => ({
        path: `/P/B${n}/C`,
        shape: null,
        body: n,
        isEnabled: true,
        approximation: 'none',
        fallback: null,
        hull: null,
        material: null,
        volume: null,
        usd: null,
      })),
      joints: list((n) => ({ path: `/P/J${n}`, bodies: [n, 0], missing: [], usd: null })),
      materials: [],
      gravity: null,
      usd: { articulationRoots: list((n) => `/P/B${n}`), engineSchemas: [], ineffective: [] },
    } as unknown as PhysicsScene;
    const scene = {
      metersPerUnit: { value: 1, isAuthored: true },
      upAxis: { value: 'Z', isAuthored: true },
      shapes: [],
      geometries: [],
      textures: [],
      notes: [],
      defaultPrim: null,
      physics,
    } as unknown as AssetScene;
    const stage = { notes: [], defaultPrim: null, primAt: () => null } as unknown as Stage;
    const absent = { kind: 'absent' } as const;
    const view = { part: 'usd', scene, physics, measures: new Measures(scene), stage } as const;
    const verdict = judge({ usd: { kind: 'read', view }, mjcf: absent, gltf: absent, rest: null });
    expect(verdict.notJudged.filter(({ reason }) => reason === 'failed')).toEqual([]);
    expect(findingOf(verdict, 'nested-bodies', 'no-reset').count).toBe(bodies - 1);
    return looks;
  };
  expect(looksAt(2000)).toBeLessThan(2.5 * looksAt(1000));
});
