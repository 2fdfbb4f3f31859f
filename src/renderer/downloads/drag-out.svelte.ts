import type { RigydBridge } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/job/file-slots.ts';
import { isResultHere } from '../../shared/downloads.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { runRequest, settled } from '../state/request.ts';
import { downloadsWords } from '../words/downloads.ts';

/** The part of an event that is needed to start a drag. */
export type DragStart = Pick<DragEvent, 'preventDefault' | 'stopPropagation'>;

/** Whether a job has a result on this disk that can be dragged out. */
export const canDragOut = ({ download }: JobRow): boolean => isResultHere(download);

/** Drags results out of the window. Only main can drag files; the page's own drag would carry text. */
export class DragOut {
  readonly #bridge: Pick<RigydBridge, 'dragResults' | 'dragFile'>;
  readonly #toasts: Toasts;
  #isActive = $state(false);

  constructor(bridge: Pick<RigydBridge, 'dragResults' | 'dragFile'>, toasts: Toasts) {
    this.#bridge = bridge;
    this.#toasts = toasts;
  }

  /** Whether a drag that started here is in progress. Stays false on systems that do not report the end of a drag. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Turns a drag that started in the page into one of the results of these jobs. */
  async start(event: DragStart, ids: readonly string[]): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    this.#isActive = true;
    const outcome = await runRequest(this.#toasts, this.#bridge.dragResults({ ids: [...ids] }));
    this.#isActive = false;
    if (outcome.ok && outcome.value > 0)
      this.#toasts.show(downloadsWords.resultsLeftOut(outcome.value, ids.length), { tone: 'problem' });
  }

  /** Turns a drag that started in the page into one of a single file. The outcome is false where that is not here yet. */
  async startFile(event: DragStart, ref: FileRef): Promise<Outcome<boolean>> {
    event.preventDefault();
    event.stopPropagation();
    this.#isActive = true;
    const outcome = await settled(this.#bridge.dragFile(ref));
    this.#isActive = false;
    return outcome;
  }

  /** The same from a row of the list. If the row is selected, the results of the whole selection are dragged. */
  startFromRow(event: DragStart, row: JobRow, selected: readonly JobRow[]): Promise<void> {
    const isSelected = selected.some(({ id }) => id === row.id);
    const rows = isSelected ? selected.filter(canDragOut) : [row];
    return this.start(
      event,
      rows.map(({ id }) => id),
    );
  }
}
