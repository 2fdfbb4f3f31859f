import { expect, it } from 'vitest';
import { AssetBudget } from '../limits.ts';
import { nodeDecoders } from '../testing/gltf-decoders.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { describeSharedAssets, readSharedAsset } from '../testing/shared-assets.ts';
import { readGltf } from './read-gltf.ts';
import { validateGltf } from './validate-gltf.ts';

const decoders = nodeDecoders();
const filesOf = (...paths: string[]): MemoryFiles =>
  new MemoryFiles(Object.fromEntries(paths.map((path) => [path, readSharedAsset(path)])));
const read = (...paths: string[]) => readGltf(paths[0] ?? '', filesOf(...paths), new AssetBudget(), decoders);

/** Lengths of the box around all shapes. */
function sizes({ geometries, shapes }: Awaited<ReturnType<typeof read>>): number[] {
  const [min, max] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  for (const { geometry, matrix } of shapes) {
    const { positions = new Float32Array() } = geometries[geometry] ?? {};
    for (let at = 0; at < positions.length; at += 3)
      for (let row = 0; row < 3; row++) {
        let value = matrix[12 + row] ?? 0;
        for (let n = 0; n < 3; n++) value += (matrix[4 * n + row] ?? 0) * (positions[at + n] ?? 0);
        min[row] = Math.min(min[row] ?? 0, value);
        max[row] = Math.max(max[row] ?? 0, value);
      }
  }
  return max.map((value, axis) => value - (min[axis] ?? 0));
}

describeSharedAssets('glTF files of others', () => {
  it.each([
    ['plain', ['glb/Box.glb']],
    ['compressed by meshopt, quantized', ['glb/BoxMeshopt.glb']],
    ['compressed by Draco, in two files', ['glb/BoxDraco/BoxDraco.gltf', 'glb/BoxDraco/0.bin']],
  ])('have the box %s', async (_what, paths) => {
    const scene = await read(...paths);
    expect(scene.notes).toEqual([]);
    expect(scene.geometries.map(({ indices, pointCount }) => [indices.length / 3, pointCount])).toEqual([
      [12, 24],
    ]);
    expect(sizes(scene)).toEqual([1, 1, 1].map((one) => expect.closeTo(one, 3) as unknown));
    expect(scene.materials).toMatchObject([{ name: 'Red', metallic: 0 }]);
  });

  it('have six meshes in seven places', async () => {
    const scene = await read('glb/ShapeCollection.glb');
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
    expect(scene.geometries).toHaveLength(6);
    expect(sum(scene.geometries.map(({ indices }) => indices.length / 3))).toBe(2390);
    expect(sum(scene.geometries.map(({ pointCount }) => pointCount))).toBe(4872);
    expect(scene.shapes).toHaveLength(7);
    expect(scene.materials).toEqual([]);
  });

  it.each([
    ['bom', 'INVALID_JSON'],
    ['length_mismatch', 'GLB_LENGTH_MISMATCH'],
    ['truncated_chunk_data', 'GLB_UNEXPECTED_END_OF_CHUNK_DATA'],
  ])('are damaged, and the validator says why: %s', async (name, code) => {
    const path = `glb/malformed/${name}.glb`;
    await expect(read(path)).rejects.toMatchObject({ code: 'damaged' });
    const { errors } = await validateGltf(readSharedAsset(path), path, filesOf(path));
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  it('are without errors to the validator, with what lies beside them', async () => {
    const paths = ['glb/BoxDraco/BoxDraco.gltf', 'glb/BoxDraco/0.bin'];
    const report = await validateGltf(readSharedAsset(paths[0] ?? ''), paths[0] ?? '', filesOf(...paths));
    expect(report).toMatchObject({ errors: [], isCutOff: false });
  });
});
