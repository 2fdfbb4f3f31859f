import { unknownAccount } from '../shared/account.ts';
import { idleQueue } from '../shared/download-queue.ts';
import { defaultSettings } from '../shared/settings.ts';
import type { Snapshot } from '../shared/state.ts';
import { initialSession } from './session-state.ts';

/** What the window shows before anything was read from disk. */
export const initialState = (baseUrl: URL): Omit<Snapshot, 'revision' | 'rows'> => ({
  loaded: false,
  session: initialSession(baseUrl),
  settings: defaultSettings,
  notices: [],
  batches: [],
  account: unknownAccount,
  downloads: idleQueue,
  announcements: [],
});
