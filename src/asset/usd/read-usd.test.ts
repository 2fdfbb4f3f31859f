import { describe, expect, test } from 'vitest';
import { AssetBudget } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { readUsd } from './read-usd.ts';

const read = (files: Record<string, string | Uint8Array>, file = 'toy.usda') =>
  readUsd(file, new MemoryFiles(files), new AssetBudget());

const toy = `#usda 1.0
(
    defaultPrim = "Toy"
    metersPerUnit = 1
    upAxis = "Z"
    subLayers = [@./physics.usda@]
)
def Xform "Toy" (
    prepend references = [@parts/body.usda@, @parts/gone.usda@]
)
{
}
`;
const physics = `#usda 1.0
over "Toy" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"])
{
    float physics:mass = 2
    over "Box" (prepend apiSchemas = ["PhysicsCollisionAPI"])
    {
        rel material:binding:physics = </Elsewhere>
    }
}
`;
const body = `#usda 1.0
(
    defaultPrim = "Body"
)
def "Body"
{
    def Cube "Box"
    {
        double size = 3
        rel material:binding = </Looks/Outside>
    }
}
`;

describe('a USD file', () => {
  test('is read with its layers, geometry and physics, and says what is missing', async () => {
    const scene = await read({ 'toy.usda': toy, 'physics.usda': physics, 'parts/body.usda': body });
    expect(scene).toMatchObject({
      format: 'usd',
      file: 'toy.usda',
      metersPerUnit: { value: 1, isAuthored: true },
      upAxis: { value: 'Z', isAuthored: true },
      defaultPrim: '/Toy',
      shapes: [{ path: '/Toy/Box', file: 'parts/body.usda', body: 0, collider: 0 }],
      physics: {
        bodies: [{ path: '/Toy', mass: { value: 2, file: 'physics.usda', place: '/Toy.physics:mass' } }],
        colliders: [{ path: '/Toy/Box', body: 0, shape: 0 }],
      },
    });
    expect(scene.notes).toContainEqual({ code: 'missing-file', place: '/Toy', detail: 'parts/gone.usda' });
    expect(scene.notes).toContainEqual({
      code: 'missing-prim',
      place: '/Toy/Box.material:binding',
      detail: '/Looks/Outside',
    });
    expect(scene.notes.filter(({ detail }) => detail === '/Looks/Outside')).toHaveLength(1);
  });

  test('that is not there, or is none, is an error', async () => {
    await expect(read({})).rejects.toMatchObject({ code: 'missing' });
    await expect(read({ 'toy.usda': '<html>' })).rejects.toMatchObject({ code: 'not-understood' });
  });

  test('names what only physics leads to, once', async () => {
    const scene = await read({
      'toy.usda': `#usda 1.0
def "Toy" (prepend references = @j.usda@</J>)
{
}
`,
      'j.usda': `#usda 1.0
def "J"
{
    def PhysicsFixedJoint "Joint"
    {
        rel physics:body0 = </Elsewhere>
    }
}
`,
    });
    expect(scene.notes.filter(({ code }) => code === 'missing-prim')).toEqual([
      { code: 'missing-prim', place: '/Toy/Joint.physics:body0', detail: '/Elsewhere' },
    ]);
  });
});
