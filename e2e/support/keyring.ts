import { execFileSync } from 'node:child_process';

/** Locks the keyring of a session, as a desktop does after a while. */
export function lockKeyring(env: NodeJS.ProcessEnv): void {
  const service = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets',
  ];
  const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
  execFileSync('dbus-send', [...service, 'org.freedesktop.Secret.Service.Lock', collection], { env });
}

/** Lets the keyring of a session answer nothing any more. @returns a function that wakes it up */
export function silenceKeyring(env: NodeJS.ProcessEnv): () => void {
  const bus = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = ['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'];
  const answer = execFileSync('dbus-send', [...bus, ...question], { env, encoding: 'utf8' });
  const pid = Number(answer.trim().split(/\s/).at(-1));
  if (!(pid > 1)) throw new Error(`No process of a keyring stands in “${answer}”.`);
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}
