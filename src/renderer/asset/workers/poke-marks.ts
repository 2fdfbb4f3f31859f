import {
  BufferAttribute,
  BufferGeometry,
  ConeGeometry,
  DynamicDrawUsage,
  Group,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Object3D,
  Quaternion,
  SphereGeometry,
  Vector3,
  type Matrix4,
} from 'three';
import type { Contact } from '../../../asset/mjcf/contacts.ts';
import { arrowLength, longestTip, markShare } from './contact-scale.ts';

/** As many contacts as are drawn: more lie on top of one another. */
const maxDrawn = 200;
/** Sizes in pixels of the page. */
const pixels = { contact: 3.5, tip: 9, grip: 5 };

const above = { depthTest: false, depthWrite: false, transparent: true } as const;

/** Where a simulated asset touches, the forces on it there, and the spring that a hand pulls. Metres of the model, drawn over it. */
export class PokeMarks {
  readonly root = new Group();
  areContactsShown = true;
  readonly #scale: { size: number; weight: number };
  readonly #dots: InstancedMesh;
  readonly #tips: InstancedMesh;
  readonly #shafts: LineSegments;
  readonly #spring: LineSegments;
  readonly #grip: [Mesh, Mesh];
  readonly #accent = new MeshBasicMaterial({ ...above, opacity: 0.95 });
  readonly #stroke = new LineBasicMaterial({ ...above, opacity: 0.95 });
  readonly #force = new LineBasicMaterial({ ...above, opacity: 0.9 });
  readonly #solid = new MeshBasicMaterial({ ...above, opacity: 0.9 });
  readonly #contacts = new Group();
  #drawn: readonly Contact[] = [];
  /** How many contacts there are, drawn or not. */
  #count = 0;

  /** @param size metres of the asset's largest side @param weight newtons of all of it */
  constructor(size: number, weight: number) {
    this.#scale = { size, weight };
    const ball = new SphereGeometry(1, 12, 8);
    this.#dots = new InstancedMesh(ball, this.#solid, maxDrawn);
    this.#tips = new InstancedMesh(new ConeGeometry(0.42, 1, 10).translate(0, 0.5, 0), this.#solid, maxDrawn);
    this.#shafts = new LineSegments(linesOf(maxDrawn), this.#force);
    this.#spring = new LineSegments(linesOf(1), this.#stroke);
    this.#grip = [new Mesh(ball, this.#accent), new Mesh(ball, this.#accent)];
    this.#contacts.add(this.#shafts, this.#tips, this.#dots);
    this.root.add(this.#contacts, this.#spring, ...this.#grip);
    this.root.traverse((part) => {
      part.renderOrder = 25;
      // They move with every frame, and what bounds them would have to as well.
      part.frustumCulled = false;
    });
    this.put([]);
    this.pull(null);
  }

  paint(accent: string, force: string): void {
    for (const material of [this.#accent, this.#stroke]) material.color.set(accent);
    for (const material of [this.#force, this.#solid]) material.color.set(force);
  }

  put(contacts: readonly Contact[]): void {
    this.#drawn = contacts.slice(0, maxDrawn);
    this.#count = contacts.length;
    this.#contacts.visible = this.areContactsShown && this.#drawn.length > 0;
    this.#dots.count = this.#drawn.length;
    this.#tips.count = this.#drawn.length;
    const ends = this.#drawn.flatMap((contact) => [...contact.at, ...this.#endOf(contact).toArray()]);
    write(this.#shafts.geometry, ends);
  }

  /** @param ends of the spring: where the asset is held, and where it is pulled to */
  pull(ends: readonly [Vector3, Vector3] | null): void {
    for (const part of [this.#spring, ...this.#grip]) part.visible = ends !== null;
    if (ends === null) return;
    write(this.#spring.geometry, [...ends[0].toArray(), ...ends[1].toArray()]);
    for (const [index, grip] of this.#grip.entries()) grip.position.copy(ends[index] ?? ends[0]);
  }

  /** Keeps marks as large in the picture as they are. @param metres how long a pixel is at a place of the world */
  resize(metresOfPixel: (place: Vector3) => number): void {
    const toWorld = (place: Vector3): Vector3 => this.root.localToWorld(place);
    for (const grip of this.#grip)
      grip.scale.setScalar(pixels.grip * metresOfPixel(toWorld(grip.position.clone())));
    const up = new Vector3(0, 1, 0);
    const mark = new Object3D();
    const share = markShare(this.#count);
    for (const [index, contact] of this.#drawn.entries()) {
      const at = new Vector3(...contact.at);
      const end = this.#endOf(contact);
      const pixel = metresOfPixel(toWorld(at.clone()));
      this.#dots.setMatrixAt(index, mark4(mark, at, new Quaternion(), pixels.contact * share * pixel));
      const direction = end.clone().sub(at);
      const length = direction.length();
      const tip = Math.min(pixels.tip * share * pixel, longestTip * length);
      const turned = new Quaternion().setFromUnitVectors(
        up,
        length > 0 ? direction.divideScalar(length) : up,
      );
      this.#tips.setMatrixAt(index, mark4(mark, end, turned, tip));
    }
    for (const all of [this.#dots, this.#tips]) all.instanceMatrix.needsUpdate = true;
  }

  dispose(): void {
    for (const all of [this.#dots, this.#tips]) {
      all.geometry.dispose();
      all.dispose();
    }
    for (const lines of [this.#shafts, this.#spring]) lines.geometry.dispose();
    for (const material of [this.#accent, this.#stroke, this.#force, this.#solid]) material.dispose();
    this.root.removeFromParent();
  }

  /** Where the arrow of a contact's force ends. The floor's part is never drawn: of two it is the asset that is looked at. */
  #endOf({ at, force, geoms }: Contact): Vector3 {
    const end = new Vector3(...force).multiplyScalar(geoms[1] === null ? -1 : 1);
    const newtons = end.length();
    const length = arrowLength(newtons, { ...this.#scale, count: this.#count });
    end.multiplyScalar(newtons > 0 ? length / newtons : 0);
    return end.add(new Vector3(...at));
  }
}

function mark4(mark: Object3D, at: Vector3, turned: Quaternion, scale: number): Matrix4 {
  mark.position.copy(at);
  mark.quaternion.copy(turned);
  mark.scale.setScalar(scale);
  mark.updateMatrix();
  return mark.matrix;
}

function linesOf(count: number): BufferGeometry {
  const position = new BufferAttribute(new Float32Array(count * 6), 3).setUsage(DynamicDrawUsage);
  return new BufferGeometry().setAttribute('position', position);
}

function write(lines: BufferGeometry, ends: readonly number[]): void {
  const position = lines.getAttribute('position');
  position.array.set(ends);
  position.needsUpdate = true;
  lines.setDrawRange(0, ends.length / 3);
}
