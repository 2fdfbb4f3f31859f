import { Mesh, Raycaster, Vector3, type Camera, type WebGLRenderer } from 'three';
import { expect, it } from 'vitest';
import { ContactShadow } from './ground.ts';

it('shows each part of a shadow below what throws it', () => {
  const cameras: Camera[] = [];
  const renderer = {
    getClearColor: () => undefined,
    getClearAlpha: () => 0,
    setClearColor: () => undefined,
    setRenderTarget: () => undefined,
    render: (_scene: unknown, camera: Camera) => void cameras.push(camera),
  };
  const shadow = new ContactShadow();
  shadow.draw(renderer as unknown as WebGLRenderer, new Mesh(), { min: [-1, 0, -2], max: [3, 1, 1] });
  const [fromBelow] = cameras;
  fromBelow?.updateMatrixWorld();
  shadow.plane.updateMatrixWorld();
  for (const [x, z] of [
    [-0.9, -1.9],
    [2.9, -1.9],
    [1, 0.8],
  ] as const) {
    const drawn = new Vector3(x, 0, z).project(fromBelow as Camera);
    const ray = new Raycaster(new Vector3(x, 9, z), new Vector3(0, -1, 0));
    const shown = ray.intersectObject(shadow.plane)[0]?.uv;
    expect(shown?.x).toBeCloseTo((drawn.x + 1) / 2);
    expect(shown?.y).toBeCloseTo((drawn.y + 1) / 2);
  }
});
