import type { MjModel } from '@mujoco/mujoco';
import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';
import { once } from '../once.ts';
import { box, capsule, cylinder, ellipsoid, plane, sphere } from '../plain-shapes.ts';
import type { Geometry } from '../scene.ts';
import { boxSolid, capsuleSolid, cylinderSolid, ellipsoidSolid, meshSolid } from '../solids/solid.ts';
import { meshGeometry, meshHull } from './mesh-geometry.ts';
import { numbersOf, vector } from './views.ts';
import type { Kinds } from './views.ts';

/** The geometries of a model's geoms. Geoms that have the same mesh share one, and those of the same kind and size. */
export class GeomGeometries {
  readonly list: Geometry[] = [];
  readonly #model: MjModel;
  readonly #kinds: Kinds['geom'];
  readonly #budget: AssetBudget;
  readonly #known = new Map<string, number>();
  readonly #hulls = new Map<number, ReturnType<typeof meshHull>>();

  constructor(model: MjModel, kinds: Kinds['geom'], budget: AssetBudget) {
    this.#model = model;
    this.#kinds = kinds;
    this.#budget = budget;
  }

  /**
   * Index of the geometry of a geom.
   *
   * @throws {AssetError} `not-understood` for kinds that MuJoCo gets later; as the budget does
   */
  of(geom: number): number {
    const kind = numbersOf(this.#model.geom_type)[geom] ?? -1;
    const data = numbersOf(this.#model.geom_dataid)[geom] ?? -1;
    const size = vector(this.#model.geom_size, geom);
    const key = (data >= 0 ? [kind, data] : [kind, ...size]).join(' ');
    return once(this.#known, key, () => this.list.push(this.#make(kind, data, size)) - 1);
  }

  /** The hull that MuJoCo collides with in the place of a geom's mesh, in the space of its geometry; null for other kinds. */
  hull(geom: number): ReturnType<typeof meshHull> {
    const mesh = numbersOf(this.#model.geom_dataid)[geom] ?? -1;
    if (numbersOf(this.#model.geom_type)[geom] !== this.#kinds.mesh || mesh < 0) return null;
    return once(this.#hulls, mesh, () => meshHull(this.#model, mesh, this.#budget));
  }

  /** Cubic metres of what MuJoCo collides with; null where it has no inside. */
  volume(geom: number): number | null {
    const [x, y, z] = vector(this.#model.geom_size, geom);
    switch (numbersOf(this.#model.geom_type)[geom]) {
      case this.#kinds.sphere:
        return ellipsoidSolid([x, x, x]).volume;
      case this.#kinds.ellipsoid:
        return ellipsoidSolid([x, y, z]).volume;
      case this.#kinds.cylinder:
        return cylinderSolid(x, 2 * y).volume;
      case this.#kinds.capsule:
        return capsuleSolid(x, 2 * y).volume;
      case this.#kinds.box:
        return boxSolid([2 * x, 2 * y, 2 * z]).volume;
      default: {
        const hull = this.hull(geom);
        return hull && meshSolid(hull.positions, hull.indices).volume;
      }
    }
  }

  #make(kind: number, data: number, [x, y, z]: [number, number, number]): Geometry {
    switch (kind) {
      case this.#kinds.sphere:
        return sphere(x);
      case this.#kinds.ellipsoid:
        return ellipsoid(x, y, z);
      case this.#kinds.cylinder:
        return cylinder(x, 2 * y);
      case this.#kinds.capsule:
        return capsule(x, x, 2 * y);
      case this.#kinds.box:
        return box(2 * x, 2 * y, 2 * z);
      case this.#kinds.plane:
        return this.#plane(x, y);
      case this.#kinds.hfield:
        return this.#heightField(data);
      case this.#kinds.mesh:
      case this.#kinds.sdf:
        if (data >= 0) return meshGeometry(this.#model, data, this.#budget);
    }
    throw new AssetError('not-understood', `geom of type ${kind}`);
  }

  /** One without a size has no end; it is drawn as far as the model is large. */
  #plane(x: number, y: number): Geometry {
    const far = 2 * Math.max(this.#model.stat.extent, 0.1);
    return plane(2 * (x > 0 ? x : far), 2 * (y > 0 ? y : far), 'Z');
  }

  #heightField(index: number): Geometry {
    const at = (view: unknown): number => numbersOf(view)[index] ?? 0;
    const [rows, columns, start] = [
      at(this.#model.hfield_nrow),
      at(this.#model.hfield_ncol),
      at(this.#model.hfield_adr),
    ];
    const size = numbersOf(this.#model.hfield_size);
    const [width = 0, length = 0, top = 0] = [0, 1, 2].map((n) => size[4 * index + n] ?? 0);
    const heights = numbersOf(this.#model.hfield_data);
    const cells = Math.max(0, rows - 1) * Math.max(0, columns - 1);
    this.#budget.addValues(3 * rows * columns + 6 * cells);
    const positions = new Float32Array(3 * rows * columns);
    const indices = new Uint32Array(6 * cells);
    let written = 0;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const corner = row * columns + column;
        positions[3 * corner] = width * ((2 * column) / (columns - 1) - 1);
        positions[3 * corner + 1] = length * ((2 * row) / (rows - 1) - 1);
        positions[3 * corner + 2] = top * (heights[start + corner] ?? 0);
        if (row === rows - 1 || column === columns - 1) continue;
        const above = corner + columns;
        for (const index of [corner, corner + 1, above, corner + 1, above + 1, above])
          indices[written++] = index;
      }
    return {
      positions,
      indices,
      normals: null,
      uvs: null,
      colors: null,
      kind: 'mesh',
      pointCount: rows * columns,
      surface: null,
    };
  }
}
