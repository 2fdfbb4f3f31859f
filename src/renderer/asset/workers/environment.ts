import {
  CubeReflectionMapping,
  CubeTexture,
  DataTexture,
  DataUtils,
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  RGBAFormat,
} from 'three';
import { cubeOfLight, cubeSides } from '../studio.ts';

/** The studio as three takes its surroundings, blurred already for each roughness. */
export function studioTexture(): CubeTexture {
  const texture = cubeOf(0);
  // Three counts the levels by this list and leaves the last one out, as in cubes that it blurs itself the first is among them.
  texture.mipmaps = [cubeOf(1), cubeOf(2), cubeOf(2, 4)];
  texture.mapping = CubeReflectionMapping;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = false;
  texture.isPMREMTexture = true;
  return texture;
}

function cubeOf(level: 0 | 1 | 2, side: number = cubeSides[level]): CubeTexture {
  const faces = cubeOfLight(level, side).map((light) => {
    const data = new Uint16Array(light.length * 4);
    for (const [texel, value] of light.entries())
      data
        .fill(DataUtils.toHalfFloat(value), texel * 4, texel * 4 + 3)
        .fill(DataUtils.toHalfFloat(1), texel * 4 + 3, texel * 4 + 4);
    return new DataTexture(data, side, side, RGBAFormat, HalfFloatType);
  });
  const cube = new CubeTexture(faces);
  cube.type = HalfFloatType;
  cube.magFilter = LinearFilter;
  cube.needsUpdate = true;
  return cube;
}
