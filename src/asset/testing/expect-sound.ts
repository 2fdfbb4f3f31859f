import { expect } from 'vitest';
import type { AssetScene } from '../scene.ts';

/** What whoever draws or judges a scene relies on, whatever the file was. */
export function expectSound(scene: AssetScene): void {
  const { geometries, shapes, materials, textures, physics, notes } = scene;
  for (const { positions, indices, normals, uvs, colors, surface, pointCount } of geometries) {
    const vertices = positions.length / 3;
    expect(Number.isInteger(vertices) && indices.length % 3 === 0).toBe(true);
    expect(indices.every((index) => index < vertices)).toBe(true);
    expect(positions.every(Number.isFinite)).toBe(true);
    expect([
      normals?.length ?? 3 * vertices,
      uvs?.length ?? 2 * vertices,
      colors?.length ?? 4 * vertices,
    ]).toEqual([3 * vertices, 2 * vertices, 4 * vertices]);
    expect((surface?.points ?? positions).length).toBe(3 * pointCount);
    if (surface === null) continue;
    expect(surface.indices).toHaveLength(indices.length);
    expect(surface.indices.every((point) => point < pointCount)).toBe(true);
  }
  for (const { geometry, matrix, parts, color, body, collider } of shapes) {
    const drawn = geometries[geometry];
    expect(matrix).toHaveLength(16);
    expect(matrix.every(Number.isFinite)).toBe(true);
    let next = 0;
    for (const { start, count, material } of parts) {
      expect(start).toBe(next);
      expect(count).toBeGreaterThan(0);
      next = start + count;
      if (material !== null) expect(materials[material]).toBeDefined();
    }
    expect(next).toBe((drawn?.indices.length ?? -3) / 3);
    if (color !== null) expect(color).toHaveLength(4);
    if (body !== null) expect(physics?.bodies[body]).toBeDefined();
    if (collider !== null)
      expect(physics?.colliders[collider]?.shape).toBe(shapes.findIndex((one) => one.collider === collider));
  }
  expect(new Set(shapes.map(({ path }) => path)).size).toBe(shapes.length);
  for (const { maps } of materials)
    for (const map of Object.values(maps))
      expect(textures[map.texture]?.bytes ?? textures[map.texture]?.pixels).toBeDefined();
  for (const { colliders, parent, matrix, mass, centerOfMass, inertia, principalAxes } of physics?.bodies ??
    []) {
    for (const derived of [mass, centerOfMass, inertia, principalAxes])
      if (derived?.origin === 'derived') expect([derived.value].flat().every(Number.isFinite)).toBe(true);
    expect(matrix.every(Number.isFinite)).toBe(true);
    for (const collider of colliders) expect(physics?.colliders[collider]).toBeDefined();
    if (parent !== null) expect(physics?.bodies[parent]).toBeDefined();
  }
  for (const { shape, material, hull, volume } of physics?.colliders ?? []) {
    if (shape !== null) expect(shapes[shape]).toBeDefined();
    if (material !== null) expect(physics?.materials[material]).toBeDefined();
    if (volume !== null) expect(volume).toSatisfy(Number.isFinite);
    if (hull === null) continue;
    expect(hull.indices.every((index) => index < hull.positions.length / 3)).toBe(true);
    expect(hull.positions.every(Number.isFinite)).toBe(true);
  }
  for (const { bodies } of physics?.joints ?? [])
    for (const body of bodies) if (body !== null) expect(physics?.bodies[body]).toBeDefined();
  if (shapes.length === 0) expect(notes).not.toEqual([]);
  // It crosses from a worker.
  structuredClone(scene);
}
