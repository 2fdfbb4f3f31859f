import { describe, expect, it } from 'vitest';
import { AssetBudget } from './limits.ts';
import { readAsset } from './read-asset.ts';
import { MemoryFiles } from './testing/memory-files.ts';

const toy = `#usda 1.0
(
  defaultPrim = "Toy"
  metersPerUnit = 1
  upAxis = "Z"
)
def Xform "Toy" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"])
{
  float physics:mass = 2.5
  def Cube "Look" { double size = 0.5 }
  def Cube "Hull" (prepend apiSchemas = ["PhysicsCollisionAPI"])
  {
    double size = 0.6
    uniform token purpose = "guide"
  }
}
`;

const read = (file: string, content = toy) =>
  readAsset(file, new MemoryFiles({ [file]: content }), new AssetBudget());

describe('reading an asset', () => {
  it.each(['toy.usda', 'toy.usd', 'FOLDER/TOY.USD'])(
    'reads %s with what an engine makes of it',
    async (file) => {
      const scene = await read(file);
      expect(scene).toMatchObject({ format: 'usd', file, defaultPrim: '/Toy', metersPerUnit: { value: 1 } });
      expect(
        scene.shapes.map(({ name, purpose, body, collider }) => [name, purpose, body, collider]),
      ).toEqual([
        ['Look', 'default', 0, null],
        ['Hull', 'guide', 0, 0],
      ]);
      expect(scene.physics?.bodies[0]?.mass).toMatchObject({ value: 2.5, origin: 'authored', file });
    },
  );

  it.each(['toy.obj', 'toy', 'toy.constructor'])(
    'refuses %s, which is of no kind that is read',
    async (file) => {
      await expect(read(file)).rejects.toMatchObject({ code: 'not-understood' });
    },
  );

  it('says which file is missing', async () => {
    const none = readAsset('toy.usd', new MemoryFiles({}), new AssetBudget());
    await expect(none).rejects.toMatchObject({ code: 'missing', message: 'toy.usd' });
  });
});
