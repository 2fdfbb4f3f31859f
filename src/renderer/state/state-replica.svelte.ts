import type { RigydBridge } from '../../shared/contract.ts';
import { idleQueue } from '../../shared/downloads.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { settled } from './request.ts';
import { RowList } from './row-list.ts';

/** Milliseconds until a failed request for a snapshot is sent again. */
const retryMs = 1_000;

/** The renderer's copy of what main knows. It can be thrown away at any time: a gap in the revisions fetches a new one. */
export class StateReplica {
  /** All but the rows. */
  #copy = $state.raw<Omit<Snapshot, 'rows'> | null>(null);
  readonly #list = new RowList();
  #rows = $state.raw(this.#list.rows);
  /** Patches that came while a snapshot was on its way; null while none is. */
  #early: Patch[] | null = null;
  #following = false;
  readonly #bridge: Pick<RigydBridge, 'getSnapshot' | 'onPatch'>;

  readonly loaded = $derived(this.#copy?.loaded ?? false);
  readonly session = $derived(this.#copy?.session ?? null);
  readonly settings = $derived(this.#copy?.settings ?? null);
  readonly notifications = $derived(this.#copy?.notifications ?? []);
  readonly banners = $derived(this.#copy?.banners ?? []);
  readonly downloads = $derived(this.#copy?.downloads ?? idleQueue);
  readonly account = $derived(this.#copy?.account ?? null);
  readonly batches = $derived(this.#copy?.batches ?? []);
  readonly addConfirmation = $derived(this.#copy?.addConfirmation ?? null);
  readonly adding = $derived(this.#copy?.adding ?? null);

  constructor(bridge: Pick<RigydBridge, 'getSnapshot' | 'onPatch'>) {
    this.#bridge = bridge;
  }

  /** Fetches the state and follows it. @returns a function that ends that */
  follow(): () => void {
    this.#following = true;
    const unsubscribe = this.#bridge.onPatch((patch) => this.#receive(patch));
    void this.#fetch();
    return () => {
      this.#following = false;
      unsubscribe();
    };
  }

  /** All jobs, the newest on top. A row that did not change stays the same object. */
  get rows(): readonly JobRow[] {
    return this.#rows;
  }

  row(id: string): JobRow | undefined {
    void this.#rows;
    return this.#list.get(id);
  }

  #receive(patch: Patch): void {
    if (this.#early !== null) {
      this.#early.push(patch);
      return;
    }
    const { changed, removed, ...slices } = patch;
    // Where revisions are missing in between, or the patch is older than the copy, only a new snapshot helps.
    if (this.#copy === null || patch.revision !== this.#copy.revision + 1) {
      void this.#fetch();
      return;
    }
    this.#copy = { ...this.#copy, ...slices };
    this.#change(changed, removed);
  }

  async #fetch(): Promise<void> {
    const early: Patch[] = [];
    this.#early = early;
    const outcome = await settled(this.#bridge.getSnapshot());
    if (!outcome.ok) {
      setTimeout(() => {
        if (this.#following) void this.#fetch();
      }, retryMs);
      return;
    }
    this.#early = null;
    const { rows, ...slices } = outcome.value;
    this.#copy = slices;
    this.#list.replace(rows);
    this.#rows = this.#list.rows;
    // Main may have pushed on before its answer got here; what it pushed before the snapshot is part of that.
    for (const patch of early) if (patch.revision > outcome.value.revision) this.#receive(patch);
  }

  #change(changed: readonly JobRow[] = [], removed: readonly string[] = []): void {
    this.#list.change(changed, removed);
    this.#rows = this.#list.rows;
  }
}
