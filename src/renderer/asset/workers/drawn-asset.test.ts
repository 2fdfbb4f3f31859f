import { LineSegments, Mesh, MeshStandardMaterial, Raycaster, Vector3, type Material } from 'three';
import { describe, expect, it } from 'vitest';
import { objectAlone, rolesOf, type Layers } from '../layers.ts';
import {
  body,
  collider,
  cubeGeometry,
  joint,
  moved,
  physics,
  scene,
  shape,
  sourced,
} from '../testing/scenes.ts';
import { DrawnAsset } from './drawn-asset.ts';

const surfaces = { wireframe: false, normals: false, grid: false, authoredColliders: false };
const theme = { isDark: true, line: '#333', text: '#eee', accent: '#f60' };

/** Two bodies that collide, one of which has nothing else to show. */
function draw() {
  const asset = scene({
    shapes: [
      shape({ body: 0, collider: 0 }),
      shape({ body: 1, collider: 1, purpose: 'guide', matrix: moved(2, 0, 0) }),
    ],
    physics: physics({
      bodies: [body({ centerOfMass: sourced([0, 0, 0]) }), body()],
      colliders: [collider({ body: 0, shape: 0 }), collider({ body: 1, shape: 1 })],
      joints: [joint({ bodies: [0, 1] })],
    }),
  });
  const drawn = new DrawnAsset(asset, rolesOf(asset), [], { take: () => true });
  drawn.paint(theme);
  const show = (layers: Partial<Layers>): void => drawn.show({ ...objectAlone, ...layers }, surfaces);
  const count = (kind: typeof Mesh | typeof LineSegments): number => {
    let found = 0;
    drawn.root.traverse((part) => (found += part instanceof kind ? 1 : 0));
    return found;
  };
  /** Of colliders, by where they are. */
  const colors = (): (readonly [number, string])[] => {
    const found: (readonly [number, string])[] = [];
    drawn.root.traverse((part) => {
      const material = part instanceof Mesh ? (part.material as unknown) : null;
      if (material instanceof MeshStandardMaterial && part.parent !== null)
        found.push([part.parent.matrix.elements[12], material.color.getHexString()]);
    });
    return found.sort(([a], [b]) => a - b);
  };
  return { drawn, show, count, colors };
}

describe('a drawn asset', () => {
  it('has colliders and marks only once they are wanted, but for the one thing that a body has', () => {
    const { drawn, show, count } = draw();
    expect(count(Mesh)).toBe(1);
    show({});
    expect([count(Mesh), count(LineSegments)]).toEqual([2, 1]);
    expect(drawn.counts).toMatchObject({ objects: 1, colliders: 1, centersOfMass: 0, joints: 0 });
    show({ collision: true });
    expect([count(Mesh), count(LineSegments)]).toEqual([3, 2]);
    expect(drawn.counts).toMatchObject({ objects: 1, colliders: 2, centersOfMass: 0 });
    show({ centerOfMass: true, joints: true });
    expect(drawn.counts).toMatchObject({ colliders: 1, centersOfMass: 1, joints: 1 });
  });

  it('shows no collider for having been pointed at', () => {
    const { drawn, show } = draw();
    show({ visual: false, centerOfMass: true });
    const seen = (): number => {
      let found = 0;
      drawn.root.traverseVisible((part) => (found += part instanceof Mesh ? 1 : 0));
      return found;
    };
    const before = seen();
    drawn.pointOut({ kind: 'collider', index: 1 });
    expect(seen()).toBe(before + 1);
    drawn.pointOut(null);
    expect(seen()).toBe(before);
  });

  it('has the same colour for a collider whenever that is first wanted', () => {
    const [one, other] = [draw(), draw()];
    one.show({ collision: true });
    other.show({});
    other.show({ collision: true });
    expect(other.colors()).toEqual(one.colors());
    expect(new Set(one.colors().map(([, color]) => color)).size).toBe(2);
  });

  it('has what is first wanted where bodies are by then', () => {
    const { drawn, show } = draw();
    show({});
    const poses = new Float32Array(32);
    poses.set(moved(0, 0, 5), 0);
    poses.set(moved(2, 0, 7), 16);
    drawn.pose(poses);
    show({ collision: true, centerOfMass: true });
    const heights = new Set<number>();
    drawn.root.updateMatrixWorld(true);
    drawn.root.traverseVisible((part) => {
      if (part instanceof Mesh || part instanceof LineSegments)
        heights.add(Math.round(part.matrixWorld.elements[13]));
    });
    expect([...heights].sort()).toEqual([5, 7]);
  });
});

