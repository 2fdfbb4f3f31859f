import type { RigydBridge } from '../../shared/contract.ts';
import { idleQueue } from '../../shared/downloads.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { settled } from './request.ts';

/** Milliseconds until a failed request for a snapshot is sent again. */
const retryMs = 1_000;

/** The renderer's copy of what main knows. It can be thrown away at any time: a gap in the revisions fetches a new one. */
export class StateReplica {
  #copy = $state.raw<Snapshot | null>(null);
  /** Patches that came while a snapshot was on its way; null while none is. */
  #early: Patch[] | null = null;
  #following = false;
  readonly #bridge: Pick<RigydBridge, 'getSnapshot' | 'onPatch'>;

  readonly rows: JobRow[] = $derived(this.#copy?.rows ?? []);
  readonly #byId = $derived(rowsById(this.rows));
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

  row(id: string): JobRow | undefined {
    return this.#byId.get(id);
  }

  #receive(patch: Patch): void {
    if (this.#early !== null) {
      this.#early.push(patch);
      return;
    }
    const next = this.#copy === null ? null : applyPatch(this.#copy, patch);
    if (next === null) void this.#fetch();
    else this.#copy = next;
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
    this.#copy = { ...outcome.value, rows: newestFirst(outcome.value.rows) };
    // Main may have pushed on before its answer got here; what it pushed before the snapshot is part of that.
    for (const patch of early) if (patch.revision > outcome.value.revision) this.#receive(patch);
  }
}

/**
 * The copy one revision further; null where revisions are missing in between, or the patch is older than the copy: then
 * only a new snapshot helps. Rows that did not change keep their identity.
 */
export function applyPatch(copy: Snapshot, patch: Patch): Snapshot | null {
  if (patch.revision !== copy.revision + 1) return null;
  const { changed, removed, ...slices } = patch;
  const rows =
    changed === undefined && removed === undefined ? copy.rows : merge(copy.rows, changed, removed);
  return { ...copy, ...slices, rows };
}

function merge(rows: JobRow[], changed: JobRow[] = [], removed: string[] = []): JobRow[] {
  const changes = rowsById(changed);
  const gone = new Set(removed);
  const merged: JobRow[] = [];
  let moved = false;
  for (const row of rows) {
    if (gone.has(row.id)) continue;
    const change = changes.get(row.id);
    changes.delete(row.id);
    // A job that was removed and added again at once has another place.
    moved ||= change !== undefined && change.order !== row.order;
    merged.push(change ?? row);
  }
  return changes.size === 0 && !moved ? merged : newestFirst([...changes.values(), ...merged]);
}

/** The order of the list: what was added last is on top. */
export const newestFirst = (rows: JobRow[]): JobRow[] => rows.toSorted((a, b) => b.order - a.order);

const rowsById = (rows: readonly JobRow[]): Map<string, JobRow> => new Map(rows.map((row) => [row.id, row]));
