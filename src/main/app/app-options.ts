import type { Patch } from '../../shared/state.ts';
import type { FolderWork } from '../downloads/folder-work.ts';
import type { Clock } from '../lib/clock.ts';
import type { RunReader } from '../store/read-elsewhere.ts';
import type { StartJudge } from '../verdicts/judge-link.ts';
import type { Processes } from '../lib/processes.ts';
import type { Fetch } from '../api/net-fetch.ts';
import type { AddressCheck } from '../api/address-check.ts';
import type { RigydClient } from '../api/client.ts';
import type { Keychain } from '../keys/keychain.ts';
import type { Push } from '../state/publisher.ts';
import type { Notifier } from '../notifications/notifications.ts';
import type { Read } from '../intake/read-in-thread.ts';
import type { UpdateTools } from '../updates/updates.ts';

/** What the app needs of the machine that it runs on. */
export interface AppOptions {
  clock: Clock;
  random: () => number;
  /** Where the database lives. */
  storeFolder: string;
  /** Folders outside of it, for what it has no room for when the app ends; the best first. */
  unsavedFolders: readonly string[];
  /** The file that says where the person was in the window. */
  lastViewPath: string;
  /** Reads a copy of the database in a process of its own. */
  runReader: RunReader | null;
  /** Starts a process that judges results; null where none is to be judged. */
  startJudge: StartJudge | null;
  /** Which processes of this copy of the app are running. */
  processes: Processes;
  /** The system's download folder. */
  downloadsFolder: string;
  /** Where the files that were looked at are kept. */
  previewsFolder: string;
  /** Where copies of single files are kept that were dragged out of the window. */
  draggedFolder: string;
  /** Where archives and models are kept that were looked at in 3D. */
  assetsFolder: string;
  /** Where pictures of results are kept. */
  thumbnailsFolder: string;
  /** Fetches those files; it has no key to send. */
  fetchFile: Fetch;
  /** Decides which addresses they are fetched from. */
  checkAddress: AddressCheck;
  baseUrl: URL;
  /** @param turn resolves when another request to the API may be sent */
  createClient: (key: () => string | null, turn: (signal: AbortSignal) => Promise<void>) => RigydClient;
  keychain: Keychain;
  environmentKey: string | undefined;
  /** Leaves out in this run what may keep the app from working, see {@link safeSettings}. */
  safeMode: boolean;
  /** The configuration of the service's command line, which may hold a key. */
  cliConfigPath: string;
  push: Push;
  /** Is told when the state changed that the window shows, and what did. */
  onPatch?: (patch: Patch) => void;
  notifier: Notifier;
  /** Reads inputs, large ones in a thread of their own. */
  read: Read;
  /** Where new versions of the app come from. */
  updates: UpdateTools;
  /** What downloads do in the folder of results. */
  folderWork: FolderWork;
}
