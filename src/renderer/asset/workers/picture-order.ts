import type { CameraMotion } from '../camera-motion.ts';
import type { Coarseness, PictureKind } from './coarseness.ts';
import type { CanvasSize } from './protocol.ts';

/** Milliseconds between two looks at whether the picture has come to rest. */
const restMs = 240;

export interface PictureDeps {
  coarseness: Coarseness;
  motion: CameraMotion;
  /** Milliseconds. */
  now: () => number;
  nextFrame: (call: () => void) => void;
  later: (ms: number, call: () => void) => void;
  /** @param ratio pixels of the picture for each of the page, in a line */
  resize: (size: CanvasSize, ratio: number) => void;
  drawShadow: () => void;
  /** @param isAwaited whether it has to be there when this is done */
  draw: (isAwaited: boolean) => void;
}

/** Which picture is drawn next, and when: only when something has changed, coarsely at first and finely once it is at rest. */
export class PictureOrder {
  readonly #deps: PictureDeps;
  #size: CanvasSize;
  #ratio = 1;
  #isDrawing = false;
  #isShown = false;
  #isFrameDue = false;
  #isSizeDue = true;
  #isShadowDue = false;
  #isRestAwaited = false;

  constructor(size: CanvasSize, deps: PictureDeps) {
    this.#size = size;
    this.#deps = deps;
  }

  /** There is something to draw from now on. */
  begin(): void {
    this.#isDrawing = true;
    this.request();
  }

  /** Nothing is drawn any more: whatever it was drawn with may be another's by now. */
  end(): void {
    this.#isDrawing = false;
  }

  /** Something has changed: however much does before the next frame, it is one picture. */
  request(): void {
    if (this.#isFrameDue || !this.#isDrawing) return;
    this.#isFrameDue = true;
    this.#deps.nextFrame(() => {
      this.#isFrameDue = false;
      if (this.#isDrawing) this.#frame();
    });
  }

  get size(): CanvasSize {
    return this.#size;
  }

  resize(size: CanvasSize): void {
    this.#size = size;
    this.#isSizeDue = true;
    this.#deps.motion.touch(this.#deps.now());
    this.request();
  }

  /** The shadow on the ground is no longer right. @param isThrown whether there is anything to throw one: else none is awaited */
  spoilShadow(isThrown: boolean): void {
    this.#isShadowDue = isThrown;
  }

  get isShadowDue(): boolean {
    return this.#isShadowDue;
  }

  #frame(): void {
    const { coarseness, draw, drawShadow, motion, now, resize } = this.#deps;
    const begun = now();
    motion.advance(begun);
    const kind: PictureKind = this.#isShown ? (motion.isMoving(begun) ? 'moving' : 'still') : 'first';
    // A processor has the first picture without it, which is there sooner.
    if (this.#isShadowDue && (kind !== 'first' || !coarseness.isSoftware)) {
      this.#isShadowDue = false;
      drawShadow();
    }
    const ratio = coarseness.ratio(kind, this.#size);
    if (ratio !== this.#ratio || this.#isSizeDue) {
      this.#ratio = ratio;
      this.#isSizeDue = false;
      resize(this.#size, ratio);
    }
    // The first one takes long, as it is what shaders are made for. A processor takes long for any, and should not begin the next before.
    draw(kind === 'first' || coarseness.isSoftware);
    this.#isShown = true;
    if (kind === 'moving' && coarseness.isSoftware) coarseness.adapt(now() - begun);
    if (motion.isTurning) this.request();
    // What was drawn coarsely is drawn once more when it has come to rest.
    else if (this.#isShadowDue || this.#ratio < coarseness.ratio('still', this.#size)) this.#rest();
  }

  #rest(): void {
    if (this.#isRestAwaited) return;
    this.#isRestAwaited = true;
    this.#deps.later(restMs, () => {
      this.#isRestAwaited = false;
      if (this.#deps.motion.isMoving(this.#deps.now())) this.#rest();
      else this.request();
    });
  }
}