/** A cube in a body on a floor of a kilometre, and a wider guide around it to collide with. */
function drawOnFloor() {
  const plane = { ...cubeGeometry(), kind: 'plane' as const };
  const wide = Float64Array.of(1000, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 1, 0, -500, -500, -1, 1);
  const asset = scene({
    format: 'mjcf',
    geometries: [cubeGeometry(), plane],
    shapes: [
      shape({ body: 0 }),
      shape({ body: 0, collider: 0, purpose: 'guide', matrix: moved(0.5, 0, 0) }),
      shape({ geometry: 1, collider: 1, purpose: 'guide', isVisible: false, matrix: wide }),
    ],
    physics: physics({
      bodies: [body({ centerOfMass: sourced([0, 0, 2]) })],
      colliders: [collider({ body: 0, shape: 1 }), collider({ shape: 2 })],
    }),
  });
  const drawn = new DrawnAsset(asset, rolesOf(asset), [], { take: () => true });
  drawn.paint(theme);
  return { drawn, show: (layers: Partial<Layers>) => drawn.show({ ...objectAlone, ...layers }, surfaces) };
}

describe('a floor', () => {
  it('is counted and drawn, but hides nothing that stands on it', () => {
    const { drawn, show } = drawOnFloor();
    show({ collision: true });
    expect(drawn.counts.colliders).toBe(2);
    drawn.root.updateMatrixWorld(true);
    const floors: Mesh[] = [];
    drawn.root.traverseVisible((part) => {
      if (part instanceof Mesh && part.matrixWorld.elements[0] === 1000) floors.push(part);
    });
    expect(floors.map(({ material }) => material)).toMatchObject([
      { transparent: true, depthWrite: false, opacity: 0.06 },
    ]);
    // Whatever else is shown.
    show({ collision: true, visual: false });
    expect(floors.map(({ material }) => material)).toMatchObject([{ depthWrite: false, opacity: 0.06 }]);
  });

  it('is hit where there is nothing else, and an object through it', () => {
    const { drawn, show } = drawOnFloor();
    show({ collision: true });
    const below = (x: number): Raycaster => new Raycaster(new Vector3(x, -5, -0.4), new Vector3(0, 1, 0));
    expect(drawn.hit(below(0.3))?.shape).toBe(0);
    expect(drawn.hit(below(90))?.shape).toBe(2);
  });

  it('stays below what stands on it where it is pointed out', () => {
    const { drawn, show } = drawOnFloor();
    show({});
    const accents = (index: number): unknown[] => {
      drawn.pointOut({ kind: 'collider', index });
      const found: unknown[] = [];
      drawn.root.traverseVisible((part) => {
        if (part instanceof Mesh && part.userData['shape'] !== undefined)
          found.push({ isOver: !(part.material as Material).depthTest, order: part.renderOrder });
      });
      return found;
    };
    expect(accents(0)).toEqual([{ isOver: true, order: 15 }]);
    expect(accents(1)).toEqual([{ isOver: false, order: -3 }]);
  });
});

describe('what is shown beside the object', () => {
  it('is colliders and marks of the layers that are shown, and no floor', () => {
    const { drawn, show } = drawOnFloor();
    show({});
    expect(drawn.beside).toEqual({ shapes: [], marks: [] });
    show({ collision: true, centerOfMass: true });
    const near = (x: number, y: number, z: number): unknown =>
      [x, y, z].map((value) => expect.closeTo(value) as unknown);
    expect(drawn.beside).toEqual({
      shapes: [{ min: near(0.5, 0, -1), max: near(1.5, 1, 0) }],
      marks: [{ min: near(0, 2, 0), max: near(0, 2, 0) }],
    });
  });
});
