import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  EdgesGeometry,
  Group,
  LineSegments,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  type Material,
  type Object3D,
  type Raycaster,
  type Vector3,
} from 'three';
import { indexOfPath, shapesBelow } from './find-path.ts';
import type { AssetScene, Shape } from '../../../asset/scene.ts';
import { centreOf, radiusOf, type Bounds } from '../camera.ts';
import { drawnAs, objectAlone, type Layers, type ShapeRole } from '../layers.ts';
import { bodyRadii } from '../measures.ts';
import { floorMaterials, hullMaterials, type ColliderMaterials } from './collider-materials.ts';
import type { DrawingBudget } from './drawing-budget.ts';
import { DrawnGeometries } from './geometries.ts';
import { Marks } from './marks.ts';
import { DrawnMaterials } from './materials.ts';
import type { Pictures } from './pictures.ts';
import { normalsMaterial } from './shaders.ts';
import type { Highlight, Surfaces, UpAxis, ViewerTheme } from './protocol.ts';

/** Edges of a hull are drawn up to so many triangles: more are a grey haze, and take long to find. */
const maxEdgedTriangles = 8_000;

/** Floors are drawn before all else that is seen through. */
const floorOrder = -3;

interface ObjectMesh {
  mesh: Mesh;
  materials: Material[];
  wires: Mesh | null;
}

interface ColliderMesh extends ColliderMaterials {
  /** What an engine collides with, and what the file has; the same where it makes nothing of its own. */
  made: Object3D;
  authored: Object3D | null;
}

