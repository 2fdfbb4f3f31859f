import { z } from 'zod';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { isLoopback, readUrl } from '../api/base-url.ts';
import { isPortable, startedImage } from '../lib/started-image.ts';
import { updateReasons } from '../words/reasons.ts';

/** Where new versions are announced, and whose signature counts. */
export interface UpdateFeed {
  /** The address of the feed's file; what it names lies beside it. */
  url: URL;
  /** The public half of the Ed25519 key that signs it, as `x` of a JWK (RFC 8037). */
  publicKey: string;
}

/** How a copy of the app takes a new version. */
export type Installer =
  /** The file that was started is replaced. */
  | { kind: 'appimage'; path: string }
  /** The installer runs once the app has ended. */
  | { kind: 'windows' }
  /** The disk image is opened once the app has ended. */
  | { kind: 'mac' };

/** What brings new versions to this copy, see {@link UpdateSource}. */
export type FoundSource =
  { kind: 'feed'; feed: UpdateFeed; installer: Installer } | { kind: 'system' } | { kind: 'nobody' };

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  /** The program that runs. */
  execPath: string;
  isPackaged: boolean;
  /** The text of the `package.json` that the app was packaged with. */
  readPackage: () => Promise<string>;
  /** What a package of the system says that it is, see {@link packageTypeFile}; null where nothing does. */
  readPackageType: () => Promise<string | null>;
}

/**
 * The file among the app's resources by which a package of the system is known: `deb`, `rpm`. A place tells nothing, since people unpack
 * archives where packages put programs. The name is electron-builder's.
 */
export const packageTypeFile = 'package-type';

/** The variables that take the place of what was packaged, for a mirror or a trial. `off` as the feed is for none. */
export const feedVariable = 'RIGYD_UPDATE_FEED';
export const keyVariable = 'RIGYD_UPDATE_KEY';

const packageSchema = z.object({
  updates: z.object({ feed: z.string(), publicKey: z.string() }).nullish(),
});

/** Of 32 bytes. */
const publicKeySchema = z.base64url().length(43);

/**
 * Who brings new versions to this copy. Fails with `update-misconfigured` where a feed is set that cannot be used: one without a
 * key is none, since nothing that it says could be believed.
 */
export async function findUpdateSource(around: Surroundings): Promise<Outcome<FoundSource>> {
  const installer = await installerOf(around);
  if (installer === null || installer === 'system')
    return success({ kind: installer === null ? 'nobody' : 'system' });
  const given = around.env[feedVariable];
  if (given === 'off') return success({ kind: 'nobody' });
  const packaged = packageSchema.safeParse(JSON.parse(await around.readPackage())).data?.updates;
  const address = given ?? packaged?.feed;
  if (address === undefined) return success({ kind: 'nobody' });
  const url = readFeedAddress(address);
  if (url === null) return failed('update-misconfigured', updateReasons.badFeed(address));
  const publicKey = publicKeySchema.safeParse(around.env[keyVariable] ?? packaged?.publicKey);
  if (!publicKey.success) return failed('update-misconfigured', updateReasons.badKey);
  return success({ kind: 'feed', feed: { url, publicKey: publicKey.data }, installer });
}

/** Null where nobody can put a new version in this copy's place; `system` where the system does. */
async function installerOf({
  platform,
  env,
  execPath,
  isPackaged,
  readPackageType,
}: Surroundings): Promise<Installer | 'system' | null> {
  if (platform === 'linux') {
    const path = startedImage(env, execPath);
    if (path !== null) return { kind: 'appimage', path };
    return isPackaged && (await readPackageType()) !== null ? 'system' : null;
  }
  if (!isPackaged) return null;
  if (platform === 'darwin') return { kind: 'mac' };
  return platform === 'win32' && !isPortable(env) ? { kind: 'windows' } : null;
}

/** Like the API's: everything but https could be changed on its way, unless it stays on this machine. */
function readFeedAddress(text: string): URL | null {
  const url = readUrl(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url : null;
}
