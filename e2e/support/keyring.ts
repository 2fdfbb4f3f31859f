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
