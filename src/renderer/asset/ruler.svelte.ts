import type { Point } from './camera.ts';
import { distanceOf } from './measures.ts';

/** Measures between two points of an object. A third point begins anew. */
export class Ruler {
  #isOn = $state(false);
  #points = $state.raw<readonly Point[]>([]);
  /** Whether the last place that was pointed at had nothing in it. */
  isMissed = $state(false);

  /** In metres, as the file's units say; null until there are two points. */
  readonly distance = $derived.by(() => {
    const [from, to] = this.#points;
    return from === undefined || to === undefined ? null : distanceOf(from, to);
  });

  get isOn(): boolean {
    return this.#isOn;
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    this.clear();
  }

  clear(): void {
    this.#points = [];
    this.isMissed = false;
  }

  /** @param point null where there is nothing of the object */
  add(point: Point | null): void {
    this.isMissed = point === null;
    if (point === null) return;
    this.#points = this.#points.length === 1 ? [...this.#points, point] : [point];
  }
}
