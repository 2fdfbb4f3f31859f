import type { PushName } from '../../shared/channels.ts';
import type { Pushes } from '../../shared/contract.ts';
import { packRow, type RowPage, type SnapshotStart } from '../../shared/packed-rows.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { Clock } from '../lib/clock.ts';
import { unknownAccount } from '../../shared/account.ts';
import { idleQueue } from '../../shared/downloads.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { noUpdates } from '../../shared/updates.ts';
import { Changes, type Slices } from './changes.ts';
import { liveBaseUrl } from '../api/base-url.ts';

/** Sends a push to the window. */
export type Push = <P extends PushName>(name: P, payload: Pushes[P]) => void;

export interface PublisherOptions {
  clock: Clock;
  /** The row of a job as it is now; undefined if it is not watched any more. */
  row: (id: string) => JobRow | undefined;
  /** Rows in the order of the list, the newest first: so many of those before a place in it, or of all. */
  newest: (count: number, before?: number) => JobRow[];
  initial: Slices;
  /** Sends a patch to the window. */
  push: (patch: Patch) => void;
  /** Is told of each patch, also of one that is not sent as nobody sees the window. */
  onPatch?: (patch: Patch) => void;
}

/** Milliseconds between two patches at least: ten a second are more than the eye can follow. */
const minPatchMs = 100;
/** The same while there is more than a patch holds, or nobody sees the window. */
const [nextSliceMs, unseenMs] = [20, 1_000];
/** Milliseconds until the window learns that jobs were polled without a change. */
const repeatMs = 10_000;
/**
 * Rows in the first patch after a pause or the first page, and in those that follow it at once: the window takes each in
 * without a noticeable pause, and with the first ones it may have a whole list to draw.
 */
const [maxFirstRows, maxNextRows] = [200, 1_000];

/**
 * Publishes the state to the renderer: a snapshot on request, then patches with consecutive revisions. A patch has the row
 * of a changed job once, however often it changed. While nobody sees the window it gets nothing, and afterwards all at once.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #pending = new Changes();
  /** What the window has missed. */
  readonly #missed = new Changes();
  readonly #repeated = new Set<string>();
  #slices: Slices;
  #revision = 0;
  #isSeen = true;
  /** Whether the last patch could not hold all that there was. */
  #isMore = false;
  #cancelTimer: (() => void) | null = null;
  #cancelRepeats: (() => void) | null = null;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#slices = options.initial;
  }

  get state(): Readonly<Slices> {
    return this.#slices;
  }

  jobChanged(id: string): void {
    this.#repeated.delete(id);
    this.#pending.jobChanged(id);
    this.#schedule();
  }

  /** Nothing but the time of a job's last answer has changed. */
  jobRepeated(id: string): void {
    this.#repeated.add(id);
    if (!this.#isSeen) return;
    this.#cancelRepeats ??= this.#options.clock.setTimeout(() => {
      this.#takeRepeats();
      this.#flush();
    }, repeatMs);
  }

  jobRemoved(id: string): void {
    this.#pending.jobRemoved(id);
    this.#schedule();
  }

  set<K extends keyof Slices>(slice: K, value: Slices[K]): void {
    this.#slices = { ...this.#slices, [slice]: value };
    this.#pending.set({ [slice]: value });
    this.#schedule();
  }

  /** All rows are others than before, as when they were read from disk: the window requests them anew, the newest first. */
  rowsReplaced(): void {
    this.#pending.clearJobs();
    this.#repeated.clear();
    // The window has never had the revision before that of this patch.
    this.#revision += 1;
    this.#pending.set({ loaded: this.#slices.loaded });
    this.#flush();
  }

  /** Call when the window comes into view or goes out of it. */
  setSeen(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    if (!isSeen) return;
    this.#takeRepeats();
    this.#missed.moveTo(this.#pending);
    this.#flush();
  }

  /** The whole state with the newest rows; patches that follow apply to it, and {@link rowsBefore} has the other rows. */
  snapshotStart(): SnapshotStart {
    return { ...this.#slices, ...this.#page(this.#options.newest(maxFirstRows), maxFirstRows) };
  }

  /** The next rows before a place in the order of adding. */
  rowsBefore(order: number): RowPage {
    return this.#page(this.#options.newest(maxNextRows, order), maxNextRows);
  }

  /** What changed since the last patch may be part of it: the next one says the same again. */
  #page(rows: JobRow[], count: number): RowPage {
    const last = rows.at(-1);
    const next = rows.length < count || last === undefined ? null : last.order;
    return { revision: this.#revision, rows: rows.map(packRow), next };
  }

  #takeRepeats(): void {
    this.#cancelRepeats?.();
    this.#cancelRepeats = null;
    for (const id of this.#repeated) this.#pending.jobChanged(id);
    this.#repeated.clear();
  }

  #schedule(afterMs = this.#isSeen ? minPatchMs : unseenMs): void {
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => this.#flush(), afterMs);
  }

  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const { changed: ids, removed, slices } = this.#pending.take(this.#isMore ? maxNextRows : maxFirstRows);
    const changed = ids.map((id) => this.#options.row(id)).filter((row) => row !== undefined);
    this.#isMore = this.#pending.size > 0;
    if (this.#isMore) this.#schedule(nextSliceMs);
    if (changed.length === 0 && removed.length === 0 && Object.keys(slices).length === 0) return;
    if (this.#isSeen) this.#revision += 1;
    else this.#missed.add({ changed: ids, removed, slices });
    const patch = {
      revision: this.#revision,
      ...(changed.length > 0 ? { changed } : {}),
      ...(removed.length > 0 ? { removed } : {}),
      ...slices,
    };
    this.#options.onPatch?.(patch);
    if (this.#isSeen) this.#options.push(patch);
  }
}

/** The state before anything was read from disk and before key and connection are known. */
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
  addConfirmation: null,
  adding: null,
  lookOffer: null,
  openedAsset: null,
  updates: noUpdates,
});