/** A scene with all its layers as three draws it. */
export class DrawnAsset {
  /** Metres, the file's upright turned to Y. */
  readonly root = new Group();
  readonly #scene: AssetScene;
  readonly #roles: readonly ShapeRole[];
  readonly #geometries: DrawnGeometries;
  readonly #materials: DrawnMaterials;
  /** Made when they are first wanted, as colliders are: tens of thousands take seconds. */
  #marks: Marks | null = null;
  #theme: ViewerTheme | null = null;
  /** In units of the file. */
  readonly #units = new Group();
  readonly #objects = new Map<number, ObjectMesh>();
  readonly #colliders = new Map<number, ColliderMesh>();
  /** Shapes that are drawn as colliders where they are wanted, and which of these each is. */
  readonly #colliderNumbers = new Map<number, number>();
  readonly #pointedOut = new Group();
  readonly #hulls: BufferGeometry[] = [];
  /** Any one of each body. */
  readonly #shapeOfBody: ReadonlyMap<number | null, number>;
  readonly #wire = new MeshBasicMaterial({ wireframe: true, transparent: true, opacity: 0.5 });
  readonly #normals = normalsMaterial();
  readonly #accent = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.34,
    depthTest: false,
    side: DoubleSide,
  });
  /** A floor lies under what stands on it, also while it is pointed out. */
  readonly #floorAccent = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.2,
    depthWrite: false,
    side: DoubleSide,
  });
  /** Where shapes are now, 16 numbers each; null: where the file has them. */
  #poses: Float32Array | null = null;
  #layers: Layers = objectAlone;

  constructor(
    scene: AssetScene,
    roles: readonly ShapeRole[],
    pictures: Pictures,
    budget: Pick<DrawingBudget, 'take'>,
  ) {
    this.#scene = scene;
    this.#shapeOfBody = new Map(scene.shapes.map(({ body }, index) => [body, index]));
    this.#roles = roles;
    this.#geometries = new DrawnGeometries(scene);
    this.#materials = new DrawnMaterials(scene, pictures);
    const metres = scene.metersPerUnit.value;
    this.#units.scale.setScalar(metres);
    this.root.add(this.#units, this.#pointedOut);
    this.#pointedOut.scale.setScalar(metres);
    for (const [index, role] of roles.entries()) {
      const shape = scene.shapes[index];
      if (shape === undefined || !budget.take(shape)) continue;
      if (role.isObject) this.#addObject(index, shape);
      if (role.isCollider || role.isOnly) this.#colliderNumbers.set(index, this.#colliderNumbers.size);
    }
    this.turn(scene.upAxis.value);
  }

  /** Which of the file's axes is up. */
  turn(axis: UpAxis): void {
    this.root.rotation.set(axis === 'Z' ? -Math.PI / 2 : 0, 0, 0);
    this.root.updateMatrixWorld(true);
  }

  /** Puts the asset where another one is, as large as that. @param bounds its own, metres with Y up @param to null: as it is */
  match(bounds: Bounds, to: Bounds | null): void {
    const factor = to === null ? 1 : radiusOf(to) / radiusOf(bounds);
    this.root.scale.setScalar(factor);
    if (to === null) this.root.position.set(0, 0, 0);
    else {
      const [[x, , z], [toX, , toZ]] = [centreOf(bounds), centreOf(to)];
      this.root.position.set(toX - x * factor, to.min[1] - bounds.min[1] * factor, toZ - z * factor);
    }
    this.root.updateMatrixWorld(true);
  }

  paint(theme: ViewerTheme): void {
    this.#theme = theme;
    const { accent, text, isDark } = theme;
    this.#wire.color.set(isDark ? '#dfe3ea' : '#20242c');
    this.#accent.color.set(accent);
    this.#floorAccent.color.set(accent);
    for (const [index, { faces, edges }] of this.#colliders)
      if (this.#isFloor(index)) for (const material of [faces, edges]) material.color.set(text);
    this.#marks?.paint(accent, text);
  }

  show(layers: Layers, surfaces: Surfaces): void {
    this.#layers = layers;
    for (const [index, object] of this.#objects) {
      object.mesh.visible = this.#drawn(index).asObject;
      object.mesh.material = surfaces.normals ? this.#normals : object.materials;
      this.#setWires(object, surfaces.wireframe);
    }
    for (const index of this.#colliderNumbers.keys()) {
      const { asCollider } = this.#drawn(index);
      const collider = asCollider ? this.#collider(index) : this.#colliders.get(index);
      if (collider === undefined) continue;
      const isAuthored = surfaces.authoredColliders && collider.authored !== null;
      collider.made.visible = asCollider && !isAuthored;
      if (collider.authored !== null) collider.authored.visible = asCollider && isAuthored;
      if (this.#isFloor(index)) continue;
      // Over the object it is a shell that the object is seen through.
      collider.faces.opacity = layers.visual ? 0.3 : 0.82;
      collider.faces.depthWrite = !layers.visual;
      collider.edges.opacity = layers.visual ? 0.95 : 0.55;
    }
    if (layers.centerOfMass || layers.inertia || layers.joints) this.#marks ??= this.#makeMarks();
    if (this.#marks === null) return;
    this.#marks.centers.visible = layers.centerOfMass;
    this.#marks.inertias.visible = layers.inertia;
    this.#marks.joints.visible = this.#areJointsShown;
  }

  /** Moves all shapes, and what is marked on their bodies. @param poses 16 numbers each; null: as the file has them */
  pose(poses: Float32Array | null): void {
    this.#poses = poses;
    for (const [index, { mesh }] of this.#objects) this.#place(mesh, index);
    for (const [index, { made, authored }] of this.#colliders)
      for (const shell of [made, authored]) if (shell !== null) this.#place(shell, index);
    for (const part of this.#pointedOut.children) this.#place(part, part.userData['shape']);
    if (this.#marks === null) return;
    this.#marks.carry((body) => this.#wayOf(body));
    this.#marks.joints.visible = this.#areJointsShown;
  }

  /** Where a shape is, in units of the file. @param into is made that */
  poseOf(index: number, into = new Matrix4()): Matrix4 {
    if (this.#poses !== null) return into.fromArray(this.#poses, index * 16);
    return into.fromArray(this.#scene.shapes[index]?.matrix ?? new Matrix4().elements);
  }

  /** Lays the accent over what is pointed out. */
  pointOut(highlight: Highlight): void {
    this.#pointedOut.clear();
    for (const index of this.#shapesOf(highlight)) {
      const shape = this.#scene.shapes[index];
      if (shape === undefined) continue;
      const isFloor = this.#isFloor(index);
      const mesh = new Mesh(this.#pointedGeometry(index, shape), isFloor ? this.#floorAccent : this.#accent);
      mesh.userData['shape'] = index;
      this.#place(mesh, index);
      mesh.renderOrder = isFloor ? floorOrder : 15;
      this.#pointedOut.add(mesh);
    }
  }

  /**
   * What is shown beside the object, each in a box of the world: shapes and lines, and marks that reach out from there in pixels.
   * Floors take no part: they are where an object stands, and have no end that is worth a look.
   */
  get beside(): { shapes: Bounds[]; marks: Bounds[] } {
    this.root.updateMatrixWorld(true);
    const colliders = [...this.#colliders].filter(([index]) => !this.#isFloor(index));
    const shells = colliders.flatMap(([, { made, authored }]) =>
      authored === null ? made : [made, authored],
    );
    const shown = shells.filter(({ visible }) => visible).map((shell) => new Box3().setFromObject(shell));
    const { sized, others } = this.#marks?.boxes ?? { sized: [], others: [] };
    return { shapes: boundsOf([...shown, ...others]), marks: boundsOf(sized) };
  }

  resizeMarks(metresOfPixel: (place: Vector3) => number): void {
    this.#marks?.resize(metresOfPixel);
  }

  /** The nearest point of what is drawn, and the shape that it is on: of a floor only where nothing else is, as one sees through it. */
  hit(ray: Raycaster): { point: Vector3; shape: number } | null {
    const shapes = new Map<Object3D, number>();
    for (const [index, { mesh }] of this.#objects) shapes.set(mesh, index);
    for (const [index, { made, authored }] of this.#colliders)
      for (const part of [made, authored]) if (part?.children[0]) shapes.set(part.children[0], index);
    const isSeen = (part: Object3D): boolean => part.visible && part.parent?.visible !== false;
    // What moved since the last picture has its place only when it is drawn.
    this.root.updateMatrixWorld();
    const hits = ray.intersectObjects([...shapes.keys()].filter(isSeen), false);
    const first = hits.find(({ object }) => !this.#isFloor(shapes.get(object) ?? -1)) ?? hits[0];
    const shape = first === undefined ? undefined : shapes.get(first.object);
    return first === undefined || shape === undefined ? null : { point: first.point, shape };
  }

  /** How much of each kind is drawn. */
  get counts() {
    const drawn = this.#roles.map((_role, index) => this.#drawn(index));
    const shownOf = (layer: boolean, group: Group | undefined): number =>
      layer ? (group?.children.length ?? 0) : 0;
    return {
      objects: drawn.filter(({ asObject }) => asObject).length,
      colliders: drawn.filter(({ asCollider }) => asCollider).length,
      centersOfMass: shownOf(this.#layers.centerOfMass, this.#marks?.centers),
      inertias: shownOf(this.#layers.inertia, this.#marks?.inertias),
      joints: shownOf(this.#areJointsShown, this.#marks?.joints),
    };
  }

  dispose(): void {
    this.#geometries.dispose();
    this.#materials.dispose();
    this.#marks?.dispose();
    for (const hull of this.#hulls) hull.dispose();
    for (const { faces, edges } of this.#colliders.values()) [faces, edges].forEach((one) => one.dispose());
    for (const material of [this.#wire, this.#normals, this.#accent, this.#floorAccent]) material.dispose();
    this.root.removeFromParent();
  }

  /** Joints are marked where the file has them, and not where they get to. */
  get #areJointsShown(): boolean {
    return this.#layers.joints && this.#poses === null;
  }

  /** Where a body got to from where the file has it, as any of its shapes shows. */
  #wayOf(body: number): Matrix4 | null {
    const index = this.#poses === null ? undefined : this.#shapeOfBody.get(body);
    const own = index === undefined ? undefined : this.#scene.shapes[index]?.matrix;
    if (index === undefined || own === undefined) return null;
    return this.poseOf(index).multiply(new Matrix4().fromArray(own).invert());
  }

  #place(part: Object3D, index: number): void {
    part.matrixAutoUpdate = false;
    this.poseOf(index, part.matrix);
    part.matrixWorldNeedsUpdate = true;
  }

  #isFloor(index: number): boolean {
    return this.#roles[index]?.isFloor === true;
  }

  #drawn(index: number) {
    const role = this.#roles[index];
    const isLeftOut = !this.#objects.has(index) && !this.#colliderNumbers.has(index);
    return role === undefined || isLeftOut
      ? { asObject: false, asCollider: false }
      : drawnAs(role, this.#layers);
  }

  #addObject(index: number, shape: Shape): void {
    const geometry = this.#geometries.of(shape);
    const surface = {
      hasColors: (this.#scene.geometries[shape.geometry]?.colors ?? null) !== null,
      isFlat: this.#geometries.isFlat(shape.geometry),
      color: shape.color,
    };
    const materials = shape.parts.map(({ material }) => this.#materials.of(material, surface));
    const mesh = new Mesh(geometry, materials);
    this.#place(mesh, index);
    this.#units.add(mesh);
    this.#objects.set(index, { mesh, materials, wires: null });
  }

  /** Wires are made when they are first wanted: they take as much memory as the triangles. */
  #setWires(object: ObjectMesh, isWanted: boolean): void {
    if (isWanted && object.wires === null) {
      object.wires = new Mesh(object.mesh.geometry, this.#wire);
      object.wires.renderOrder = 1;
      object.mesh.add(object.wires);
    }
    if (object.wires !== null) object.wires.visible = isWanted;
    for (const material of [...object.materials, this.#normals]) {
      material.polygonOffset = isWanted;
      material.polygonOffsetFactor = 1;
      material.polygonOffsetUnits = 1;
    }
  }

  #makeMarks(): Marks | null {
    const { physics, metersPerUnit } = this.#scene;
    if (physics === null) return null;
    const marks = new Marks(physics, metersPerUnit.value, bodyRadii(this.#scene));
    if (this.#theme !== null) marks.paint(this.#theme.accent, this.#theme.text);
    if (this.#poses !== null) marks.carry((body) => this.#wayOf(body));
    this.root.add(marks.centers, marks.inertias, marks.joints);
    return marks;
  }

  /** A shape as a collider; undefined where it is not drawn as one. */
  #collider(index: number): ColliderMesh | undefined {
    const [made, number, shape] = [
      this.#colliders.get(index),
      this.#colliderNumbers.get(index),
      this.#scene.shapes[index],
    ];
    if (made !== undefined || number === undefined || shape === undefined) return made;
    const collider = this.#makeCollider(index, number, shape);
    this.#colliders.set(index, collider);
    return collider;
  }

  #makeCollider(index: number, number: number, shape: Shape): ColliderMesh {
    const materials = this.#isFloor(index) ? floorMaterials(this.#theme?.text) : hullMaterials(number);
    const authored = this.#shell(this.#geometries.of(shape), index, materials);
    const hull =
      shape.collider === null ? null : (this.#scene.physics?.colliders[shape.collider]?.hull ?? null);
    const made = hull === null ? null : this.#shell(this.#hullOf(hull), index, materials);
    return { made: made ?? authored, authored: made === null ? null : authored, ...materials };
  }

  #hullOf({ positions, indices }: { positions: Float32Array; indices: Uint32Array }): BufferGeometry {
    const hull = new BufferGeometry();
    hull.setIndex(new BufferAttribute(indices, 1));
    hull.setAttribute('position', new BufferAttribute(positions, 3));
    this.#hulls.push(hull);
    return hull;
  }

  #shell(geometry: BufferGeometry, index: number, { faces, edges }: ColliderMaterials): Object3D {
    const shell = new Group();
    // It may be made to be pointed out, where its layer is not shown.
    shell.visible = false;
    this.#place(shell, index);
    const mesh = new Mesh(geometry, faces);
    const isFloor = this.#isFloor(index);
    mesh.renderOrder = isFloor ? floorOrder : 5;
    shell.add(mesh);
    if ((geometry.index?.count ?? 0) / 3 <= maxEdgedTriangles) {
      const lines = new EdgesGeometry(geometry, 12);
      this.#hulls.push(lines);
      const drawn = new LineSegments(lines, edges);
      drawn.renderOrder = isFloor ? floorOrder : 6;
      shell.add(drawn);
    }
    this.#units.add(shell);
    return shell;
  }

  /** Those that look like what is pointed out: colliders only where there is nothing else, or where they are meant. */
  #shapesOf(highlight: Highlight): number[] {
    const { physics, shapes } = this.#scene;
    if (highlight?.kind === 'path') {
      const found = indexOfPath(this.#scene, highlight.path);
      return found === null ? shapesBelow(shapes, highlight.path) : this.#shapesOf(found);
    }
    if (highlight === null || physics === null) return [];
    const { kind, index } = highlight;
    const follows = (bodies: readonly (number | null)[]): number[] => {
      const all = shapes.flatMap((shape, at) =>
        shape.body !== null && bodies.includes(shape.body) ? at : [],
      );
      const objects = all.filter((at) => this.#objects.has(at));
      return objects.length > 0 ? objects : all;
    };
    if (kind === 'body') return follows([index]);
    if (kind === 'joint') return follows(physics.joints[index]?.bodies ?? []);
    return shapes.flatMap(({ collider }, at) => {
      if (collider === null) return [];
      return (kind === 'collider' ? collider : physics.colliders[collider]?.material) === index ? at : [];
    });
  }

  /** A collider as an engine has it, where it is pointed out as one. */
  #pointedGeometry(index: number, shape: Shape): BufferGeometry {
    const made = this.#objects.has(index) ? undefined : this.#collider(index)?.made.children[0];
    return made instanceof Mesh ? made.geometry : this.#geometries.of(shape);
  }
}

const boundsOf = (boxes: readonly Box3[]): Bounds[] =>
  boxes
    .filter((box) => !box.isEmpty())
    .map(({ min, max }) => ({ min: [min.x, min.y, min.z], max: [max.x, max.y, max.z] }));
