import { afterEach, describe, expect, it } from 'vitest';
import { Measures, measureLimits } from './measures.ts';
import { meshText, prismPoints, prismSides } from './testing/meshes.ts';
import {
  apis,
  binding,
  cubeCollider,
  cubeVisual,
  findingOf,
  kindsOf,
  numberOf,
  prop,
  reasonsOf,
  verdictOnUsd,
} from './testing/props.ts';
import { boxPoints, boxSides, spherePoints } from '../solids/testing/meshes.ts';
import type { AssetScene } from '../scene.ts';

const usual = { ...measureLimits };
afterEach(() => void Object.assign(measureLimits, usual));

const hullOf = (approximation: string): string =>
  `uniform token physics:approximation = "${approximation}"\n uniform token purpose = "guide"\n ${binding}`;

describe('limits of what is measured', () => {
  it('have a very fine mesh sampled of fewer triangles, and say so', async () => {
    const visual = meshText('Visual', prismPoints(60, 0.25, 0.5), prismSides(60));
    const collider = cubeCollider('', 1);
    const whole = findingOf(await verdictOnUsd(prop({ visual, collider })), 'collider-shape');
    Object.assign(measureLimits, { sampledTriangles: 100 });
    const thinned = findingOf(await verdictOnUsd(prop({ visual, collider })), 'collider-shape');
    expect([numberOf(thinned, 'triangles'), numberOf(thinned, 'sampled')]).toEqual([236, 79]);
    expect(numberOf(thinned, 'distance')).toBeCloseTo(numberOf(whole, 'distance'), 1);
    expect(numberOf(thinned, 'diagonal')).toBeCloseTo(numberOf(whole, 'diagonal'), 6);
  });

  it('leave distances to very fine colliders out', async () => {
    Object.assign(measureLimits, { colliderTriangles: 11 });
    const verdict = await verdictOnUsd(prop());
    expect(reasonsOf(verdict, 'collider-shape')).toEqual(['too-large']);
    Object.assign(measureLimits, { colliderTriangles: 12 });
    expect(reasonsOf(await verdictOnUsd(prop()), 'collider-shape')).toEqual([]);
  });

  it('leave edges of very fine meshes out, and volumes with them', async () => {
    const visual = meshText('Visual', boxPoints([0.5, 0.5, 0.5]), boxSides);
    Object.assign(measureLimits, { inspectedTriangles: 11 });
    const verdict = await verdictOnUsd(prop({ visual }));
    expect(reasonsOf(verdict, 'inconsistent-surface')).toEqual(['too-large']);
    expect(reasonsOf(verdict, 'collider-volume')).toEqual(['too-large']);
    Object.assign(measureLimits, { inspectedTriangles: 12 });
    expect(reasonsOf(await verdictOnUsd(prop({ visual })), 'collider-volume')).toEqual([]);
  });

  it('add up the volumes of very many colliders', async () => {
    const more = cubeCollider().replace('"Collider"', '"Other"');
    const body = 'float physics:mass = 1';
    Object.assign(measureLimits, { overlappingColliders: 1 });
    const sum = findingOf(await verdictOnUsd(prop({ more, body })), 'implausible-density');
    expect(numberOf(sum, 'volume')).toBeCloseTo(0.25, 9);
    Object.assign(measureLimits, usual);
    const union = findingOf(await verdictOnUsd(prop({ more, body })), 'implausible-density');
    expect(numberOf(union, 'volume')).toBeCloseTo(0.125, 2);
  });

  it('bear a collider and a visual mesh of 300,000 faces', { timeout: 60_000 }, async () => {
    // A sphere of points, and triangles between any three of them: as unruly as can be.
    const count = 150_000;
    const points = spherePoints(count, 0.25);
    const list = Array.from({ length: count }, (_none, n) => points.subarray(3 * n, 3 * n + 3).join(', '));
    const corners = Array.from({ length: 900_000 }, (_none, n) => (n * 7919) % count);
    const mesh = (name: string, inner: string, metadata = ''): string => `def Mesh "${name}" ${metadata} {
      point3f[] points = [(${list.join('), (')})]
      int[] faceVertexCounts = [${'3, '.repeat(300_000).slice(0, -2)}]
      int[] faceVertexIndices = [${corners.join(', ')}]
      uniform token subdivisionScheme = "none"
      ${inner}
    }`;
    const text = prop({
      visual: mesh('Visual', ''),
      collider: mesh('Collider', hullOf('convexHull'), apis('Collision', 'MeshCollision')),
      body: 'float physics:mass = 60',
    });
    const verdict = await verdictOnUsd(text);
    expect(kindsOf(verdict, 'fine-colliders')).toEqual(['corners']);
    expect(verdict.judged).toContain('collider-shape');
    expect(verdict.judged).toContain('inconsistent-surface');
  });
});

describe('what is measured', () => {
  it('is a round shape with its true volume, though it is drawn with facets', async () => {
    const sphere = (name: string, x: number): string =>
      cubeCollider(`double radius = 0.25
        double3 xformOp:translate = (${x}, 0, 0)
        uniform token[] xformOpOrder = ["xformOp:translate"]`)
        .replace('def Cube "Collider"', `def Sphere "${name}"`)
        .replace('double size = 0.5', '');
    const text = prop({ collider: sphere('A', 0) + sphere('B', 2), body: 'float physics:mass = 1' });
    const finding = findingOf(await verdictOnUsd(text), 'implausible-density');
    expect(numberOf(finding, 'volume')).toBeCloseTo((8 / 3) * Math.PI * 0.25 ** 3, 9);
    expect(numberOf(finding, 'error')).toBe(0);
  });

  it('is worked out once for all rules', () => {
    const indices = Uint32Array.of(0, 1, 2);
    let reads = 0;
    const geometry = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
      kind: 'mesh' as const,
      get indices() {
        reads += 1;
        return indices;
      },
    };
    const measures = new Measures({
      metersPerUnit: { value: 1, isAuthored: true },
      geometries: [geometry],
      shapes: [],
    } as unknown as AssetScene);
    const report = measures.surface(0);
    const after = reads;
    expect(measures.surface(0)).toBe(report);
    expect(reads).toBe(after);
  });

  it('leaves colliders out that are off', async () => {
    const off = cubeCollider('bool physics:collisionEnabled = false', 9).replace('"Collider"', '"Off"');
    expect((await verdictOnUsd(prop({ more: off }))).findings).toEqual([]);
  });

  it('takes several colliders of which one is no hull as the sum of all', async () => {
    const field = meshText(
      'Field',
      boxPoints([0.5, 0.5, 0.5]),
      boxSides,
      hullOf('sdf'),
      apis('Collision', 'MeshCollision'),
    );
    const text = prop({ more: field, body: 'float physics:mass = 1', visual: cubeVisual() });
    expect(numberOf(findingOf(await verdictOnUsd(text), 'implausible-density'), 'volume')).toBeCloseTo(
      0.25,
      9,
    );
  });
});
