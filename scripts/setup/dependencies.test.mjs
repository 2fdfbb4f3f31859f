import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependenciesAreInstalled, stampFor } from './dependencies.mjs';

/** @type {string} */
let root;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd clone-'));
  fs.mkdirSync(path.join(root, 'node_modules'));
  fs.writeFileSync(path.join(root, 'package-lock.json'), '{"a":1}');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** @param {string} text */
const writeStamp = (text) => fs.writeFileSync(path.join(root, 'node_modules/.rigyd-setup'), text);

describe('dependenciesAreInstalled', () => {
  it('believes a stamp made for this lock file on this platform', () => {
    writeStamp(stampFor('{"a":1}', process.platform, process.arch));
    expect(dependenciesAreInstalled(root)).toBe(true);
  });

  it('does not believe node_modules without a stamp', () => {
    expect(dependenciesAreInstalled(root)).toBe(false);
  });

  it('does not believe the stamp of another lock file or another platform', () => {
    writeStamp(stampFor('{"a":2}', process.platform, process.arch));
    expect(dependenciesAreInstalled(root)).toBe(false);
    writeStamp(stampFor('{"a":1}', 'sunos', process.arch));
    expect(dependenciesAreInstalled(root)).toBe(false);
    writeStamp(stampFor('{"a":1}', process.platform, 'mips'));
    expect(dependenciesAreInstalled(root)).toBe(false);
  });
});
