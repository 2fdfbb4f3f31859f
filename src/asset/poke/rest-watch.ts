import { Stillness } from '../mjcf/stillness.ts';

/** What a simulated asset does. Seconds are those of the simulation, since it was last dropped, pushed, shaken or let go. */
export type Motion =
  /** Put back and not started. */
  | { kind: 'ready' }
  | { kind: 'moving'; seconds: number }
  | { kind: 'resting'; seconds: number; hasFallen: boolean };

/** Whatever stays within so much of its size, and within so many metres, for so many seconds is said to lie still. */
const still = { share: 0.005, meters: 0.01, seconds: 0.5 };
/** A body that is turned further than this has fallen over. */
const fallenCosine = Math.cos(Math.PI / 4);

/** Which shapes of an asset are watched: those that move. */
export interface Watched {
  shapes: readonly number[];
  /** Of the heaviest body: whether that has fallen is what a person asks. */
  heaviest: number;
  /** Metres of the asset's largest side. */
  size: number;
}

/** Watches from pose to pose whether an asset has come to rest, and whether it stands as it did. Z is up. */
export class RestWatch {
  readonly #watched: Watched;
  readonly #tolerance: number;
  readonly #upright: Float32Array;
  #began = 0;
  #stillness: Stillness | null = null;

  /** @param upright poses of all shapes as the file has them, 16 numbers each */
  constructor(watched: Watched, upright: Float32Array) {
    this.#watched = watched;
    this.#tolerance = Math.min(still.meters, still.share * watched.size);
    this.#upright = upright;
  }

  /** Something has just been done to it, or is being done. */
  begin(time: number): void {
    this.#began = time;
    this.#stillness = null;
  }

  look(poses: Float32Array, time: number): Exclude<Motion, { kind: 'ready' }> {
    const places = this.#placesOf(poses);
    this.#stillness ??= new Stillness(this.#tolerance, places, time);
    if (this.#stillness.look(places, time) < still.seconds)
      return { kind: 'moving', seconds: time - this.#began };
    const seconds = this.#stillness.since - this.#began;
    return { kind: 'resting', seconds, hasFallen: this.#hasFallen(poses) };
  }

  /** Three places of each shape, far enough from its middle that turning moves them. */
  #placesOf(poses: Float32Array): Float64Array {
    const reach = this.#watched.size / 2;
    const places = new Float64Array(this.#watched.shapes.length * 9);
    for (const [order, shape] of this.#watched.shapes.entries())
      for (let axis = 0; axis < 3; axis++)
        for (let n = 0; n < 3; n++)
          places[order * 9 + axis * 3 + n] =
            (poses[shape * 16 + 12 + n] ?? 0) + reach * (poses[shape * 16 + axis * 4 + n] ?? 0);
    return places;
  }

  /** What was up in the file is now along this much of what is up. */
  #hasFallen(poses: Float32Array): boolean {
    const at = this.#watched.heaviest * 16;
    const cosine = [2, 6, 10].reduce(
      (sum, n) => sum + (poses[at + n] ?? 0) * (this.#upright[at + n] ?? 0),
      0,
    );
    return cosine < fallenCosine;
  }
}
