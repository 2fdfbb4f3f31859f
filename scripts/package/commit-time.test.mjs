import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitTime } from './commit-time.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd clone-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** @param {string[]} args */
function git(...args) {
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: '1700000000 +0000',
    GIT_COMMITTER_DATE: '1800000000 +0000',
  };
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

describe('the time of what is packed', () => {
  it('is that of the commit, unless it is given', async () => {
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'First');
    expect(await commitTime({}, folder)).toBe(1_800_000_000);
    expect(await commitTime({ SOURCE_DATE_EPOCH: '1234' }, folder)).toBe(1234);
  });

  it('is the present where there is no clone', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 5_000 });
    // Whatever folder it is in.
    vi.stubEnv('GIT_CEILING_DIRECTORIES', os.tmpdir());
    expect(await commitTime({}, folder)).toBe(5);
  });
});
