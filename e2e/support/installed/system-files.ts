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
 * same if nothing came and nothing went.
 */
export async function systemFiles(): Promise<Set<string>> {
  const skipped = unrelated.flatMap((path) => ['-path', path, '-prune', '-o']);
  const [{ stdout: paths }, { stdout: sums }] = await Promise.all([
    execute('find', [...folders, '-xdev', ...skipped, '-printf', '%p %y %l\n']),
    execute('find', [...indices, '-type', 'f', '-exec', 'sha256sum', '{}', '+']),
  ]);
  return new Set(`${paths}${sums}`.split('\n'));
}

const execute = (command: string, args: string[]) =>
  promisify(execFile)(command, args, { maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' });
