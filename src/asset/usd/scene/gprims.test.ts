import { describe, expect, it } from 'vitest';
import { boundsOf, sizeOf } from '../../bounds.ts';
import type { SceneWithoutPhysics } from './read-scene.ts';
import { sceneOfText } from './testing/usd-of.ts';

const sizeOfScene = (scene: SceneWithoutPhysics): number[] | null => {
  const bounds = boundsOf(scene);
  return bounds && sizeOf(bounds);
};

describe('a plain shape', () => {
  it.each([
    ['Cube', 'cube', [2, 2, 2]],
    ['Sphere', 'sphere', [2, 2, 2]],
    ['Cylinder', 'cylinder', [2, 2, 2]],
    ['Cylinder_1', 'cylinder', [2, 2, 2]],
    ['Cone', 'cone', [2, 2, 2]],
    ['Capsule', 'capsule', [1, 1, 2]],
    ['Capsule_1', 'capsule', [1, 1, 2]],
    ['Plane', 'plane', [2, 2, 0]],
  ])('%s has the sizes of the schema where nothing is written', async (type, kind, size) => {
    const scene = await sceneOfText(`def ${type} "A" {}`);
    expect(scene.geometries).toMatchObject([{ kind }]);
    expect(sizeOfScene(scene)).toEqual(size);
    expect(scene.notes).toEqual([]);
  });

  it.each([
    ['Cube', 'double size = 4', [4, 4, 4]],
    ['Sphere', 'double radius = 3', [6, 6, 6]],
    ['Cylinder', 'double radius = 1\ndouble height = 5', [2, 2, 5]],
    ['Cylinder', 'double radius = 1\ndouble height = 5\nuniform token axis = "X"', [5, 2, 2]],
    ['Cylinder', 'double radius = 1\ndouble height = 5\nuniform token axis = "Y"', [2, 5, 2]],
    ['Cylinder_1', 'double radiusTop = 0\ndouble radiusBottom = 3\ndouble height = 5', [6, 6, 5]],
    ['Cone', 'double radius = 3\ndouble height = 5\nuniform token axis = "Y"', [6, 5, 6]],
    ['Capsule', 'double radius = 3\ndouble height = 5\nuniform token axis = "X"', [11, 6, 6]],
    ['Capsule', 'double radius = 3\ndouble height = 0', [6, 6, 6]],
    ['Capsule_1', 'double radiusTop = 1\ndouble radiusBottom = 2\ndouble height = 4', [4, 4, 7]],
    ['Plane', 'double width = 3\ndouble length = 5', [3, 5, 0]],
    ['Plane', 'double width = 3\ndouble length = 5\nuniform token axis = "X"', [0, 5, 3]],
    ['Plane', 'double width = 3\ndouble length = 5\nuniform token axis = "Y"', [3, 0, 5]],
  ])('%s is as large as it says: %s', async (type, sizes, size) => {
    expect(sizeOfScene(await sceneOfText(`def ${type} "A" { ${sizes} }`))).toEqual(size);
  });

  it('does not go by its extent', async () => {
    const scene = await sceneOfText('def Cube "A" { float3[] extent = [(-9, -9, -9), (9, 9, 9)] }');
    expect(sizeOfScene(scene)).toEqual([2, 2, 2]);
  });

  it.each([
    ['Sphere', 'double radius = -1', 'radius -1'],
    ['Sphere', 'double radius = 0', 'radius 0'],
    ['Cube', 'double size = inf', 'size Infinity'],
    ['Cone', 'double height = 1e300', 'height 1e+300'],
    ['Cylinder', 'double height = 0', 'height 0'],
    ['Capsule', 'double height = -1', 'height -1'],
  ])('%s of no size is left out, with a note: %s', async (type, sizes, detail) => {
    const scene = await sceneOfText(`def ${type} "A" { ${sizes}\n def Cube "Below" {} }`);
    expect(scene.shapes.map(({ path }) => path)).toEqual(['/A/Below']);
    expect(scene.notes).toEqual([{ code: 'damaged', place: '/A', detail }]);
  });

  it('shares its triangles with others of the same size', async () => {
    const scene = await sceneOfText(`
      def Sphere "A" {}
      def Sphere "B" { double radius = 1 }
      def Sphere "C" { double radius = 2 }`);
    expect(scene.shapes.map(({ geometry }) => geometry)).toEqual([0, 0, 1]);
    expect(scene.geometries).toHaveLength(2);
  });

  it('is seen from both sides where it is a plane, unless it says otherwise', async () => {
    const scene = await sceneOfText(`
      def Plane "A" {}
      def Plane "B" { uniform bool doubleSided = 0 }
      def Cube "C" {}
      def Cube "D" { uniform bool doubleSided = 1 }`);
    expect(scene.shapes.map(({ isDoubleSided }) => isDoubleSided)).toEqual([true, false, false, true]);
  });
});
