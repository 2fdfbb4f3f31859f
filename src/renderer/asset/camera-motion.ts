import { between, type Pose } from './camera.ts';

/** Milliseconds of a turn to another view. */
const turnMs = 240;

/** Where the camera of a view is, and where it is going. Times are milliseconds. */
export class CameraMotion {
  readonly #isStill: boolean;
  #pose: Pose;
  #turn: { from: Pose; to: Pose; since: number } | null = null;
  #movedAt = -Infinity;

  /** @param isStill whether it is there at once, as the person wants no motion */
  constructor(pose: Pose, isStill: boolean) {
    this.#pose = pose;
    this.#isStill = isStill;
  }

  /** Where it is in the picture. */
  get pose(): Pose {
    return this.#pose;
  }

  /** Where it is going, so that a hand goes on from there. */
  get aim(): Pose {
    return this.#turn?.to ?? this.#pose;
  }

  get isTurning(): boolean {
    return this.#turn !== null;
  }

  /** Whether the picture has just changed, or will change at once: it may be coarse meanwhile. */
  isMoving(now: number): boolean {
    return this.isTurning || now - this.#movedAt < 2 * turnMs;
  }

  /** It is there at once, with nothing that moves. */
  put(pose: Pose): void {
    this.#turn = null;
    this.#pose = pose;
  }

  /** A hand moves it. */
  move(pose: Pose, now: number): void {
    this.put(pose);
    this.touch(now);
  }

  /** Something in the picture moves. */
  touch(now: number): void {
    this.#movedAt = now;
  }

  turnTo(pose: Pose, now: number): void {
    if (this.#isStill) this.move(pose, now);
    else this.#turn = { from: this.#pose, to: pose, since: now };
  }

  /** Goes on with a turn. */
  advance(now: number): void {
    if (this.#turn === null) return;
    const share = Math.min(1, (now - this.#turn.since) / turnMs);
    this.#pose = between(this.#turn.from, this.#turn.to, share);
    if (share === 1) this.#turn = null;
  }
}
