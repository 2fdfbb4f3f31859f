/**
 * `node scripts/icons.mjs`: draws the app's icons into `resources/icons`, and those of its packages into
 * `resources/package-icons`. Run it again after a change of the mark; the pictures are part of the project.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'fast-png';
import { projectRoot } from './lib/project.mjs';

/** Points a pixel is averaged of, in each direction. */
const SAMPLES = 8;
/** The accent of the light theme, and the lighter half of the mark over it. */
const ACCENT = [43, 95, 217];
const LIGHT = [122, 156, 233];

/**
 * The mark at a point of a unit square: a rounded square with a lighter half below its diagonal; null outside of it.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} margin
 */
function markAt(x, y, margin) {
  const side = 1 - 2 * margin;
  const [u, v] = [(x - margin) / side, (y - margin) / side];
  if (u < 0 || v < 0 || u > 1 || v > 1) return null;
  const radius = 0.28;
  const [dx, dy] = [Math.max(radius - u, u - 1 + radius, 0), Math.max(radius - v, v - 1 + radius, 0)];
  if (Math.hypot(dx, dy) > radius) return null;
  return u + v > 1 ? 'lower' : 'upper';
}

/**
 * @param {number} size pixels
 * @param {number} margin
 * @param {boolean} template for the menu bar of macOS, which colours it itself: black, and the lower half translucent
 */
function draw(size, margin, template) {
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) data.set(pixel(x, y, size, margin, template), (y * size + x) * 4);
  return encode({ width: size, height: size, data, channels: 4, depth: 8 });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} margin
 * @param {boolean} template
 */
function pixel(x, y, size, margin, template) {
  const count = { upper: 0, lower: 0 };
  for (let j = 0; j < SAMPLES; j += 1)
    for (let i = 0; i < SAMPLES; i += 1) {
      const part = markAt((x + (i + 0.5) / SAMPLES) / size, (y + (j + 0.5) / SAMPLES) / size, margin);
      if (part !== null) count[part] += 1;
    }
  const inside = count.upper + count.lower;
  if (inside === 0) return [0, 0, 0, 0];
  const all = SAMPLES * SAMPLES;
  if (template) return [0, 0, 0, Math.round((255 * (count.upper + count.lower * 0.55)) / all)];
  const colour = ACCENT.map((value, channel) =>
    Math.round((value * count.upper + (LIGHT[channel] ?? 0) * count.lower) / inside),
  );
  return [...colour, Math.round((255 * inside) / all)];
}

const folder = path.join(projectRoot, 'resources', 'icons');
const packageFolder = path.join(projectRoot, 'resources', 'package-icons');
for (const each of [folder, packageFolder]) mkdirSync(each, { recursive: true });
/** @type {[string, number, number, boolean][]} */
const icons = [
  ['app.png', 512, 0.08, false],
  ['tray.png', 16, 0.0625, false],
  ['tray@1.5x.png', 24, 0.0625, false],
  ['tray@2x.png', 32, 0.0625, false],
  ['tray-linux.png', 22, 0.09, false],
  ['tray-linux@2x.png', 44, 0.09, false],
  ['trayTemplate.png', 16, 0.0625, true],
  ['trayTemplate@2x.png', 32, 0.0625, true],
];
for (const [name, size, margin, template] of icons)
  writeFileSync(path.join(folder, name), draw(size, margin, template));

/** What desktops and file managers ask for, and the largest, of which macOS and Windows get theirs. */
const packageIcons = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512].map((size) => ({
  size,
  name: `${size}x${size}`,
}));
for (const { size, name } of [...packageIcons, { size: 1024, name: 'icon' }])
  writeFileSync(path.join(packageFolder, `${name}.png`), draw(size, 0.08, false));
