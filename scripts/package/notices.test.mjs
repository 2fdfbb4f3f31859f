import { describe, expect, it } from 'vitest';
import { packagesInAbout } from '../build/about-module.mjs';
import { components } from '../build/compiled-in.mjs';
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

  it('has a licence text of its own, or is not shipped', () => {
    // Neither has a text, and the validator that is beside them has that of the licence that one of them names.
    for (const [name, licence] of /** @type {const} */ ([
      ['filelist', 'Apache-2.0'],
      ['imurmurhash', 'MIT'],
    ])) {
      expect(licencesOf([name])).toMatchObject([{ licence, text: '' }]);
      const files = [`node_modules/${name}/index.js`, 'node_modules/gltf-validator/module.mjs'];
      const without = { dependencies: [], files, inAbout: new Set([name, 'gltf-validator']) };
      expect(() => notices(without)).toThrow(`no licence text of ${name}`);
    }
  });

  it('is not shipped where it is WebAssembly and nobody said of what it is compiled', () => {
    const files = ['node_modules/zod/zod.wasm'];
    expect(() => notices({ dependencies: [], files, inAbout: new Set(['zod']) })).toThrow(
      'what node_modules/zod/zod.wasm is compiled',
    );
    const known = ['node_modules/@mujoco/mujoco/mujoco.wasm', `${libs}/draco/gltf/draco_decoder.wasm`];
    const text = notices({ dependencies: [], files: known, inAbout: new Set(['@mujoco/mujoco', 'three']) });
    expect(text).toContain('DeepMind Technologies Limited');
    expect(text).toContain('The Draco Authors');
  });
});

describe('licences', () => {
  it('have a text each, of all that About names', () => {
    const licences = licencesOf(packagesInAbout());
    expect(licences.filter(({ text }) => text === '')).toEqual([]);
    expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(['clsx', 'fflate', 'pend']));
  });

  it('are also those of the code of others in a package, by name', () => {
    const [level] = licencesOf(['classic-level']);
    expect(level?.text).toMatch(/LevelDB \(BSD-3-Clause\)\n.*\n\nCopyright \(c\) 2011 The LevelDB Authors/);
    expect(level?.text).toMatch(/Snappy \(BSD-3-Clause\)\n.*\n\nCopyright 2011, Google Inc\./);
  });

  it('are none where a text is known of something in a package alone', () => {
    const inIt = components.slice(0, 1).map((each) => ({ ...each, within: ['filelist'], isPackage: false }));
    expect(licencesOf(['filelist'], inIt)[0]?.text).toBe('');
    const itself = inIt.map((each) => ({ ...each, isPackage: true }));
    expect(licencesOf(['filelist'], itself)[0]?.text).toContain('DeepMind');
  });

  it('of single scripts are what they begin with', () => {
    expect(ownLicence(`${libs}/meshopt_decoder.module.js`)).toContain('Arseny Kapoulkine');
    expect(ownLicence('node_modules/zod/index.js')).toBe('');
  });

  it('of dependencies end where they go round', () => {
    expect(withDependencies(['classic-level'])).toContain('base64-js');
  });
});
