import type { RigydBridge } from '../../shared/contract.ts';
import { idleQueue } from '../../shared/downloads.ts';
import {
  fromText,
  type PackedPatch,
  type PackedRow,
  type RowPage,
  RowReader,
} from '../../shared/packed-rows.ts';
import { AtRest } from '../../shared/lib/at-rest.ts';
import type { Snapshot } from '../../shared/state.ts';
import { noUpdates } from '../../shared/updates.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { PageReading } from './page-reading.ts';
import { PatchQueue } from './patch-queue.ts';
import { settled } from './request.ts';
import { RowList } from './row-list.ts';

/** Milliseconds until a failed request for a snapshot is sent again. */
const retryMs = 1_000;

/** Milliseconds from the last page of rows until the page gives back what reading them took: the window is idle by then. */
const restMs = 3_000;

/** Milliseconds without a patch after which the page gives back what patches took, if they changed so many rows since. */
const quietMs = 10_000;
const minChangedRows = 1_000;

type Bridge = Pick<RigydBridge, 'getSnapshot' | 'getRows' | 'onPatch' | 'freeMemory'>;

/**
 * The renderer's copy of what main knows. It can be thrown away at any time: a gap in the revisions fetches a new one, first
 * the newest rows with all else, then page after page what is left. Until a page is there, the rows that it will replace stay.
 */
export class StateReplica {
  /** All but the rows. */
  #copy = $state.raw<Omit<Snapshot, 'rows'> | null>(null);
  readonly #list = new RowList();
  readonly #reader = new RowReader();
  #rows = $state.raw(this.#list.rows);
  /** Patches that came while a snapshot was on its way; null while none is. */
  #early: PackedPatch[] | null = null;
  /** The reading of pages that is under way. */
  #pages: PageReading | null = null;
  #following = false;
  /** Rows that patches changed since memory was given back last. */
  #changedRows = 0;
  readonly #atRest = new AtRest({
    later: (run, ms) => void setTimeout(run, ms),
    restMs: quietMs,
    run: () => {
      if (this.#changedRows >= minChangedRows) this.#freeMemory();
    },
  });
  readonly #bridge: Bridge;

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
  readonly lookOffer = $derived(this.#copy?.lookOffer ?? null);
  readonly openedAsset = $derived(this.#copy?.openedAsset ?? null);
  readonly updates = $derived(this.#copy?.updates ?? noUpdates);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Fetches the state and follows it. @returns a function that ends that */
  follow(): () => void {
    this.#following = true;
    const patches = new PatchQueue((patch) => this.#receive(patch));
    const unsubscribe = this.#bridge.onPatch((text) => patches.add(text));
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

  #receive(patch: PackedPatch): void {
    if (this.#early !== null) {
      this.#early.push(patch);
      return;
    }
    const { changed, removed, ...slices } = patch;
    // Where revisions are missing in between, only a new snapshot helps.
    if (this.#copy === null || patch.revision > this.#copy.revision + 1) {
      void this.#fetch();
      return;
    }
    // It waited in the page while a snapshot came that has it. Revisions only grow as long as main lives, and so the page.
    if (patch.revision <= this.#copy.revision) return;
    this.#copy = { ...this.#copy, ...slices };
    const rows = this.#read(changed);
    this.#pages?.notePatch(patch.revision, rows, removed);
    this.#change(rows, removed);
    this.#changedRows += rows.length;
    this.#atRest.noteChange();
  }

  async #fetch(): Promise<void> {
    const early: PackedPatch[] = [];
    this.#early = early;
    this.#pages = null;
    const outcome = await settled(this.#bridge.getSnapshot());
    if (!outcome.ok) {
      this.#later(() => void this.#fetch());
      return;
    }
    this.#early = null;
    const { rows, next, ...state } = fromText(outcome.value);
    this.#copy = state;
    const pages = new PageReading();
    this.#pages = pages;
    this.#takePage(pages, { rows, next, revision: state.revision });
    // Main may have pushed on before its answer got here; what it pushed before the snapshot is part of that.
    for (const patch of early) this.#receive(patch);
    void this.#fetchPages(pages);
  }

  async #fetchPages(pages: PageReading): Promise<void> {
    while (this.#following && this.#pages === pages && pages.next !== null) {
      const outcome = await settled(this.#bridge.getRows({ before: pages.next }));
      if (this.#pages !== pages) return;
      if (outcome.ok) this.#takePage(pages, fromText(outcome.value));
      else {
        this.#later(() => void this.#fetchPages(pages));
        return;
      }
    }
    if (this.#pages !== pages) return;
    this.#pages = null;
    this.#later(() => this.#freeMemory(), restMs);
  }

  /** V8 collects nothing in an idle page: the texts of 50,000 rows, or of a day's patches, would stay for good. */
  #freeMemory(): void {
    if (!this.#following || this.#early !== null || this.#pages !== null) return;
    this.#changedRows = 0;
    this.#bridge.freeMemory();
  }

  #takePage(pages: PageReading, { rows, next, revision }: RowPage): void {
    const { put, removed } = pages.take(this.#list.rows, { rows: this.#read(rows), next, revision });
    this.#change(put, removed);
  }

  #later(run: () => void, afterMs = retryMs): void {
    setTimeout(() => {
      if (this.#following) run();
    }, afterMs);
  }

  #read(packed: readonly PackedRow[] = []): JobRow[] {
    return packed.map((row) => this.#reader.read(row));
  }

  #change(changed: readonly JobRow[] = [], removed: readonly string[] = []): void {
    this.#list.change(changed, removed);
    this.#rows = this.#list.rows;
  }
}
