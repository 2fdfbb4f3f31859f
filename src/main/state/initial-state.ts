import { unknownAccount } from '../../shared/account.ts';
import { idleQueue } from '../../shared/download-queue.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Snapshot } from '../../shared/state.ts';
import { liveBaseUrl } from '../api/base-url.ts';

/** What the window shows before anything was read from disk and before anything is known of key and connection. */
export const initialState = (baseUrl: URL): Omit<Snapshot, 'revision' | 'rows'> => ({
  loaded: false,
  session: {
    key: { kind: 'reading' },
    connection: { kind: 'idle' },
    api: { host: baseUrl.host, origin: baseUrl.origin, overridden: baseUrl.href !== liveBaseUrl },
  },
  settings: defaultSettings,
  banners: [],
  batches: [],
  account: unknownAccount,
  downloads: idleQueue,
  notifications: [],
  addQuestion: null,
});
