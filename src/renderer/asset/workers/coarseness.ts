import type { CanvasSize } from './protocol.ts';

/** A drawing that takes longer makes the next ones of the same movement coarser. */
const slowMs = 45;
/** How coarse a picture may get while it moves, for a processor that draws by itself. */
const coarsest = 0.45;
/** The first picture of a processor: it is seen sooner, and a finer one takes its place. */
const first = 0.6;
/** Pixels of a processor's picture that stays: more of them than the page has, in the place of samples within each. */
const still = 1.5;
/** So many it draws at most beyond those of the page. */
const manyPixels = 2_500_000;
/** More than so many for each of the page make no difference to the eye. */
const finest = 2;

/** Whether the picture is the first one, one of a movement, or one that stays. */
export type PictureKind = 'first' | 'moving' | 'still';

/** How finely pictures are drawn: where the processor draws for want of a graphics card, as finely as there is time. */
export class Coarseness {
  readonly isSoftware: boolean;
  #moving = 1;

  constructor(isSoftware: boolean) {
    this.isSoftware = isSoftware;
  }

  /** Pixels of the picture for each of the page, in a line. */
  ratio(kind: PictureKind, { width, height, ratio }: CanvasSize): number {
    if (!this.isSoftware) return Math.min(ratio, finest);
    if (kind === 'first') return first;
    if (kind === 'moving') return this.#moving;
    return Math.min(still, Math.max(1, Math.sqrt(manyPixels / (width * height))));
  }

  /** @param tookMs of a picture that moved */
  adapt(tookMs: number): void {
    if (tookMs > slowMs) this.#moving = Math.max(coarsest, this.#moving * 0.8);
    else if (tookMs < slowMs / 3) this.#moving = Math.min(1, this.#moving * 1.1);
  }
}
