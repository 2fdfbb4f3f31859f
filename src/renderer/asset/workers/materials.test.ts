import { LinearFilter, LinearMipmapLinearFilter, Matrix3, MeshBasicMaterial, Vector2 } from 'three';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MapUseOf, Material } from '../../../asset/scene.ts';
import { DrawnMaterials, type Surface } from './materials.ts';

const plain: Material = {
  name: 'Look',
  path: '/Look',
  color: [1, 1, 1],
  emissive: [0, 0, 0],
  opacity: 1,
  metallic: 0,
  roughness: 1,
  alphaCutoff: null,
  usesVertexColors: false,
  maps: {},
};
const map: MapUseOf = {
  texture: 0,
  channel: 'rgb',
  scale: [1, 1, 1, 1],
  bias: [0, 0, 0, 0],
  wrapS: 'repeat',
  wrapT: 'repeat',
  isSrgb: true,
  transform: null,
};
const bare: Surface = { hasColors: false, isFlat: false, color: null };
const drawn = (material: Partial<Material>): DrawnMaterials =>
  new DrawnMaterials({ materials: [{ ...plain, ...material }] }, [
    { width: 1, height: 1, data: new Uint8Array(4) },
  ]);

beforeEach(() => vi.stubGlobal('ImageBitmap', vi.fn()));
afterEach(() => vi.unstubAllGlobals());

describe('coordinates of a picture', () => {
  it('are scaled, then turned counter-clockwise, then moved', () => {
    const transform: MapUseOf['transform'] = { rotation: Math.PI / 2, scale: [2, 3], offset: [10, 20] };
    const texture = drawn({ maps: { color: { ...map, transform } } }).of(0, bare).map;
    // (1, 1) is scaled to (2, 3), then turned to (-3, 2).
    const { x, y } = new Vector2(1, 1).applyMatrix3(texture?.matrix ?? new Matrix3());
    expect([x, y]).toEqual([expect.closeTo(7), expect.closeTo(22)]);
    expect(texture?.matrixAutoUpdate).toBe(false);
  });
});

describe('a material that takes colours from what it is on', () => {
  it('has those of vertices, else that of the shape', () => {
    const materials = drawn({ usesVertexColors: true, color: [1, 0.5, 1] });
    const ofVertices = materials.of(0, { hasColors: true, isFlat: false, color: [1, 0, 0, 1] });
    expect([ofVertices.vertexColors, ofVertices.color.toArray()]).toEqual([true, [1, 0.5, 1]]);
    const ofShape = materials.of(0, { ...bare, color: [0.5, 0.5, 0, 0.25] });
    expect(ofShape.color.toArray()).toEqual([0.5, 0.25, 0]);
    expect([ofShape.vertexColors, ofShape.opacity, ofShape.transparent]).toEqual([false, 0.25, true]);
    expect(materials.of(0, bare).color.toArray()).toEqual([1, 0.5, 1]);
  });

  it('is told from one that does not', () => {
    const other = drawn({ color: [1, 0.5, 1] }).of(0, { ...bare, color: [0, 0, 0, 1] });
    expect(other.color.toArray()).toEqual([1, 0.5, 1]);
  });
});

describe('a material that no light falls on', () => {
  it('has its own colour, that of its picture and those of what it is on, and no others', () => {
    const materials = drawn({
      isUnlit: true,
      usesVertexColors: true,
      color: [0.5, 1, 1],
      emissive: [1, 1, 1],
      maps: { color: map },
    });
    const plainly = materials.of(0, bare);
    expect(plainly).toBeInstanceOf(MeshBasicMaterial);
    expect([plainly.color.toArray(), plainly.map !== null, plainly.toneMapped]).toEqual([
      [0.5, 1, 1],
      true,
      false,
    ]);
    expect(materials.of(0, { hasColors: true, isFlat: true, color: null }).vertexColors).toBe(true);
    expect(materials.of(0, { ...bare, color: [0.5, 0.5, 0, 1] }).color.toArray()).toEqual([0.25, 0.5, 0]);
  });

  it('is told from one that light falls on', () => {
    expect(drawn({}).of(0, bare)).not.toBeInstanceOf(MeshBasicMaterial);
  });
});

describe('a picture that is made smaller or larger', () => {
  it('is drawn smoothly, whether it is unpacked or given as numbers', () => {
    const texture = drawn({ maps: { color: map } }).of(0, bare).map;
    expect([texture?.magFilter, texture?.minFilter]).toEqual([LinearFilter, LinearMipmapLinearFilter]);
  });
});

describe('a material that reads a channel as its file scales it', () => {
  const reading = (scale: number, bias: number) => {
    const roughness: MapUseOf = { ...map, channel: 'a', scale: [1, 1, 1, scale], bias: [0, 0, 0, bias] };
    const material = drawn({ maps: { roughness } }).of(0, bare);
    const shader = { uniforms: {}, vertexShader: '', fragmentShader: '#include <roughnessmap_fragment>' };
    material.onBeforeCompile(shader as Parameters<typeof material.onBeforeCompile>[0], null as never);
    return { ...shader, key: material.customProgramCacheKey() };
  };

  it('shares its shader with those that scale it otherwise', () => {
    const [one, other] = [reading(2, 0.5), reading(1e300, Infinity)];
    expect(one.fragmentShader).toContain('texelRoughness.a * numbers_roughness.x + numbers_roughness.y');
    expect([other.fragmentShader, other.key]).toEqual([one.fragmentShader, one.key]);
    expect(one.uniforms).toEqual({ numbers_roughness: { value: new Vector2(2, 0.5) } });
    expect(other.uniforms).toEqual({ numbers_roughness: { value: new Vector2(1e300, 0) } });
  });
});
