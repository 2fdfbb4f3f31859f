import type { RigydBridge } from '../../shared/contract.ts';
import { isResultHere } from '../../shared/downloads.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { countOf } from '../ui/format.ts';
import { ask } from './ask.ts';

/** What of an event is needed to begin a drag. */
type DragStart = Pick<DragEvent, 'preventDefault' | 'stopPropagation'>;

/** Whether a job has a result on this disk that can be dragged out. */
export const canDragOut = ({ download }: JobRow): boolean => isResultHere(download);

/** Results that are dragged out of the window. Files can only be handed out by main; the page's own drag would carry text. */
export class DragOut {
  readonly #bridge: Pick<RigydBridge, 'dragResults'>;
  readonly #toasts: Toasts;
  #isUnderWay = $state(false);

  constructor(bridge: Pick<RigydBridge, 'dragResults'>, toasts: Toasts) {
    this.#bridge = bridge;
    this.#toasts = toasts;
  }

  /** Whether what is over the window right now came out of it. Systems that do not say when a drag ends leave it false. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Goes on with a drag that began in the page as one of the results of these jobs. */
  async start(event: DragStart, ids: readonly string[]): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    this.#isUnderWay = true;
    const missing = await ask(this.#toasts, this.#bridge.dragResults({ ids: [...ids] }));
    this.#isUnderWay = false;
    if (missing !== null && missing > 0)
      this.#toasts.show(
        `${missing.toLocaleString()} of ${countOf(ids.length, 'result')} could not be found where they were put and were left out. Bring them back, or download them again.`,
        { tone: 'problem' },
      );
  }

  /** The same from a row of the list: with it go the results of all that is selected, if it is part of that. */
  startFromRow(event: DragStart, row: JobRow, selected: readonly JobRow[]): Promise<void> {
    const isSelected = selected.some(({ id }) => id === row.id);
    const rows = isSelected ? selected.filter(canDragOut) : [row];
    return this.start(
      event,
      rows.map(({ id }) => id),
    );
  }
}
