import { describe, expect, it } from 'vitest';
import { fileStem, primName } from './names.ts';
import { decimal } from './numbers.ts';

describe('fileStem', () => {
  it.each([
    ['toolbox.glb', 'toolbox'],
    ['My Chair (2).obj', 'My_Chair_2'],
    ['a red toolbox', 'a_red_toolbox'],
    ['Stuhl-größe.glb', 'Stuhl-größe'],
    ['../../etc/passwd', 'etc_passwd'],
    ['...', 'model'],
    ['v1.2-final.usdz', 'v1.2-final'],
  ])('makes %s a safe %s', (filename, stem) => {
    expect(fileStem(filename)).toBe(stem);
  });

  it('cuts a long prompt', () => {
    expect(fileStem('x'.repeat(500))).toHaveLength(60);
  });
});

describe('primName', () => {
  it.each([
    ['toolbox', 'toolbox'],
    ['Stuhl-größe', 'Stuhl_gr__e'],
    ['2chairs', '_2chairs'],
  ])('makes %s the identifier %s', (stem, name) => {
    expect(primName(stem)).toBe(name);
  });
});

describe('decimal', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [1e-9, '0'],
    [-1e-9, '0'],
    [1e-6, '0.000001'],
    [-12.5, '-12.5'],
  ])('writes %d as %s', (value, text) => {
    expect(decimal(value)).toBe(text);
  });
});
