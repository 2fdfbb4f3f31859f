import { describe, expect, it } from 'vitest';
import type { GltfFile } from '../testing/gltf-files.ts';
import { glb, triangleFile } from '../testing/gltf-files.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { validateGltf } from './validate-gltf.ts';

const none = new MemoryFiles({});
const withBounds = (): GltfFile => {
  const file = triangleFile();
  Object.assign(file.json.accessors[0] ?? {}, { min: [0, 0, 0], max: [1, 1, 0] });
  return file;
};

describe('the validator', () => {
  it('has nothing against a file that is right', async () => {
    const report = await validateGltf(withBounds().glb(), 'a.glb', none);
    expect(report).toMatchObject({ errors: [], warnings: [], isCutOff: false });
    expect(report.version).toMatch(/^2\./);
  });

  it('names each kind of error once, with how often it is there and where first', async () => {
    const file = withBounds();
    file.json['nodes'] = [{ mesh: 5 }, { mesh: 6 }];
    const { errors } = await validateGltf(file.glb(), 'a.glb', none);
    expect(errors).toMatchObject([{ code: 'UNRESOLVED_REFERENCE', count: 2, place: '/nodes/0/mesh' }]);
  });

  it('says what is wrong with the container', async () => {
    const bytes = glb('{"asset":{"version":"2.0"}}', null).slice();
    new DataView(bytes.buffer).setUint32(8, 4000, true);
    const { errors } = await validateGltf(bytes, 'a.glb', none);
    expect(errors.map(({ code }) => code)).toContain('GLB_LENGTH_MISMATCH');
  });

  it('looks into files beside it, and for no others', async () => {
    const file = withBounds();
    const bytes = new TextEncoder().encode(file.gltf('a.bin'));
    const beside = new MemoryFiles({ 'models/a.bin': file.binary });
    expect((await validateGltf(bytes, 'models/a.gltf', beside)).errors).toEqual([]);
    const lost = await validateGltf(bytes, 'a.gltf', beside);
    expect([...lost.errors, ...lost.warnings].map(({ code }) => code)).toEqual(['IO_ERROR']);
    const elsewhere = new TextEncoder().encode(file.gltf('../../a.bin'));
    const { errors, warnings } = await validateGltf(elsewhere, 'models/a.gltf', beside);
    expect([...errors, ...warnings].map(({ code }) => code)).toEqual(['IO_ERROR']);
  });

  it('says that it stopped where there is no end of errors', async () => {
    const file = withBounds();
    file.json['nodes'] = Array.from({ length: 1100 }, () => ({ mesh: 5 }));
    const report = await validateGltf(file.glb(), 'a.glb', none);
    expect(report.isCutOff).toBe(true);
  });
});
