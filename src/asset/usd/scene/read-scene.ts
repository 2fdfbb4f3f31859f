import { AssetError, type AssetBudget } from '../../limits.ts';
import type { AssetFiles } from '../../files.ts';
import { identity, multiply, type Matrix } from '../../matrix.ts';
import type { AssetScene, Authored, Geometry, Shape } from '../../scene.ts';
import type { Stage, StagePrim } from '../stage.ts';
import { readPlainShape } from './gprims.ts';
import { inherit, nothingInherited, type Inherited } from './imageable.ts';
import { readInstances } from './instancer.ts';
import { MaterialBindings } from './materials/bindings.ts';
import { Materials, type MaterialInUse } from './materials/read-materials.ts';
import { materialSubsets, readConstantColor, readMesh, type ReadMesh } from './mesh/read-mesh.ts';
import { Notes } from './notes.ts';
import { localTransform } from './transforms.ts';

/** Everything but physics, which `usd/physics` adds: `body` and `collider` of all shapes are null. */
export type SceneWithoutPhysics = Omit<AssetScene, 'physics'>;

const notRead = new Set([
  'BasisCurves',
  'HermiteCurves',
  'NurbsCurves',
  'NurbsPatch',
  'Points',
  'TetMesh',
  'Volume',
]);

/**
 * Geometry and materials of a stage at its start, without a skeleton's pose.
 *
 * What is damaged is left out, with a note; so is what cannot be drawn.
 *
 * @throws {AssetError} where there is more of it than the budget allows
 */
export async function readScene(
  stage: Stage,
  files: AssetFiles,
  budget: AssetBudget,
): Promise<SceneWithoutPhysics> {
  const reader = new SceneReader(stage, files, budget);
  reader.readChildren(stage.root, {
    inherited: nothingInherited,
    matrix: identity(),
    pathOf: (prim) => prim.path,
    depth: 0,
    instancers: [],
  });
  await reader.materials.readTextures(budget);
  const { geometries, shapes, materials, notes } = reader;
  const upAxis = readUpAxis(stage, notes);
  if (shapes.length === 0) notes.add('no-geometry', stage.file, '');
  return {
    format: 'usd',
    file: stage.file,
    metersPerUnit: stage.metersPerUnit,
    kilogramsPerUnit: stage.kilogramsPerUnit.value,
    upAxis,
    defaultPrim: stage.defaultPrim?.path ?? null,
    geometries,
    shapes,
    materials: materials.all,
    textures: materials.textures,
    notes: [...stage.notes, ...notes.all],
  };
}

/** Where a prim is read. */
interface Place {
  inherited: Inherited;
  /** Of the prim above. */
  matrix: Matrix;
  /** Paths of shapes: those of prims, but those of an instancer's prototypes are many. */
  pathOf: (prim: StagePrim) => string;
  depth: number;
  /** Paths of instancers that it is an instance of. */
  instancers: string[];
}

interface MeshInUse extends ReadMesh {
  geometryIndex: number;
  /** The prim that it was read from. */
  prim: StagePrim;
}

class SceneReader {
  readonly geometries: Geometry[] = [];
  readonly shapes: Shape[] = [];
  readonly notes = new Notes();
  readonly materials: Materials;
  readonly #bindings: MaterialBindings;
  readonly #stage: Stage;
  readonly #budget: AssetBudget;
  readonly #plainShapes = new Map<string, number>();
  /** By what the prim was put together from, and the primvar of its coordinates. */
  readonly #meshes = new Map<object, Map<string | null, MeshInUse>>();

  constructor(stage: Stage, files: AssetFiles, budget: AssetBudget) {
    this.#stage = stage;
    this.#budget = budget;
    this.materials = new Materials(stage, files, this.notes);
    this.#bindings = new MaterialBindings(stage, this.notes);
  }

  readChildren(prim: StagePrim, place: Place): void {
    for (const child of prim.children) if (child.specifier === 'def') this.#read(child, place);
  }

