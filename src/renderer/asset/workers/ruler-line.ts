import {
  BufferGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
  Vector3,
} from 'three';
import type { Point } from '../camera.ts';

/** How large its ends are, in pixels of the page. */
const endPixels = 4.5;

/** The ruler between two points of the object, drawn over everything. */
export class RulerLine {
  readonly line = new Group();
  points: readonly Point[] = [];
  readonly #geometry = new BufferGeometry();
  readonly #ball = new SphereGeometry(1, 16, 12);
  readonly #stroke = new LineBasicMaterial({ depthTest: false, transparent: true });
  readonly #dot = new MeshBasicMaterial({ depthTest: false, transparent: true });
  readonly #ends = [new Mesh(this.#ball, this.#dot), new Mesh(this.#ball, this.#dot)];
  readonly #between = new LineSegments(this.#geometry, this.#stroke);

  constructor() {
    this.line.add(this.#between, ...this.#ends);
    this.line.traverse((part) => (part.renderOrder = 30));
    this.put([]);
  }

  /** @param points none, one or both of its ends */
  put(points: readonly Point[]): void {
    this.points = points;
    for (const [index, end] of this.#ends.entries()) {
      const point = points[index];
      end.visible = point !== undefined;
      if (point !== undefined) end.position.set(...point);
    }
    this.#between.visible = points.length === 2;
    this.#geometry.setFromPoints(
      points.length === 2 ? points.map((point) => new Vector3(...point)) : [new Vector3(), new Vector3()],
    );
    this.#geometry.computeBoundingSphere();
  }

  resize(metresOfPixel: (place: Vector3) => number): void {
    for (const end of this.#ends) end.scale.setScalar(endPixels * metresOfPixel(end.position.clone()));
  }

  paint(accent: string): void {
    this.#stroke.color.set(accent);
    this.#dot.color.set(accent);
  }

  dispose(): void {
    for (const one of [this.#geometry, this.#ball, this.#stroke, this.#dot]) one.dispose();
  }
}
