import type { Image } from '../textures/texture.ts';

/** A picture in the making: linear light for each pixel, and one over the depth of what is nearest there. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
  readonly nearness: Float32Array;
}

/** Pixel column and row, one over the depth, normal (3), texture coordinates (2). */
export const STRIDE = 8;

/** The power that turns a screen's bytes into light. */
export const SCREEN_GAMMA = 2.2;

/** The light that each byte of a texture stands for. */
const LIGHT_OF_BYTE = Float32Array.from({ length: 256 }, (_unused, byte) => (byte / 255) ** SCREEN_GAMMA);

export interface Surface {
  readonly mipmaps: readonly Image[];
  readonly roughness: number;
  readonly metallic: number;
  /** Unit vectors towards the light and, for highlights, half-way between light and eye. */
  readonly toLight: readonly [number, number, number];
  readonly halfway: readonly [number, number, number];
}

/** Draws one triangle, given by the places of its vertices in `vertices`. Numbers only: this is the inner loop. */
export function drawTriangle(
  canvas: Canvas,
  vertices: Float32Array,
  a: number,
  b: number,
  c: number,
  surface: Surface,
): void {
  const v = (vertex: number, field: number): number => vertices[vertex * STRIDE + field] ?? 0;
  const [ax, ay, bx, by, cx, cy] = [v(a, 0), v(a, 1), v(b, 0), v(b, 1), v(c, 0), v(c, 1)];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  // Rows grow downward, so a triangle that faces the camera has a negative area.
  if (area >= -1e-9) return;
  const [aw, bw, cw] = [v(a, 2), v(b, 2), v(c, 2)];
  if (aw <= 0 || bw <= 0 || cw <= 0) return;
  const texture = levelFor(surface.mipmaps, uvArea(v, a, b, c), -area);
  const left = Math.max(0, Math.floor(Math.min(ax, bx, cx)));
  const right = Math.min(canvas.width - 1, Math.ceil(Math.max(ax, bx, cx)));
  const top = Math.max(0, Math.floor(Math.min(ay, by, cy)));
  const bottom = Math.min(canvas.height - 1, Math.ceil(Math.max(ay, by, cy)));
  const values = new Float64Array(5);
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const [x, y] = [column + 0.5, row + 0.5];
      const alpha = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
      const beta = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
      const gamma = 1 - alpha - beta;
      if (alpha < 0 || beta < 0 || gamma < 0) continue;
      const near = alpha * aw + beta * bw + gamma * cw;
      const pixel = row * canvas.width + column;
      if (near <= (canvas.nearness[pixel] ?? 0)) continue;
      canvas.nearness[pixel] = near;
      for (let field = 0; field < 5; field += 1) {
        const sum =
          alpha * aw * (vertices[a * STRIDE + 3 + field] ?? 0) +
          beta * bw * (vertices[b * STRIDE + 3 + field] ?? 0) +
          gamma * cw * (vertices[c * STRIDE + 3 + field] ?? 0);
        values[field] = sum / near;
      }
      shade(canvas.light, pixel * 3, values, texture, surface);
    }
  }
}

/** The light that a point sends to the eye: sky from above, warm ground from below, a key light and its highlight. */
function shade(
  light: Float32Array,
  to: number,
  values: Float64Array,
  texture: Image,
  surface: Surface,
): void {
  const [nx = 0, ny = 0, nz = 1, u = 0, v = 0] = values;
  const length = Math.hypot(nx, ny, nz) || 1;
  const { toLight, halfway, roughness, metallic } = surface;
  const facing = Math.max(0, (nx * toLight[0] + ny * toLight[1] + nz * toLight[2]) / length);
  const mirrored = Math.max(0, (nx * halfway[0] + ny * halfway[1] + nz * halfway[2]) / length);
  const sky = 0.5 + (0.5 * nz) / length;
  const diffuse = 0.24 + 0.3 * sky + 0.72 * facing;
  const shine = (1 - roughness) ** 2 * (0.6 + metallic) * mirrored ** (8 + 90 * (1 - roughness) ** 2);
  const column = Math.floor((u - Math.floor(u)) * texture.width);
  const row = Math.floor((1 - (v - Math.floor(v))) * texture.height) % texture.height;
  const texel = (row * texture.width + column) * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const albedo = LIGHT_OF_BYTE[texture.rgb[texel + channel] ?? 0] ?? 0;
    light[to + channel] = albedo * diffuse + shine * (1 - metallic + metallic * albedo * 1.6);
  }
}

/** The level whose texels are about as large as the pixels they land on. */
function levelFor(mipmaps: readonly Image[], texels: number, pixels: number): Image {
  const full = mipmaps[0] ?? { width: 1, height: 1, rgb: new Uint8Array(3) };
  const ratio = Math.sqrt((texels * full.width * full.height) / Math.max(pixels, 1e-6));
  const level = Math.min(mipmaps.length - 1, Math.max(0, Math.round(Math.log2(Math.max(1, ratio)))));
  return mipmaps[level] ?? full;
}

function uvArea(v: (vertex: number, field: number) => number, a: number, b: number, c: number): number {
  const [u, w] = [v(a, 6), v(a, 7)];
  return Math.abs((v(b, 6) - u) * (v(c, 7) - w) - (v(b, 7) - w) * (v(c, 6) - u));
}
