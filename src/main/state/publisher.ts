import type { PushName } from '../../shared/channels.ts';
import type { Pushes } from '../../shared/contract.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { Clock } from '../lib/clock.ts';
import { unknownAccount } from '../../shared/account.ts';
import { idleQueue } from '../../shared/downloads.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { liveBaseUrl } from '../api/base-url.ts';

/** Sends a push to the window. */
export type Push = <P extends PushName>(name: P, payload: Pushes[P]) => void;

/** The parts of the state that are pushed whole. */
type Slices = Omit<Snapshot, 'revision' | 'rows'>;

export interface PublisherOptions {
  clock: Clock;
  /** The row of a job as it is now; undefined if it is not watched any more. */
  row: (id: string) => JobRow | undefined;
  rows: () => JobRow[];
  /** How many rows there are. */
  size: () => number;
  initial: Slices;
  push: (patch: Patch) => void;
}

/** Milliseconds between two patches at least: ten a second are more than the eye can follow. */
const minPatchMs = 100;
/** Milliseconds until the window learns that jobs were polled without a change. */
const repeatMs = 10_000;
/** The window goes through all rows at each patch, so it gets fewer patches if there are tens of thousands. */
const rowsPerMs = 50;

/**
 * Publishes the state to the renderer: a snapshot on request, then patches with consecutive revisions. A patch has the row
 * of a changed job once, however often it changed.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #repeated = new Set<string>();
  #slices: Slices;
  #dirtySlices: Partial<Slices> = {};
  #revision = 0;
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
    this.#removed.delete(id);
    this.#repeated.delete(id);
    this.#changed.add(id);
    this.#schedule();
  }

  /** Nothing but the time of a job's last answer has changed. */
  jobRepeated(id: string): void {
    this.#repeated.add(id);
    this.#cancelRepeats ??= this.#options.clock.setTimeout(() => {
      this.#takeRepeats();
      this.#flush();
    }, repeatMs);
  }

  jobRemoved(id: string): void {
    this.#removed.add(id);
    this.#schedule();
  }

  set<K extends keyof Slices>(slice: K, value: Slices[K]): void {
    this.#slices = { ...this.#slices, [slice]: value };
    this.#dirtySlices = { ...this.#dirtySlices, [slice]: value };
    this.#schedule();
  }

  /** The whole state. Patches that follow apply to it. */
  snapshot(): Snapshot {
    this.#takeRepeats();
    this.#flush();
    return { revision: this.#revision, rows: this.#options.rows(), ...this.#slices };
  }

  #takeRepeats(): void {
    this.#cancelRepeats?.();
    this.#cancelRepeats = null;
    for (const id of this.#repeated) this.#changed.add(id);
    this.#repeated.clear();
  }

  #schedule(): void {
    this.#cancelTimer ??= this.#options.clock.setTimeout(
      () => this.#flush(),
      Math.max(minPatchMs, this.#options.size() / rowsPerMs),
    );
  }

  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const changed = [...this.#changed].map((id) => this.#options.row(id)).filter((row) => row !== undefined);
    const removed = [...this.#removed];
    const slices = this.#dirtySlices;
    this.#changed.clear();
    this.#removed.clear();
    this.#dirtySlices = {};
    if (changed.length === 0 && removed.length === 0 && Object.keys(slices).length === 0) return;
    this.#revision += 1;
    this.#options.push({
      revision: this.#revision,
      ...(changed.length > 0 ? { changed } : {}),
      ...(removed.length > 0 ? { removed } : {}),
      ...slices,
    });
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
});
