import { add, corners, normalize, placed, subtract } from '../shapes/mesh.ts';
import type { Vec3 } from '../shapes/mesh.ts';
import type { Model, Part } from '../shapes/model.ts';
import { textureImage } from '../textures/texture.ts';
import type { Image } from '../textures/texture.ts';
import { projection } from './camera.ts';
import type { Projection, View } from './camera.ts';
import { halved, mipmapsOf } from './mipmaps.ts';
import { drawTriangle, SCREEN_GAMMA, STRIDE } from './raster.ts';
import type { Canvas } from './raster.ts';
import { groundShadow } from './shadow.ts';

/** Where the model stands: turned about an axis through its origin, then moved. Radians, metres. */
export interface Pose {
  readonly move: Vec3;
  readonly axis: Vec3;
  readonly angle: number;
}
export const STANDING: Pose = { move: [0, 0, 0], axis: [0, 0, 1], angle: 0 };

/** Every pixel is drawn as this many in each direction and averaged, which smooths the edges. */
const OVERSAMPLING = 2;
/** One plain tone: a gradient would show as bands in the 256 colours of a GIF. */
const BACKDROP: Vec3 = [0.867, 0.88, 0.9];

/** A picture of a model on a plain ground, as a studio photograph would show it. */
export function renderView(model: Model, view: View, pose: Pose = STANDING): Image {
  const width = view.width * OVERSAMPLING;
  const height = view.height * OVERSAMPLING;
  const camera = projection(view, OVERSAMPLING);
  // The light turns with the camera, so that no side of the thing is ever left dark.
  const toLight = normalize([Math.cos(view.azimuth + 0.75) * 0.75, Math.sin(view.azimuth + 0.75) * 0.75, 1]);
  const parts = model.parts.map((part): Part => ({
    ...part,
    mesh: placed(part.mesh, pose.move, pose.axis, pose.angle),
  }));
  const canvas = backdrop(width, height);
  castShadow(canvas, parts, toLight, view);
  const toEye = normalize(subtract(camera.eye, view.target));
  for (const part of parts) drawPart(canvas, part, camera, toLight, normalize(add(toLight, toEye)));
  return halved(developed(canvas));
}

/** A distance from which the whole model fits the picture, from every side. */
export function fittingDistance(model: Model): number {
  const { min, max } = model.bounds;
  const reach = Math.hypot(...subtract(max, min)) / 2;
  return reach * 4.1;
}

function backdrop(width: number, height: number): Canvas {
  const light = new Float32Array(width * height * 3);
  const tone = BACKDROP.map((value) => value ** SCREEN_GAMMA);
  light.set(tone);
  for (let filled = 3; filled < light.length; filled *= 2) light.copyWithin(filled, 0, filled);
  return { width, height, light, nearness: new Float32Array(width * height) };
}

/** The shadow is soft, so half the pixels are enough for it. */
function castShadow(canvas: Canvas, parts: readonly Part[], toLight: Vec3, view: View): void {
  const size = { width: view.width, height: view.height };
  const triangles = parts.flatMap((part) => corners(part.mesh));
  const shadow = groundShadow(triangles, toLight, projection(view, 1), size);
  for (let row = 0; row < canvas.height; row += 1) {
    for (let column = 0; column < canvas.width; column += 1) {
      const depth = shadow.depth[(row >> 1) * shadow.width + (column >> 1)] ?? 0;
      const at = (row * canvas.width + column) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        canvas.light[at + channel] = (canvas.light[at + channel] ?? 0) * (1 - 0.62 * depth);
      }
    }
  }
}

function drawPart(canvas: Canvas, part: Part, camera: Projection, toLight: Vec3, halfway: Vec3): void {
  const { mesh, material } = part;
  const vertices = new Float32Array(mesh.positions.length * STRIDE);
  mesh.positions.forEach((position, at) => {
    const normal = mesh.normals[at] ?? [0, 0, 1];
    const uv = mesh.uvs[at] ?? [0, 0];
    vertices.set([...camera.project(position), ...normal, ...uv], at * STRIDE);
  });
  const { roughness, metallic } = material;
  const surface = { mipmaps: mipmapsOf(textureImage(material)), roughness, metallic, toLight, halfway };
  for (const [a, b, c] of mesh.triangles) drawTriangle(canvas, vertices, a, b, c, surface);
}

/** Linear light to the bytes of a screen. */
function developed(canvas: Canvas): Image {
  const rgb = new Uint8Array(canvas.light.length);
  const steps = SCREEN_BYTES.length - 1;
  for (let at = 0; at < rgb.length; at += 1) {
    rgb[at] = SCREEN_BYTES[Math.round(Math.min(1, canvas.light[at] ?? 0) * steps)] ?? 255;
  }
  return { width: canvas.width, height: canvas.height, rgb };
}

/** The byte for each of 4,096 levels of light; raising every pixel to a power would take most of the time. */
const SCREEN_BYTES = Uint8Array.from({ length: 4_096 }, (_unused, level) =>
  Math.round(255 * (level / 4_095) ** (1 / SCREEN_GAMMA)),
);
