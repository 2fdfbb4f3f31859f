import { describe, expect, it } from 'vitest';
import { installableNames, installedPackages, missingPackages, neededPackages } from './debian-packages.mjs';
import { missingCommands } from './system-commands.mjs';

describe('installedPackages', () => {
  it('counts only what is wholly installed', () => {
    const output = [
      'xvfb install ok installed',
      'dbus deinstall ok config-files',
      'libnss3 install ok half-configured',
      'libgbm1 hold ok installed',
      'gnome-keyring unknown ok not-installed',
      '',
    ].join('\n');
    expect([...installedPackages(output)]).toEqual(['xvfb', 'libgbm1']);
  });
});

describe('missingPackages', () => {
  it('is content with either name of a renamed package', () => {
    const needed = [['libasound2t64', 'libasound2'], ['libgtk-3-0t64', 'libgtk-3-0'], ['xvfb']];
    expect(missingPackages(needed, new Set(['libasound2', 'libgtk-3-0t64']))).toEqual([['xvfb']]);
  });
});

describe('neededPackages', () => {
  it('asks for Xvfb and for what a desktop brings only where there is no display', () => {
    for (const name of ['xvfb', 'gnome-keyring', 'libnotify4']) {
      expect(neededPackages({ headless: true })).toContainEqual([name]);
      expect(neededPackages({ headless: false })).not.toContainEqual([name]);
    }
    expect(neededPackages({ headless: false })).toContainEqual(['libsecret-1-0']);
  });
});

describe('installableNames', () => {
  it('takes the name that this release knows', () => {
    const missing = [['libasound2t64', 'libasound2'], ['xvfb']];
    expect(installableNames(missing, new Set(['libasound2t64', 'libasound2', 'xvfb']))).toEqual([
      'libasound2t64',
      'xvfb',
    ]);
    expect(installableNames(missing, new Set(['libasound2', 'xvfb']))).toEqual(['libasound2', 'xvfb']);
  });

  it('takes the older name where the package lists are empty', () => {
    expect(installableNames([['libasound2t64', 'libasound2']], new Set())).toEqual(['libasound2']);
  });
});

describe('missingCommands', () => {
  it('looks in every folder of the PATH', () => {
    const there = new Set(['/usr/bin/Xvfb', '/opt/bin/dbus-daemon']);
    const missing = missingCommands(['Xvfb', 'dbus-daemon', 'tar'], '/usr/bin::/opt/bin', (file) =>
      there.has(file),
    );
    expect(missing).toEqual(['tar']);
  });

  it('knows a program of this machine', () => {
    expect(missingCommands(['sh', 'no-such-program'], '/bin')).toEqual(['no-such-program']);
  });
});
