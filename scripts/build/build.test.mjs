import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIsCurrent, forgetBuild } from './build.mjs';

/** @type {string} */
let root;
const builtAt = 2_000_000_000_000;

/**
 * @param {string} file
 * @param {number} time milliseconds since 1970
 */
function touch(file, time) {
  const full = path.join(root, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  if (!fs.existsSync(full)) fs.writeFileSync(full, '');
  fs.utimesSync(full, time / 1000, time / 1000);
}

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd build-'));
  for (const file of ['src/main/index.ts', 'electron.vite.config.ts', 'package.json', 'package-lock.json']) {
    touch(file, builtAt - 5000);
  }
  fs.mkdirSync(path.join(root, 'out'));
  fs.writeFileSync(path.join(root, 'out/.built'), String(builtAt));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

describe('buildIsCurrent', () => {
  it('holds while every source is older than the build', () => {
    expect(buildIsCurrent(root)).toBe(true);
  });

  it('does not hold once something else was put in the build’s place', () => {
    forgetBuild(root);
    expect(buildIsCurrent(root)).toBe(false);
  });

  it.each(['src/main/index.ts', 'electron.vite.config.ts', 'package.json', 'package-lock.json'])(
    'does not hold when %s has changed',
    (file) => {
      touch(file, builtAt + 5000);
      expect(buildIsCurrent(root)).toBe(false);
    },
  );

  it('does not hold when something was removed from a folder', () => {
    touch('src/main', builtAt + 5000);
    expect(buildIsCurrent(root)).toBe(false);
  });
});
