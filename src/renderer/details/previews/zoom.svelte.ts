export interface Size {
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

/** How much larger one step makes a picture. */
const step = 1.25;
/** Screen pixels that one of a picture is shown as at most, and the side of a picture as shown. */
const maxScale = 32;
const maxSide = 32_768;

/**
 * How large a picture is shown in a stage, and which part of it. It fills the stage at first; small ones are magnified for
 * that. Lengths are in CSS pixels.
 */
export class Zoom {
  /** The picture as it is; null until that is known. */
  picture = $state.raw<Size | null>(null);
  stage = $state.raw<Size>({ width: 0, height: 0 });
  /** Screen pixels for one of the picture; null while it fills the stage. */
  #chosen = $state<number | null>(null);
  /** Where the middle of the picture is, from the middle of the stage. */
  #wanted = $state.raw<Point>({ x: 0, y: 0 });

  /** The scale at which the picture fills the stage. */
  get fit(): number {
    if (this.picture === null) return 1;
    const { width, height } = this.picture;
    return Math.min(this.stage.width / width, this.stage.height / height, this.#most);
  }

  get scale(): number {
    return Math.min(Math.max(this.#chosen ?? this.fit, this.#least), this.#most);
  }

  /** Whether more of it is shown than the whole. */
  get isMagnified(): boolean {
    return this.scale > this.fit * 1.001;
  }

  /** Whether it is wider than the stage. */
  get isWider(): boolean {
    return this.shown.width > this.stage.width + 1;
  }

  get canGrow(): boolean {
    return this.scale < this.#most;
  }

  get canShrink(): boolean {
    return this.scale > this.#least;
  }

  /** The size and place of the picture in the stage. */
  get shown(): Size & { left: number; top: number } {
    const { width = 0, height = 0 } = this.picture ?? {};
    const [w, h] = [width * this.scale, height * this.scale];
    const { x, y } = this.#offset;
    return {
      width: w,
      height: h,
      left: (this.stage.width - w) / 2 + x,
      top: (this.stage.height - h) / 2 + y,
    };
  }

  /** Fills the stage. */
  reset(): void {
    this.#chosen = null;
    this.#wanted = { x: 0, y: 0 };
  }

  /** Shows it at a scale. @param about a point of the stage that stays where it is; left out, its middle */
  to(scale: number, about?: Point): void {
    const before = this.scale;
    const next = Math.min(Math.max(scale, this.#least), this.#most);
    const { x, y } = this.#offset;
    const { width, height } = this.stage;
    const from = about === undefined ? { x: 0, y: 0 } : { x: about.x - width / 2, y: about.y - height / 2 };
    const grown = next / before;
    this.#wanted = { x: from.x - (from.x - x) * grown, y: from.y - (from.y - y) * grown };
    this.#chosen = next;
    if (!this.isMagnified && next >= this.fit * 0.999) this.reset();
  }

  /** Larger or smaller by so many steps. @param steps below 0 to make it smaller */
  by(steps: number, about?: Point): void {
    const next = this.scale * step ** steps;
    // Nothing lies between the picture that fills the stage and the next step: it is stopped at.
    const passes = (this.scale - this.fit) * (next - this.fit) < 0;
    if (passes) this.reset();
    else this.to(next, about);
  }

  /** Moves the picture. */
  move(x: number, y: number): void {
    const offset = this.#offset;
    this.#wanted = { x: offset.x + x, y: offset.y + y };
  }

  /** No edge of a picture that is larger than the stage comes into it; a smaller one is in its middle. */
  get #offset(): Point {
    const { width = 0, height = 0 } = this.picture ?? {};
    const within = (wanted: number, shown: number, room: number): number => {
      const most = Math.max(0, (shown - room) / 2);
      return Math.min(Math.max(wanted, -most), most);
    };
    return {
      x: within(this.#wanted.x, width * this.scale, this.stage.width),
      y: within(this.#wanted.y, height * this.scale, this.stage.height),
    };
  }

  get #most(): number {
    const { width = 1, height = 1 } = this.picture ?? {};
    return Math.min(maxScale, maxSide / Math.max(width, height));
  }

  /** A large picture is not made smaller than to fill the stage, a small one not smaller than it is. */
  get #least(): number {
    return Math.min(1, this.fit);
  }
}
