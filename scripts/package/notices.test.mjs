import { describe, expect, it } from 'vitest';
import { packagesInAbout } from '../build/about-module.mjs';
import { licencesOf, ownLicence, withDependencies } from '../build/licences.mjs';
import { checkAbout, noticesText, shippedPackages } from './notices.mjs';

const libs = 'node_modules/three/examples/jsm/libs';

describe('what is shipped', () => {
  it('is what the app is installed with, what that needs, and what the build took', () => {
    const files = ['node_modules/@mujoco/mujoco/mujoco.wasm', `${libs}/a.js`];
    const shipped = shippedPackages(['yauzl'], files);
    expect([...shipped].sort()).toEqual(['@mujoco/mujoco', 'pend', 'three', 'yauzl']);
  });

  it('is held against what About says', () => {
    expect(() => checkAbout(new Set(['a']), new Set(['a']))).not.toThrow();
    expect(() => checkAbout(new Set(['a', 'b']), new Set(['a']))).toThrow('Missing: b. Not shipped: none.');
    expect(() => checkAbout(new Set(['a']), new Set(['a', 'b']))).toThrow('Missing: none. Not shipped: b.');
  });
});

describe('licences', () => {
  it('have a text each, of all that About names', () => {
    const licences = licencesOf(packagesInAbout());
    expect(licences.filter(({ text }) => text === '')).toEqual([]);
    expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(['clsx', 'fflate', 'pend']));
  });

  it('are also those of the code of others in a package', () => {
    const [level] = licencesOf(['classic-level']);
    expect(level?.text).toContain('The LevelDB Authors');
    expect(level?.text).toContain('Google Inc.');
  });

  it('of one that brings no text is the text that others bring of the same', () => {
    const texts = licencesOf(['@mujoco/mujoco', 'gltf-validator']).map(({ text }) => text);
    expect(texts[0]).toContain('Apache License');
    expect(licencesOf(['@mujoco/mujoco'])[0]?.text).toBe('');
  });

  it('of single files are those that lie beside them or that they begin with', () => {
    expect(ownLicence(`${libs}/draco/gltf/draco_decoder.wasm`)).toContain('Draco 3D Data Compression');
    expect(ownLicence(`${libs}/meshopt_decoder.module.js`)).toContain('Arseny Kapoulkine');
    expect(ownLicence('node_modules/zod/index.js')).toBe('');
  });

  it('of dependencies end where they go round', () => {
    expect(withDependencies(['classic-level'])).toContain('base64-js');
  });

  it('are told with names and versions', () => {
    const text = noticesText(
      [{ name: 'a', version: '1.0.0', licence: 'MIT', text: 'Permission' }],
      new Map([['node_modules/a/b.js', 'by b']]),
      'Desk',
    );
    expect(text).toMatch(/a 1\.0\.0 \(MIT\)\n-+\n\nPermission\n[\s\S]*node_modules\/a\/b\.js\n-+\n\nby b\n/);
  });
});
