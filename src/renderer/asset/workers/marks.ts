import {
  Box3,
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  EdgesGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  OctahedronGeometry,
  Quaternion,
  SphereGeometry,
  TorusGeometry,
  Vector3,
  type Material,
  type Object3D,
} from 'three';
import type { Body, Joint, PhysicsScene } from '../../../asset/physics.ts';
import { inertiaBox } from '../measures.ts';

/** Drawn over everything: what they mark lies inside of the object. */
const above = { depthTest: false, depthWrite: false, transparent: true } as const;

/** How large marks are in the picture, in pixels of the page. */
const pixels = { center: 10, joint: 20 };
/** How far marks reach out from what they mark, in pixels of the page: the tip of a joint's axis does farthest. */
export const markReach = 2 * pixels.joint;
/** How large the mark in a body is at most, in the body's radius: the body is seen around it. */
const shareOfBody = 0.25;
/** How large it is at least, in pixels of the page, so that it is found. */
const smallestCenter = 2;

/** What is known of bodies and joints beside their shapes. Lengths are metres, in the scene's own axes. */
export class Marks {
  readonly centers = new Group();
  readonly inertias = new Group();
  readonly joints = new Group();
  readonly #accent = new MeshBasicMaterial({ ...above, opacity: 0.92 });
  readonly #link = new LineBasicMaterial({ ...above, opacity: 0.5 });
  readonly #line = new LineBasicMaterial({ ...above, opacity: 0.85 });
  readonly #quarters = new MeshBasicMaterial({ ...above, vertexColors: true });
  readonly #rim = new MeshBasicMaterial({ ...above, color: 0xffffff, opacity: 0.9 });
  /** `most` is in metres. */
  readonly #sized = new Map<Object3D, { pixels: number; most: number }>();
  /** Marks of bodies, each in what moves with the body. */
  readonly #carried: { carrier: Group; body: number }[] = [];
  readonly #geometries: BufferGeometry[] = [];
  readonly #shape = shapes();

