import type { MjModel } from '@mujoco/mujoco';
import type { AssetBudget } from '../limits.ts';
import type { Geometry } from '../scene.ts';
import { numbersOf } from './views.ts';

/**
 * A mesh as MuJoCo compiled it: around its centre of mass, turned to its principal axes. Vertices, normals and coordinates have
 * indices of their own there; here each vertex has one of each.
 */
export function meshGeometry(model: MjModel, mesh: number, budget: AssetBudget): Geometry {
  const at = (view: unknown): number => numbersOf(view)[mesh] ?? 0;
  const [vertices, faces] = [at(model.mesh_vertnum), at(model.mesh_facenum)];
  const textured = at(model.mesh_texcoordadr) >= 0;
  budget.addValues(3 * vertices + 6 * faces);
  const points = floats(model.mesh_vert, 3 * at(model.mesh_vertadr), 3 * vertices);
  const surface = integers(model.mesh_face, 3 * at(model.mesh_faceadr), 3 * faces);
  const ofNormals = integers(model.mesh_facenormal, 3 * at(model.mesh_faceadr), 3 * faces);
  const ofCoordinates = textured
    ? integers(model.mesh_facetexcoord, 3 * at(model.mesh_faceadr), 3 * faces)
    : null;
  const { firsts, indices } = splitCorners(surface, vertices, ofNormals, ofCoordinates);
  budget.addValues(8 * firsts.length);
  const take = (view: unknown, start: number, size: number, of: Uint32Array): Float32Array => {
    const from = numbersOf(view);
    const taken = new Float32Array(firsts.length * size);
    for (let vertex = 0; vertex < firsts.length; vertex++) {
      const index = of[firsts[vertex] ?? 0] ?? 0;
      for (let n = 0; n < size; n++) taken[vertex * size + n] = from[(start + index) * size + n] ?? 0;
    }
    return taken;
  };
  const uvs = ofCoordinates && take(model.mesh_texcoord, at(model.mesh_texcoordadr), 2, ofCoordinates);
  // MuJoCo has v downwards.
  if (uvs !== null) for (let v = 1; v < uvs.length; v += 2) uvs[v] = 1 - (uvs[v] ?? 0);
  return {
    positions: take(model.mesh_vert, at(model.mesh_vertadr), 3, surface),
    indices,
    normals: take(model.mesh_normal, at(model.mesh_normaladr), 3, ofNormals),
    uvs,
    colors: null,
    kind: 'mesh',
    pointCount: vertices,
    surface: { points, indices: surface },
  };
}

/**
 * What MuJoCo collides with in the place of a mesh: its convex hull, in the mesh's space. Null where it made none, as the mesh
 * collides with nothing or has too few vertices.
 */
export function meshHull(
  model: MjModel,
  mesh: number,
  budget: AssetBudget,
): { positions: Float32Array; indices: Uint32Array } | null {
  const start = numbersOf(model.mesh_graphadr)[mesh] ?? -1;
  if (start < 0) return null;
  const graph = numbersOf(model.mesh_graph);
  // numvert, numface, vert_edgeadr[numvert], vert_globalid[numvert], edge_localid[numvert + 3 numface], face_globalid[3 numface]
  const [vertices = 0, faces = 0] = [graph[start], graph[start + 1]];
  budget.addValues(3 * vertices + 3 * faces);
  const first = 3 * (numbersOf(model.mesh_vertadr)[mesh] ?? 0);
  const points = numbersOf(model.mesh_vert);
  const locals = new Map<number, number>();
  const positions = new Float32Array(3 * vertices);
  for (let local = 0; local < vertices; local++) {
    const vertex = graph[start + 2 + vertices + local] ?? 0;
    locals.set(vertex, local);
    for (let n = 0; n < 3; n++) positions[3 * local + n] = points[first + 3 * vertex + n] ?? 0;
  }
  const corners = start + 2 + 3 * vertices + 3 * faces;
  const indices = new Uint32Array(3 * faces);
  for (let corner = 0; corner < indices.length; corner++)
    indices[corner] = locals.get(graph[corners + corner] ?? -1) ?? 0;
  return { positions, indices };
}

/** The corners of faces that make the vertices, and which vertex each corner is. */
function splitCorners(
  ofVertices: Uint32Array,
  vertices: number,
  ofNormals: Uint32Array,
  ofCoordinates: Uint32Array | null,
): { firsts: Uint32Array; indices: Uint32Array } {
  const indices = new Uint32Array(ofVertices.length);
  const firsts = new Uint32Array(ofVertices.length);
  // For each vertex of the mesh, the last one that was made of it; for each made one, the one made of the same before it.
  const last = new Int32Array(vertices).fill(-1);
  const before = new Int32Array(ofVertices.length);
  let made = 0;
  for (let corner = 0; corner < ofVertices.length; corner++) {
    const vertex = ofVertices[corner] ?? 0;
    let same = last[vertex] ?? -1;
    for (; same >= 0; same = before[same] ?? -1) {
      const first = firsts[same] ?? 0;
      if (ofNormals[first] === ofNormals[corner] && ofCoordinates?.[first] === ofCoordinates?.[corner]) break;
    }
    if (same < 0) {
      same = made++;
      firsts[same] = corner;
      before[same] = last[vertex] ?? -1;
      last[vertex] = same;
    }
    indices[corner] = same;
  }
  return { firsts: firsts.slice(0, made), indices };
}

function floats(view: unknown, start: number, length: number): Float32Array {
  const numbers = numbersOf(view);
  const taken = new Float32Array(length);
  for (let at = 0; at < length; at++) taken[at] = numbers[start + at] ?? 0;
  return taken;
}

function integers(view: unknown, start: number, length: number): Uint32Array {
  const numbers = numbersOf(view);
  const taken = new Uint32Array(length);
  for (let at = 0; at < length; at++) taken[at] = numbers[start + at] ?? 0;
  return taken;
}
