import { describe, expect, it } from 'vitest';
import { modelFor, SHAPE_NAMES } from './catalogue.ts';
import { corners, cross, dot, subtract, volume } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';
import { triangleCount, vertexCount } from './model.ts';

const UP: Vec3 = [0, 0, 1];

/** Edges that do not have exactly one neighbour running the other way; none in a closed mesh. */
function openEdges(mesh: Mesh): string[] {
  const point = (p: Vec3): string => p.map((value) => Math.round(value * 1e7)).join();
  const edges = new Map<string, number>();
  for (const [a, b, c] of corners(mesh)) {
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      const key = `${point(from)} ${point(to)}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }
  }
  return [...edges.keys()].filter((key) => {
    const [from = '', to = ''] = key.split(' ');
    return edges.get(`${to} ${from}`) !== edges.get(key);
  });
}

describe.each(SHAPE_NAMES)('the %s', (name) => {
  const model = modelFor(name);
  const meshes = model.parts.flatMap((part) => [part.mesh, ...part.colliders]);

  it('is made of closed meshes that face outward', () => {
    for (const mesh of meshes) {
      expect(openEdges(mesh)).toEqual([]);
      expect(volume(mesh)).toBeGreaterThan(0);
    }
  });

  it('has a unit normal for each vertex on the side its triangles face', () => {
    for (const mesh of meshes) {
      expect(mesh.normals.every((normal) => Math.abs(Math.hypot(...normal) - 1) < 1e-9)).toBe(true);
      expect(mesh.uvs).toHaveLength(mesh.positions.length);
      const faces = corners(mesh);
      const wrong = mesh.triangles.filter((triangle, at) => {
        const [p, q, r] = faces[at] ?? [UP, UP, UP];
        const facing = cross(subtract(q, p), subtract(r, p));
        const normals = triangle.map((vertex) => mesh.normals[vertex] ?? UP);
        return Math.hypot(...facing) === 0 || normals.some((normal) => dot(normal, facing) < -1e-12);
      });
      expect(wrong).toEqual([]);
    }
  });

  it('stands on the ground and has a plausible size and mass', () => {
    expect(Math.abs(model.bounds.min[2])).toBeLessThan(0.003);
    expect(model.bounds.max[2]).toBeGreaterThan(0.08);
    expect(model.bounds.max[2]).toBeLessThan(1.2);
    expect(model.massKg).toBeGreaterThan(0.1);
    expect(model.massKg).toBeLessThan(60);
    expect(triangleCount(model)).toBeGreaterThan(300);
    expect(vertexCount(model)).toBeGreaterThan(200);
  });

  it('names its parts and materials uniquely', () => {
    const names = model.parts.map((part) => part.name);
    expect(new Set(names).size).toBe(names.length);
    expect(model.materials[0]?.name).toBe('diffuse');
  });
});

describe('modelFor', () => {
  it('finds the thing that a name or prompt speaks of', () => {
    expect(modelFor('Red_TOOLBOX.glb').name).toMatch(/^toolbox-/);
    expect(modelFor('a worn wooden crate with rope handles').name).toMatch(/^crate-/);
  });

  it('gives the same thing for the same name, built once', () => {
    expect(modelFor('unheard-of.glb')).toBe(modelFor('unheard-of.glb'));
  });

  it('varies colours from name to name', () => {
    const names = Array.from({ length: 20 }, (_unused, at) => modelFor(`mug_${at}.glb`).name);
    expect(new Set(names).size).toBe(4);
  });
});
