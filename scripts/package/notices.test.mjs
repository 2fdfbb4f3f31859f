import { describe, expect, it } from 'vitest';
import { packagesInAbout } from '../build/about-module.mjs';
import { licencesOf, ownLicence, withDependencies } from '../build/licences.mjs';
import { notices } from './notices.mjs';

const libs = 'node_modules/three/examples/jsm/libs';

describe('what is shipped', () => {
  const shipped = {
    dependencies: ['yauzl'],
    files: [`${libs}/meshopt_decoder.module.js`],
    inAbout: new Set(['pend', 'three', 'yauzl']),
  };

  it('is what the app is installed with, what that needs, and what the build took', () => {
    const text = notices(shipped);
    expect(text).toMatch(/^pend \d[\d.]+ \(MIT\)$/m);
    expect(text).toMatch(/^yauzl \d[\d.]+ \(MIT\)$/m);
    expect(text).toMatch(/^three \d[\d.]+ \(MIT\)\n-+\n\nThe MIT License/m);
    expect(text).toMatch(
      /^node_modules\/three\/.*meshopt_decoder\.module\.js\n-+\n\n.*\n.*Arseny Kapoulkine/m,
    );
  });

  it('is held against what About says', () => {
    expect(() => notices({ ...shipped, inAbout: new Set(['pend', 'yauzl']) })).toThrow(
      'Missing: three. Not shipped: none.',
    );
    const more = new Set([...shipped.inAbout, 'zod']);
    expect(() => notices({ ...shipped, inAbout: more })).toThrow('Missing: none. Not shipped: zod.');
  });

  it('has a licence text, or is not shipped', () => {
    const mujoco = {
      dependencies: [],
      files: ['node_modules/@mujoco/mujoco/mujoco.wasm'],
      inAbout: new Set(['@mujoco/mujoco']),
    };
    expect(() => notices(mujoco)).toThrow('no licence text of @mujoco/mujoco');
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
});