  #read(prim: StagePrim, above: Place): void {
    this.#budget.checkDepth(above.depth, prim.path);
    // Prims count when they are composed, but prototypes are read for each instance.
    if (above.instancers.length > 0) this.#budget.addPrims(1);
    const { matrix: local, resets } = localTransform(prim, this.notes);
    const place: Place = {
      ...above,
      inherited: inherit(above.inherited, prim),
      matrix: resets ? local : multiply(above.matrix, local),
      depth: above.depth + 1,
    };
    if (prim.typeName === 'PointInstancer') {
      // Its prototypes, which usually stand below it, are drawn as its instances alone.
      this.#leavingOutDamaged(prim, () => this.#readInstancer(prim, place));
      return;
    }
    if (notRead.has(prim.typeName)) this.notes.add('not-read', prim.path, prim.typeName);
    else this.#leavingOutDamaged(prim, () => this.#readShape(prim, place));
    this.readChildren(prim, place);
  }

  #leavingOutDamaged(prim: StagePrim, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof AssetError && isOfOnePrim.has(error.code))) throw error;
      this.notes.add(error.code === 'not-understood' ? 'not-read' : 'damaged', prim.path, error.message);
    }
  }

  #readInstancer(prim: StagePrim, place: Place): void {
    if (place.instancers.includes(prim.path)) {
      this.notes.add('cycle', prim.path, 'prototypes');
      return;
    }
    const prototypes = prim.targets('prototypes').map((path) => {
      const prototype = this.#stage.primAt(path);
      if (prototype === null) this.notes.add('missing-prim', prim.path, path);
      return prototype;
    });
    for (const instance of readInstances(prim)) {
      const prototype = prototypes[instance.prototype];
      if (prototype === undefined) this.notes.add('damaged', prim.path, 'protoIndices');
      if (!prototype) continue;
      const root = `${place.pathOf(prim)}[${instance.index}]/${prototype.name}`;
      this.#read(prototype, {
        inherited: { ...place.inherited, isVisible: place.inherited.isVisible && instance.isVisible },
        matrix: multiply(place.matrix, instance.matrix),
        pathOf: ({ path }) => root + path.slice(prototype.path.length),
        depth: place.depth,
        instancers: [...place.instancers, prim.path],
      });
    }
  }

  #readShape(prim: StagePrim, place: Place): void {
    if (prim.typeName === 'Mesh') {
      this.#readMeshShape(prim, place);
      return;
    }
    const plain = readPlainShape(prim);
    if (plain === null) return;
    let index = this.#plainShapes.get(plain.key);
    if (index === undefined) {
      index = this.geometries.push(plain.make()) - 1;
      this.#plainShapes.set(plain.key, index);
    }
    const count = (this.geometries[index]?.indices.length ?? 0) / 3;
    const parts = [{ start: 0, count, material: this.#materialOf(prim)?.index ?? null }];
    this.#addShape(prim, place, index, parts, readConstantColor(prim, this.notes));
  }

  #readMeshShape(prim: StagePrim, place: Place): void {
    const ofSubsets = materialSubsets(prim).map((subset) => this.#materialOf(subset));
    // Where subsets have all faces, that of the mesh itself is nowhere to be seen.
    const named = ofSubsets.length === 0 ? this.#materialOf(prim) : ofSubsets.find((one) => one?.coordinates);
    const mesh = this.#mesh(prim, named?.coordinates ?? null);
    if (mesh.geometry.indices.length === 0) {
      this.notes.add('no-geometry', prim.path, 'Mesh');
      return;
    }
    const parts = mesh.groups.map(({ start, count }, group) => {
      if (count === 0) return { start, count, material: null };
      const material = group === 0 ? this.#materialOf(prim) : ofSubsets[group - 1];
      return { start, count, material: material?.index ?? null };
    });
    // An instance may have its colour from prims above it.
    const isOfInstance = mesh.prim !== prim && mesh.geometry.colors === null;
    const color = isOfInstance ? readConstantColor(prim, this.notes) : mesh.color;
    this.#addShape(prim, place, mesh.geometryIndex, parts, color);
  }

  #addShape(
    prim: StagePrim,
    { inherited, matrix, pathOf }: Place,
    geometry: number,
    parts: Shape['parts'],
    color: Shape['color'],
  ): void {
    const path = pathOf(prim);
    if (!matrix.every(Number.isFinite)) {
      this.notes.add('damaged', path, 'transform');
      return;
    }
    this.shapes.push({
      path,
      name: prim.name,
      geometry,
      matrix,
      parts: joinParts(parts),
      color,
      purpose: inherited.purpose,
      isVisible: inherited.isVisible,
      isDoubleSided: prim.attribute('doubleSided')?.bool() ?? prim.typeName === 'Plane',
      body: null,
      collider: null,
      file: fileOf(prim) ?? this.#stage.file,
    });
  }

  #materialOf(prim: StagePrim): MaterialInUse | null {
    const bound = this.#bindings.of(prim, 'preview') ?? this.#bindings.of(prim, 'full');
    return bound && this.materials.use(bound);
  }

  /** The mesh of a prim; one that several instances draw is read once. */
  #mesh(prim: StagePrim, coordinates: string | null): MeshInUse {
    const ofSource = this.#meshes.get(prim.source) ?? new Map<string | null, MeshInUse>();
    this.#meshes.set(prim.source, ofSource);
    const known = ofSource.get(coordinates);
    if (known !== undefined) return known;
    const mesh = readMesh(prim, coordinates, this.notes, this.#budget);
    const inUse = { ...mesh, prim, geometryIndex: this.geometries.push(mesh.geometry) - 1 };
    ofSource.set(coordinates, inUse);
    return inUse;
  }
}

/** The layer that says how large a shape is. */
function fileOf(prim: StagePrim): string | undefined {
  const names = ['points', 'size', 'radius', 'radiusTop', 'width', 'height'];
  for (const name of names) {
    const file = prim.attribute(name)?.file;
    if (file !== undefined && file !== '') return file;
  }
  return undefined;
}

/** What is wrong with one prim alone; anything else is about the whole asset. */
const isOfOnePrim: ReadonlySet<AssetError['code']> = new Set(['damaged', 'not-understood']);

/** Without empty ones, and those that follow one another with the same material as one. */
function joinParts(parts: Shape['parts']): Shape['parts'] {
  const joined: Shape['parts'] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.count === 0) continue;
    if (last !== undefined && last.material === part.material) last.count += part.count;
    else joined.push({ ...part });
  }
  return joined;
}

function readUpAxis(stage: Stage, notes: Notes): Authored<'Y' | 'Z'> {
  const { value, isAuthored } = stage.upAxis;
  if (value === 'Y' || value === 'Z') return { value, isAuthored };
  notes.add('damaged', stage.file, `upAxis ${value}`);
  return { value: 'Y', isAuthored: false };
}
