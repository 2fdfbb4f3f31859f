import loadMujoco from '@mujoco/mujoco';
import { decode } from 'fast-png';
import { validateBytes } from 'gltf-validator';
import omggif from 'omggif';
import { Mesh, MeshStandardMaterial } from 'three';
import type { Group, Object3D } from 'three';
import { USDLoader } from 'three/addons/loaders/USDLoader.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { modelFor } from '../shapes/catalogue.ts';
import { triangleCount } from '../shapes/model.ts';
import { pngOf, texturePng } from '../textures/texture.ts';
import { gifBytes, GIF_FRAMES, GIF_SIZE, stillOf } from './gif.ts';
import { glbBytes } from './glb.ts';
import { objText, stlBytes } from './obj.ts';
import { mjcfFiles, usdFiles } from './package-files.ts';

const MODELS = ['toolbox', 'mug', 'gear'].map((name) => ({ name, model: modelFor(name) }));

function meshesIn(group: Group): Mesh[] {
  const found: Mesh[] = [];
  group.traverse((object: Object3D) => {
    if (object instanceof Mesh) found.push(object);
  });
  return found;
}

/** Stands in for the browser's images: loads a picture from the package and notes which were asked for. */
function stubImages(files: ReadonlyMap<string, Buffer>, asked: string[]): void {
  const createElementNS = (): object => {
    const listeners = new Map<string, () => void>();
    return {
      addEventListener: (event: string, listener: () => void) => listeners.set(event, listener),
      removeEventListener: () => undefined,
      set src(url: string) {
        asked.push(url);
        queueMicrotask(() => listeners.get(files.has(url) ? 'load' : 'error')?.());
      },
    };
  };
  vi.stubGlobal('document', { createElementNS });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(MODELS)('the USD of a $name in three', ({ name, model }) => {
  it('loads with its meshes and its textures from beside it', async () => {
    const files = usdFiles(model, name);
    const asked: string[] = [];
    stubImages(files, asked);
    const layer = files.get(`usd/${name}/${name}.usd`) ?? Buffer.alloc(0);
    const group = await new Promise<Group>((resolve, reject) => {
      new USDLoader().parse(layer.toString(), `usd/${name}/`, resolve, reject);
    });
    const textures = model.materials.map((one) => `usd/${name}/textures/${one.name}.png`);
    expect(new Set(asked)).toEqual(new Set(textures));
    const drawn = meshesIn(group).filter((mesh) => model.parts.some((part) => part.name === mesh.name));
    expect(drawn).toHaveLength(model.parts.length);
    for (const mesh of drawn) {
      const part = model.parts.find((one) => one.name === mesh.name);
      const corners = mesh.geometry.index?.count ?? mesh.geometry.attributes['position']?.count;
      expect(corners).toBe((part?.mesh.triangles.length ?? 0) * 3);
      expect(mesh.geometry.attributes['uv']).toBeDefined();
      expect(mesh.geometry.attributes['normal']).toBeDefined();
      const { material } = mesh;
      expect(material instanceof MeshStandardMaterial && material.map !== null).toBe(true);
      expect(material instanceof MeshStandardMaterial && material.roughness).toBeCloseTo(
        part?.material.roughness ?? 0,
      );
    }
  });
});

describe('the MJCF in MuJoCo', () => {
  it(
    'compiles, weighs what the USD says and comes to rest upright on a floor',
    { timeout: 30_000 },
    async () => {
      const mujoco = await loadMujoco();
      for (const { name, model } of MODELS) {
        const files = new mujoco.MjVFS();
        let xml = '';
        for (const [path, bytes] of mjcfFiles(model, name)) {
          const inside = path.replace(`mjcf/${name}/`, '');
          if (inside === `${name}.xml`) xml = bytes.toString();
          else files.addBuffer(inside, new Uint8Array(bytes));
        }
        const floor = '<worldbody><geom type="plane" size="5 5 0.1"/>';
        const compiled = mujoco.MjModel.from_xml_string(xml.replace('<worldbody>', floor), files);
        const state = new mujoco.MjData(compiled);
        for (let step = 0; step < 100; step += 1) mujoco.mj_step(compiled, state);
        expect(compiled.ntex).toBe(model.materials.length);
        expect((compiled.body_mass as Float64Array)[1]).toBeCloseTo(model.massKg, 4);
        const [, , height = 9, upright = 0] = state.qpos as Float64Array;
        expect(Math.abs(height)).toBeLessThan(0.01);
        expect(upright).toBeGreaterThan(0.999);
        for (const held of [state, compiled, files]) held.delete();
      }
    },
  );
});

describe('the GLB', () => {
  it.each(['chair', 'mug', 'crate', 'lamp'])(
    'of a %s passes the Khronos validator without a word',
    async (name) => {
      const report = await validateBytes(new Uint8Array(await glbBytes(modelFor(name), name)));
      expect(report.issues.messages).toEqual([]);
      expect(report.info.totalTriangleCount).toBe(triangleCount(modelFor(name)));
    },
  );
});

describe('pictures', () => {
  it('are PNG files that another reader decodes', () => {
    for (const material of modelFor('toolbox').materials) {
      const { width, height, channels, data } = decode(texturePng(material));
      expect([width, height, channels]).toEqual([256, 256, 3]);
      expect(new Set(data).size).toBeGreaterThan(10);
    }
  });

  it('show the thing from the side asked for', () => {
    const front = stillOf(modelFor('mug'), -Math.PI / 2);
    const right = stillOf(modelFor('mug'), 0);
    expect(decode(pngOf(front, 2)).width).toBe(360);
    expect(Buffer.compare(Buffer.from(front.rgb), Buffer.from(right.rgb))).not.toBe(0);
  });

  it('move in an endless GIF whose frames differ', async () => {
    const gif = new omggif.GifReader(await gifBytes(modelFor('stool'), 'drop'));
    expect([gif.numFrames(), gif.width, gif.height]).toEqual([GIF_FRAMES, GIF_SIZE.width, GIF_SIZE.height]);
    expect(gif.loopCount()).toBe(0);
    const frame = (number: number): Buffer => {
      const pixels = Buffer.alloc(gif.width * gif.height * 4);
      gif.decodeAndBlitFrameRGBA(number, pixels);
      return pixels;
    };
    expect(frame(0).equals(frame(10))).toBe(false);
    expect(gif.frameInfo(1).delay).toBeGreaterThan(0);
  });
});

describe('meshes as input files', () => {
  const { mesh } = modelFor('mug').parts[0] ?? { mesh: undefined };

  it('come as OBJ with a line for every triangle', () => {
    const lines = (mesh === undefined ? '' : objText(mesh, 'mug')).split('\n');
    expect(lines.filter((line) => line.startsWith('f '))).toHaveLength(mesh?.triangles.length ?? -1);
    expect(lines.filter((line) => line.startsWith('v '))).toHaveLength(mesh?.positions.length ?? -1);
  });

  it('come as binary STL of the length that its count says', () => {
    const bytes = mesh === undefined ? Buffer.alloc(84) : stlBytes(mesh);
    expect(bytes.readUInt32LE(80)).toBe(mesh?.triangles.length);
    expect(bytes.length).toBe(84 + 50 * bytes.readUInt32LE(80));
  });
});