  /** @param metres the length of a unit of the file @param radii of bodies that have something to see, in metres */
  constructor(physics: PhysicsScene, metres: number, radii: ReadonlyMap<number, number>) {
    const centers = physics.bodies.map((body) => centerOf(body, metres));
    for (const [index, body] of physics.bodies.entries()) {
      const center = centers[index];
      if (center === undefined) continue;
      if (body.centerOfMass !== null)
        this.centers.add(this.#carriedBy(index, this.#center(center, radii.get(index))));
      const inertia = this.#inertia(body, center, metres);
      if (inertia !== null) this.inertias.add(this.#carriedBy(index, inertia));
    }
    for (const joint of physics.joints) {
      const mark = this.#joint(joint, centers, metres);
      if (mark !== null) this.joints.add(mark);
    }
    for (const [order, layer] of [this.inertias, this.joints, this.centers].entries())
      layer.traverse((mark) => (mark.renderOrder = 20 + order));
  }

  paint(accent: string, text: string): void {
    this.#accent.color.set(accent);
    this.#link.color.set(accent);
    this.#line.color.set(text);
  }

  /** Moves what is marked on bodies. @param way where a body got to from where the file has it; null: nowhere else */
  carry(way: (body: number) => Matrix4 | null): void {
    for (const { carrier, body } of this.#carried) {
      const got = way(body);
      if (got === null) carrier.matrix.identity();
      else carrier.matrix.copy(got);
      carrier.matrixWorldNeedsUpdate = true;
    }
  }

  /** Keeps marks as large in the picture as they are. @param metresOfPixel how long a pixel is at a place of the world */
  resize(metresOfPixel: (place: Vector3) => number): void {
    const place = new Vector3();
    // What is compared may be drawn larger than it is.
    const { x: scale } = this.centers.getWorldScale(new Vector3());
    for (const [mark, { pixels: size, most }] of this.#sized) {
      mark.getWorldPosition(place);
      const pixel = metresOfPixel(place) / scale;
      mark.scale.setScalar(Math.min(size * pixel, Math.max(smallestCenter * pixel, most)));
    }
  }

  /** What each mark that is shown lies in, in the world. Those that keep their size in the picture reach out from there. */
  get boxes(): { sized: Box3[]; others: Box3[] } {
    const boxesOf = ({ children, visible }: Group): Box3[] =>
      visible ? children.map((mark) => this.#boxOf(mark)) : [];
    return { sized: [...boxesOf(this.centers), ...boxesOf(this.joints)], others: boxesOf(this.inertias) };
  }

  dispose(): void {
    const materials: Material[] = [this.#accent, this.#link, this.#line, this.#quarters, this.#rim];
    for (const material of materials) material.dispose();
    for (const geometry of [...Object.values(this.#shape), ...this.#geometries]) geometry.dispose();
  }

  #boxOf(mark: Object3D): Box3 {
    const box = new Box3();
    mark.traverse((part) => {
      if (part instanceof LineSegments) box.expandByObject(part);
      else if (this.#sized.has(part)) box.expandByPoint(part.getWorldPosition(new Vector3()));
    });
    return box;
  }

  #carriedBy(body: number, mark: Object3D): Object3D {
    const carrier = new Group();
    carrier.matrixAutoUpdate = false;
    carrier.add(mark);
    this.#carried.push({ carrier, body });
    return carrier;
  }

  /** A ball of light and dark quarters, as drawings have it. */
  #center(at: Vector3, radius = Infinity): Object3D {
    const mark = new Group();
    const rim = new Mesh(this.#shape.ball, this.#rim);
    rim.scale.setScalar(1.16);
    mark.add(rim, new Mesh(this.#shape.quarters, this.#quarters));
    mark.position.copy(at);
    this.#sized.set(mark, { pixels: pixels.center, most: radius * shareOfBody });
    return mark;
  }

  /** The solid box that turns as the body does. */
  #inertia(body: Body, center: Vector3, metres: number): Object3D | null {
    const sides = inertiaBox(body);
    if (sides === null) return null;
    const box = new LineSegments(this.#shape.box, this.#line);
    const turned = new Quaternion(...(body.principalAxes?.value ?? [0, 0, 0, 1])).normalize();
    box.quaternion.setFromRotationMatrix(new Matrix4().extractRotation(matrixOf(body))).multiply(turned);
    box.position.copy(center);
    box.scale.set(...sides).multiplyScalar(metres);
    return box;
  }

  #joint(joint: Joint, centers: readonly Vector3[], metres: number): Object3D | null {
    if (joint.anchor === null) return null;
    const at = new Vector3(...joint.anchor).multiplyScalar(metres);
    const mark = new Group();
    const sign = new Group();
    for (const part of this.#signOf(joint)) sign.add(part);
    if (joint.axis !== null)
      sign.quaternion.setFromUnitVectors(new Vector3(0, 1, 0), new Vector3(...joint.axis).normalize());
    sign.position.copy(at);
    this.#sized.set(sign, { pixels: pixels.joint, most: Infinity });
    mark.add(sign);
    const ends = joint.bodies.flatMap((body) => (body === null ? [] : (centers[body] ?? [])));
    const links = new BufferGeometry().setFromPoints(ends.flatMap((end) => [at, end]));
    this.#geometries.push(links);
    mark.add(new LineSegments(links, this.#link));
    return mark;
  }

  /** What a joint lets move: turning about Y, moving along it, any turning, nothing. */
  #signOf({ kind }: Joint): Object3D[] {
    const { ring, axis, tip, ball, knot } = this.#shape;
    const part = (geometry: BufferGeometry, y = 0, turn = 0): Mesh => {
      const mesh = new Mesh(geometry, this.#accent);
      mesh.position.y = y;
      mesh.rotation.x = turn;
      return mesh;
    };
    if (kind === 'revolute') return [part(ring), part(axis), part(tip, 1.7)];
    if (kind === 'prismatic') return [part(axis), part(tip, 1.7), part(tip, -1.7, Math.PI)];
    const core = part(kind === 'fixed' ? knot : ball);
    core.scale.setScalar(kind === 'fixed' ? 0.55 : 0.4);
    return kind === 'spherical' ? [core, part(ring), part(ring, 0, Math.PI / 2)] : [core];
  }
}

const matrixOf = ({ matrix }: Body): Matrix4 => new Matrix4().fromArray([...matrix]);

/** Where a body's mass is, or its origin where that is not known; in metres. */
const centerOf = (body: Body, metres: number): Vector3 =>
  new Vector3(...(body.centerOfMass?.value ?? [0, 0, 0])).applyMatrix4(matrixOf(body)).multiplyScalar(metres);

function shapes() {
  const ring = new TorusGeometry(1, 0.07, 8, 40).rotateX(Math.PI / 2);
  return {
    ball: new SphereGeometry(1, 24, 16),
    quarters: quarteredBall(),
    box: new EdgesGeometry(new BoxGeometry(1, 1, 1)),
    ring,
    axis: new CylinderGeometry(0.06, 0.06, 3.2, 8),
    tip: new ConeGeometry(0.22, 0.5, 12),
    knot: new OctahedronGeometry(1),
  };
}

/** A sphere whose eighths are dark and light in turn. */
function quarteredBall(): BufferGeometry {
  const ball = new SphereGeometry(1, 24, 16).toNonIndexed();
  const position = ball.getAttribute('position');
  const colors = new Float32Array(position.count * 3);
  const [dark, light] = [new Color(0x14161a), new Color(0xffffff)];
  for (let corner = 0; corner + 2 < position.count; corner += 3) {
    const middle = [0, 1, 2].map((axis) =>
      [0, 1, 2].reduce((sum, next) => sum + position.getComponent(corner + next, axis), 0),
    );
    const isLight = middle.filter((value) => value > 0).length % 2 === 0;
    for (let next = corner; next < corner + 3; next += 1) (isLight ? light : dark).toArray(colors, next * 3);
  }
  ball.setAttribute('color', new BufferAttribute(colors, 3));
  return ball;
}
