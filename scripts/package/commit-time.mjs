import { inProject } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';

/**
 * The time of the commit that is packed, so that two packages of it differ in nothing.
 *
 * @param {Record<string, string | undefined>} env where SOURCE_DATE_EPOCH goes before
 * @param {string} folder of the clone
 * @returns {Promise<number>} seconds since 1970; of a folder that is no clone, the present
 */
export async function commitTime(env = process.env, folder = inProject()) {
  const given = env['SOURCE_DATE_EPOCH'] ?? (await ofCommit(folder));
  return /^\d+$/.test(given) ? Number(given) : Math.floor(Date.now() / 1000);
}

/** @param {string} folder */
async function ofCommit(folder) {
  try {
    const { stdout } = await run('git', ['log', '-1', '--format=%ct'], { cwd: folder, capture: true });
    return stdout.trim();
  } catch {
    return '';
  }
}
