import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where packages put files. */
const folders = ['/etc', '/opt', '/usr', '/var'];

/** What the system itself writes there at any time: logs, caches that it makes anew, and the package manager's own books. */
const unrelated = [
  '/var/cache/*',
  '/var/log/*',
  '/var/tmp/*',
  '/var/lib/apt/*',
  '/var/lib/systemd/*',
  '/var/lib/dpkg/available*',
  '/var/lib/dpkg/lock*',
  '/var/lib/dpkg/status*',
  '/var/lib/dpkg/triggers/*',
  '/var/lib/dpkg/updates/*',
];

/** What desktops look programs up in, made anew of all files by the system when one comes or goes: their content counts. */
const indices = ['/usr/share/applications/mimeinfo.cache', '/usr/share/mime'];

/**
 * All that lies where packages put files, and what the desktop's indices of it say: a line for each, so that two lists are the
 * same if nothing came and nothing went. What lies in folders that only root may read is left out where this is not root.
 */
export async function systemFiles(): Promise<Set<string>> {
  const skipped = unrelated.flatMap((path) => ['-path', path, '-prune', '-o']);
  const [paths, sums] = await Promise.all([
    find([...folders, '-xdev', ...skipped, '-printf', '%p %y %l\n']),
    find([...indices, '-type', 'f', '-exec', 'sha256sum', '{}', '+']),
  ]);
  return new Set(`${paths}${sums}`.split('\n'));
}

/** What find says of a folder that may not be read, and of a file that went while it looked; it fails for either, and goes on. */
const passedOver = /: (?:Permission denied|No such file or directory)$/;

async function find(args: string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C' };
  const options = { env, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' } as const;
  try {
    return (await promisify(execFile)('find', args, options)).stdout;
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error && 'code' in error)) throw error;
    const complaints = String(error.stderr).trim().split('\n');
    if (error.code !== 1 || !complaints.every((line) => passedOver.test(line))) throw error;
    return String(error.stdout);
  }
}
