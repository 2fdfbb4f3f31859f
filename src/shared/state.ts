import type { AccountState } from './account.ts';
import type { LookOffer, OpenedAsset } from './assets.ts';
import type { AddConfirmation, AddProgress } from './intake.ts';
import type { AppNotification } from './notifications.ts';
import type { Batch } from './batch.ts';
import type { DownloadQueueState } from './downloads.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import type { Updates } from './updates.ts';
import type { JobRow } from './watched-job.ts';

/** Something the app has to say by itself, outside any job. The renderer picks the words. */
export interface Banner {
  kind: BannerKind;
  /** The system's own words, or a path, or a number that belongs into the sentence. */
  detail: string;
}

export const bannerKinds = [
  'database-damaged', // a damaged database was moved aside (detail: where) and its list restored from the backup
  'jobs-restored', // rows were lost and restored from the backup (detail: how many)
  'jobs-impossible', // jobs with an ID that none can have were taken off the list (detail: how many)
  'batches-restored', // the same of batches
  'unsaved-restored', // what the last run had no room for was kept elsewhere and is back (detail: where)
  'unsaved-outdated', // changes kept elsewhere are older than the list and were not applied (detail: where they are now)
  'database-unavailable', // it cannot be opened: nothing is kept beyond this run (detail: why)
  'write-failed', // changes could not be written and are tried again (detail: why)
  'rows-refused', // changes that have no form on disk (detail: how many); all others are saved
  'credits-low', // the balance is at or below what a person calls low (detail: how many credits are left)
  'commands-resumed', // commands that the end of the last run held up are run now (detail: how many)
  'unexpected-errors', // main threw where nothing caught it, and goes on (detail: how many times in this run)
  'links-elsewhere', // the system opens the app's links in another app or in none: shall it be this one? (no detail)
  'safe-mode', // the app was started in safe mode (no detail)
  'electron-lacks', // the Electron that the app runs on lacks something (detail: parts, see lackingParts)
  'command-failed', // the command run for a result did not end well (detail: the result's name, and why)
] as const;

/** At most one banner of a kind is shown. */
export type BannerKind = (typeof bannerKinds)[number];

/** Parts of the app that Electron, or the system, may lack something for. */
export const lackingPartNames = ['functions', 'checks', 'pictures', 'notifications', 'sandbox'] as const;
export type LackingPart = (typeof lackingPartNames)[number];

/** All the renderer shows, at one revision. */
export interface Snapshot {
  revision: number;
  /** False until the jobs of the last run have been read from disk. */
  loaded: boolean;
  rows: JobRow[];
  session: Session;
  settings: Settings;
  banners: Banner[];
  batches: Batch[];
  account: AccountState;
  downloads: DownloadQueueState;
  /** Newest first. */
  notifications: AppNotification[];
  /** Waits for an answer; null where there is nothing to confirm. */
  addConfirmation: AddConfirmation | null;
  /** The addition under way; null where there is none. */
  adding: AddProgress | null;
  /** Waits for an answer; null where there is no question. */
  lookOffer: LookOffer | null;
  /** What is looked at of the person's own files; null where there is nothing. */
  openedAsset: OpenedAsset | null;
  updates: Updates;
}

/** What changed between two revisions. It applies to a copy at `revision - 1`; any other copy has a gap. */
export interface Patch {
  revision: number;
  loaded?: boolean;
  changed?: JobRow[];
  removed?: string[];
  session?: Session;
  settings?: Settings;
  banners?: Banner[];
  batches?: Batch[];
  account?: AccountState;
  downloads?: DownloadQueueState;
  notifications?: AppNotification[];
  addConfirmation?: AddConfirmation | null;
  adding?: AddProgress | null;
  lookOffer?: LookOffer | null;
  openedAsset?: OpenedAsset | null;
  updates?: Updates;
}
