import type { RigydBridge } from '../../shared/contract.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { applyPatch, newestFirst } from './apply-patch.ts';

/** The renderer's copy of what main knows. It can be thrown away at any time: a gap in the revisions fetches a new one. */
export class DeskState {
  #copy = $state.raw<Snapshot | null>(null);
  #fetching = false;
  readonly #bridge: Pick<RigydBridge, 'getSnapshot' | 'onPatch'>;

  readonly rows: JobRow[] = $derived(this.#copy?.rows ?? []);
  readonly #byId = $derived(new Map(this.rows.map((row) => [row.id, row])));
  readonly loaded = $derived(this.#copy?.loaded ?? false);
  readonly session = $derived(this.#copy?.session ?? null);
  readonly settings = $derived(this.#copy?.settings ?? null);
  readonly notices = $derived(this.#copy?.notices ?? []);

  constructor(bridge: Pick<RigydBridge, 'getSnapshot' | 'onPatch'>) {
    this.#bridge = bridge;
  }

  /** Fetches the state and follows it. @returns a function that ends that */
  follow(): () => void {
    const unsubscribe = this.#bridge.onPatch((patch) => this.#receive(patch));
    void this.#fetch();
    return unsubscribe;
  }

  row(id: string): JobRow | undefined {
    return this.#byId.get(id);
  }

  #receive(patch: Patch): void {
    // While a snapshot is on its way every patch is either part of it or followed by one that shows the gap.
    if (this.#copy === null || this.#fetching) return;
    const next = applyPatch(this.#copy, patch);
    if (next === null) void this.#fetch();
    else this.#copy = next;
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    const outcome = await this.#bridge.getSnapshot();
    this.#fetching = false;
    if (outcome.ok) this.#copy = { ...outcome.value, rows: newestFirst(outcome.value.rows) };
  }
}
