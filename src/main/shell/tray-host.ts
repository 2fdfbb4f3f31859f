import { askProgram } from '../lib/ask-program.ts';

/** The part of a Linux desktop that icons in the tray register with. Source: the StatusNotifierItem specification. */
const watcher = 'org.kde.StatusNotifierWatcher';

/**
 * Whether the desktop shows an icon in a tray at this moment. GNOME does so with an extension alone, which may come and go. Only
 * Linux has desktops without one; a tray of the older kind (XEmbed) can't be asked for and counts as none.
 *
 * @returns null where the session's bus does not say
 */
export async function findTray(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean | null> {
  if (platform !== 'linux') return true;
  const ask = (...call: string[]): Promise<boolean | null> => askBus(call, environment);
  const isThere = await ask(
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${watcher}`,
  );
  if (isThere !== true) return isThere;
  return ask(
    `--dest=${watcher}`,
    '/StatusNotifierWatcher',
    'org.freedesktop.DBus.Properties.Get',
    `string:${watcher}`,
    'string:IsStatusNotifierHostRegistered',
  );
}

async function askBus(call: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean | null> {
  const args = ['--session', '--print-reply=literal', '--reply-timeout=1000', ...call];
  const answer = await askProgram('dbus-send', args, environment);
  const said = /\bboolean (true|false)\b/.exec(answer ?? '')?.[1];
  return said === undefined ? null : said === 'true';
}
