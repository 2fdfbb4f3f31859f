import { AssetError, type AssetBudget } from '../../../limits.ts';
import type { NumberArray } from '../../layer.ts';
import type { StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';
import { buildMesh, checkTopology, type BuiltMesh } from './build-mesh.ts';
import {
  defaultCoordinates,
  readNormals,
  readPrimvar,
  type ElementCounts,
  type Primvar,
} from './primvars.ts';

/** The first group has the faces that are in no subset, each other those of one of {@link materialSubsets}. */
export interface ReadMesh extends BuiltMesh {
  /** Linear r, g, b and opacity that all of it has; null where the file names none, or several. */
  color: [number, number, number, number] | null;
}

/**
 * A Mesh prim at rest: skinned ones as their points are written, without `geomBindTransform` and without a skeleton's pose.
 * Subdivision surfaces are their cage.
 *
 * @param coordinates the primvar that a material takes its texture coordinates from; null for the usual one
 * @throws {AssetError} `damaged` where its faces cannot be made out
 */
export function readMesh(
  prim: StagePrim,
  coordinates: string | null,
  notes: Notes,
  budget: AssetBudget,
): ReadMesh {
  const points = toFloats(numbersOf(prim, 'points'));
  const counts = numbersOf(prim, 'faceVertexCounts');
  const corners = numbersOf(prim, 'faceVertexIndices');
  checkTopology(points, counts, corners);
  if (counts.length > 0 && (prim.attribute('subdivisionScheme')?.text() ?? 'catmullClark') !== 'none')
    notes.add('not-read', prim.path, 'subdivision surface');
  const elements: ElementCounts = {
    constant: 1,
    uniform: counts.length,
    varying: points.length / 3,
    vertex: points.length / 3,
    faceVarying: corners.length,
  };
  const name = coordinates ?? defaultCoordinates(prim);
  const colors = readPrimvar(prim, 'displayColor', 3, elements, notes);
  const opacities = readPrimvar(prim, 'displayOpacity', 1, elements, notes);
  const color = constantColor(colors, opacities);
  const subsets = materialSubsets(prim);
  const built = buildMesh(
    {
      points,
      counts,
      corners,
      isLeftHanded: prim.attribute('orientation')?.text() === 'leftHanded',
      holes: prim.attribute('holeIndices')?.numbers() ?? null,
      groups: groupsOf(subsets, counts.length, notes),
      groupCount: subsets.length + 1,
      normals: readNormals(prim, elements, notes),
      uvs: name === null ? null : readPrimvar(prim, name, 2, elements, notes),
      colors: color === null ? colors : null,
      opacities: color === null ? opacities : null,
    },
    budget,
  );
  if (built.isRough) notes.add('too-large', prim.path, 'concave faces');
  return { ...built, color };
}

/** Colour and opacity of a prim that has no faces or points of its own to differ. */
export function readConstantColor(prim: StagePrim, notes: Notes): ReadMesh['color'] {
  const one: ElementCounts = { constant: 1, uniform: 1, varying: 1, vertex: 1, faceVarying: 1 };
  const colors = readPrimvar(prim, 'displayColor', 3, one, notes);
  return constantColor(colors, readPrimvar(prim, 'displayOpacity', 1, one, notes));
}

const isConstant = (primvar: Primvar | null): boolean =>
  primvar === null || primvar.interpolation === 'constant';

/** What has an opacity and no colour has USD's grey. */
const grey = 0.18;

function constantColor(colors: Primvar | null, opacities: Primvar | null): ReadMesh['color'] {
  if ((colors === null && opacities === null) || !isConstant(colors) || !isConstant(opacities)) return null;
  const at = 3 * (colors?.indices?.[0] ?? 0);
  const [r = grey, g = grey, b = grey] = colors?.values.subarray(at, at + 3) ?? [];
  return [r, g, b, opacities?.values[opacities.indices?.[0] ?? 0] ?? 1];
}

/**
 * GeomSubsets of faces that have a material of their own: those of the family `materialBind` (`pxr/usd/usdGeom/subset.h`), and of
 * writers that leave the family out.
 */
export const materialSubsets = (mesh: StagePrim): StagePrim[] =>
  mesh.children.filter(
    (child) =>
      child.specifier === 'def' &&
      child.typeName === 'GeomSubset' &&
      isOfMaterials(child) &&
      (child.attribute('elementType')?.text() ?? 'face') === 'face',
  );

/** The group of each face; one that is in several subsets is of the first. Null where all are of one group. */
function groupsOf(subsets: StagePrim[], faceCount: number, notes: Notes): Int32Array | null {
  if (subsets.length === 0) return null;
  const groups = new Int32Array(faceCount);
  for (const [n, subset] of subsets.entries())
    for (const face of subset.attribute('indices')?.numbers() ?? []) {
      if (!(face >= 0 && face < faceCount)) notes.add('damaged', subset.path, 'indices');
      else if (groups[face] === 0) groups[face] = n + 1;
    }
  return groups;
}

function isOfMaterials(subset: StagePrim): boolean {
  const family = subset.attribute('familyName')?.text() ?? '';
  return family === 'materialBind' || (family === '' && subset.targets('material:binding').length > 0);
}

/** None where nothing is written. */
function numbersOf(prim: StagePrim, name: string): NumberArray {
  const attribute = prim.attribute(name);
  const numbers = attribute?.numbers();
  if (numbers === undefined && attribute?.value() !== undefined) throw new AssetError('damaged', name);
  return numbers ?? new Float32Array(0);
}

const toFloats = (numbers: NumberArray): Float32Array =>
  numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
