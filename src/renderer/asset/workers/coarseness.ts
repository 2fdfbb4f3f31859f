import { isSoftware } from './graphics.ts';

/** A drawing that takes longer makes the next ones of the same movement coarser. */
const slowMs = 45;
/** How coarse a picture may get while it moves, for a processor that draws by itself. */
const coarsest = 0.45;

/** How coarsely a picture is drawn while it moves, where the processor draws for want of a graphics card. */
export class Coarseness {
  readonly isSoftware: boolean;
  #moving = 1;

  constructor(gl: WebGLRenderingContext | WebGL2RenderingContext) {
    this.isSoftware = isSoftware(gl);
  }

  /** The part of all pixels of a line that are drawn. */
  of(isMoving: boolean): number {
    return isMoving && this.isSoftware ? this.#moving : 1;
  }

  /** @param tookMs of a picture that moved */
  adapt(tookMs: number): void {
    if (tookMs > slowMs) this.#moving = Math.max(coarsest, this.#moving * 0.8);
    else if (tookMs < slowMs / 3) this.#moving = Math.min(1, this.#moving * 1.1);
  }
}
