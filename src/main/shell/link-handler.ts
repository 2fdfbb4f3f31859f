import { join } from 'node:path';
import type { App as Electron } from 'electron';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { LinkHandling, LinksUnavailable } from '../../shared/links.ts';
import type { App } from '../app/app.ts';
import { ownFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { askProgram } from '../lib/ask-program.ts';
import { isPortable, startedImage } from '../lib/started-image.ts';
import { linkScheme } from './deep-link.ts';

/** Which app the system opens the links with that lead into this one. */
export interface LinkHandler {
  handling(): Promise<LinkHandling>;
  /** Has them open here, or not. Fails with `links-unchanged` where the system does not go along. */
  open(isHere: boolean): Promise<Outcome<null>>;
}

/** Milliseconds after the start until the person is asked: there is more to see before that. */
const askAfterMs = 10_000;

type ProtocolClients = Pick<
  Electron,
  'isDefaultProtocolClient' | 'setAsDefaultProtocolClient' | 'removeAsDefaultProtocolClient'
>;

/** How this system does it. */
export function systemLinkHandler(app: ProtocolClients & Pick<Electron, 'isPackaged'>): LinkHandler {
  // An app in development must not take the links of an installed one.
  if (!app.isPackaged) return noHandler('from-clone');
  // It is to leave nothing in the registry.
  if (isPortable(process.env)) return noHandler('portable');
  return process.platform === 'linux' ? desktopHandler(process.env) : protocolHandler(app);
}

const noHandler = (why: LinksUnavailable): LinkHandler => ({
  handling: async () => ({ kind: 'unavailable', why }),
  open: async () => failed('links-unchanged'),
});

/** On macOS and Windows: what Electron registers with the system. */
export const protocolHandler = (app: ProtocolClients): LinkHandler => ({
  handling: async () =>
    app.isDefaultProtocolClient(linkScheme) ? { kind: 'here', canLeave: true } : { kind: 'elsewhere' },
  open: async (isHere) => {
    // On macOS Electron answers false where there is nothing to take back, as where the system does not go along.
    if (!isHere && !app.isDefaultProtocolClient(linkScheme)) return success(null);
    const isDone = isHere
      ? app.setAsDefaultProtocolClient(linkScheme)
      : app.removeAsDefaultProtocolClient(linkScheme);
    return isDone ? success(null) : failed('links-unchanged');
  },
});

/** The entry of an installed app. Its package brings it. */
const entryName = 'rigyd-desk.desktop';
/** Bytes of an entry that are read; anything longer is none. */
const maxEntryLength = 64 * 1024;
const linkType = `x-scheme-handler/${linkScheme}`;

/**
 * On Linux: the desktop's list of apps, through `xdg-mime`. Electron's own way waits for the same program in main. An AppImage
 * has an entry only where a person, or a program of theirs, made one.
 */
export function desktopHandler(environment: NodeJS.ProcessEnv): LinkHandler {
  const image = startedImage(environment, process.execPath);
  const xdgMime = (...args: string[]): Promise<string | null> => askProgram('xdg-mime', args, environment);
  const leadsHere = async (): Promise<boolean> =>
    (await xdgMime('query', 'default', linkType))?.trim() === entryName;
  return {
    async handling() {
      if (!(await hasEntry(environment, image))) return { kind: 'unavailable', why: 'no-entry' };
      return (await leadsHere()) ? { kind: 'here', canLeave: false } : { kind: 'elsewhere' };
    },
    async open(isHere) {
      // There is no way to name no app: that is a choice of another one, in the settings of the desktop.
      if (!isHere) return success(null);
      await xdgMime('default', entryName, linkType);
      return (await leadsHere()) ? success(null) : failed('links-unchanged');
    },
  };
}

/** Whether the desktop has an entry that starts this app. Source of the folders: the XDG Base Directory Specification. */
async function hasEntry(environment: NodeJS.ProcessEnv, image: string | null): Promise<boolean> {
  const own = environment['XDG_DATA_HOME'] || join(environment['HOME'] ?? '/', '.local', 'share');
  const shared = environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share';
  for (const folder of [own, ...shared.split(':')]) {
    const entry = await readWhole(join(folder, 'applications', entryName), maxEntryLength, ownFiles).catch(
      () => null,
    );
    // The entry of an installed app beside it does not start an AppImage.
    if (entry instanceof Buffer) return image === null || entry.includes(image);
  }
  return false;
}

/**
 * Asks once, after a while, whether links shall open here, where they open elsewhere. Nothing is changed before the answer, and
 * no answer is asked for again.
 */
export function askAboutLinks(
  { preferences, banners, clock }: Pick<App, 'preferences' | 'banners' | 'clock'>,
  handler: Pick<LinkHandler, 'handling'>,
): void {
  if (preferences.settings.askedAboutLinks) return;
  clock.setTimeout(() => {
    void handler.handling().then(({ kind }) => {
      if (kind === 'elsewhere' && !preferences.settings.askedAboutLinks)
        banners.post({ kind: 'links-elsewhere', detail: '' });
    });
  }, askAfterMs);
}
