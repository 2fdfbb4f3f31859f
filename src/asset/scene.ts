import type { PhysicsScene } from './physics.ts';

/**
 * What every reader hands over: geometry that can be drawn, and what a physics engine would make of it. Plain data and typed
 * arrays only, so that it crosses from a worker without a copy. Lengths are in units of the file (`metersPerUnit`).
 */
export interface AssetScene {
  format: 'usd' | 'gltf' | 'mjcf';
  /** The file that was opened first, by its path among the asset's files. */
  file: string;
  metersPerUnit: Authored<number>;
  kilogramsPerUnit: number;
  upAxis: Authored<'Y' | 'Z'>;
  /** USD alone: the path of the default prim; null where none is named. */
  defaultPrim: string | null;
  geometries: Geometry[];
  shapes: Shape[];
  materials: Material[];
  textures: Texture[];
  /** Null for formats that carry no physics (glTF). */
  physics: PhysicsScene | null;
  /** What is missing or was not understood; a scene without shapes has at least one. */
  notes: Note[];
}

/** A value that the file may leave out; `isAuthored` false: the format's own fallback. */
export interface Authored<Value> {
  value: Value;
  isAuthored: boolean;
}

/** Triangles in a space of their own. Several shapes may share one. */
export interface Geometry {
  /** x, y, z of each vertex. Vertices are split where normals, coordinates or colours differ. */
  positions: Float32Array;
  /** Three for each triangle, counter-clockwise seen from outside. */
  indices: Uint32Array;
  /** x, y, z of each vertex; null where the file has none (flat or smooth shading is up to whoever draws). */
  normals: Float32Array | null;
  /** u, v of each vertex, v upwards as in USD; null where there are none. */
  uvs: Float32Array | null;
  /** Linear r, g, b and opacity of each vertex; null where there are none. Which triangles take them: {@link Shape.parts}. */
  colors: Float32Array | null;
  /** What it was before it was made of triangles: a mesh of the file, or one of USD's and MuJoCo's plain shapes. */
  kind: 'mesh' | 'cube' | 'sphere' | 'cylinder' | 'cone' | 'capsule' | 'plane' | 'ellipsoid';
  /**
   * How many points the file has, before any were split. Equal to the vertices of `positions` where none was.
   */
  pointCount: number;
  /** The points as the file has them with the triangles between them, for checks of the surface; null: those above. */
  surface: { points: Float32Array; indices: Uint32Array } | null;
}

/** One geometry in one place. */
export interface Shape {
  /** A prim's path, a glTF node's path of names, or a MuJoCo geom's name or `geom N`. Unique within the scene. */
  path: string;
  /** The last part of the path, for people. */
  name: string;
  geometry: number;
  /** Column-major, from the geometry's space to the scene's, in units of the file. */
  matrix: Float64Array;
  /**
   * Which triangles have which material, without gaps or overlaps: the first one, how many, and an index of `materials`. Those with
   * null have no material: they are drawn with the geometry's `colors`, else with `color`, else as whoever draws likes.
   */
  parts: { start: number; count: number; material: number | null }[];
  /** Linear r, g, b and opacity of the shape itself (`displayColor`, a geom's `rgba`); null where the file names none. */
  color: [number, number, number, number] | null;
  purpose: 'default' | 'render' | 'proxy' | 'guide';
  /** False where the file hides it, and of a floor that MuJoCo's world has for the object to stand on. */
  isVisible: boolean;
  isDoubleSided: boolean;
  /** Index of `physics.bodies` whose movement it follows; null for none. */
  body: number | null;
  /** Index of `physics.colliders` that has this shape; null where it takes no part in collisions. */
  collider: number | null;
  /** The file that has it, by its path among the asset's files. */
  file: string;
}

/**
 * What UsdPreviewSurface, glTF's metallic-roughness and MuJoCo's materials have in common. Where a number has a map as well,
 * both are multiplied: it is 1 where the file has nothing but the map.
 */
export interface Material {
  name: string;
  path: string;
  /** Linear. */
  color: [number, number, number];
  emissive: [number, number, number];
  opacity: number;
  metallic: number;
  roughness: number;
  /** Below this opacity nothing is drawn; null where it is blended. */
  alphaCutoff: number | null;
  /** Whether `color` and `opacity` are multiplied with the `colors` of the geometry or, where it has none, the shape's `color`. */
  usesVertexColors: boolean;
  /** glTF alone: its colour is seen as it is, without light. */
  isUnlit?: boolean;
  maps: Partial<Record<MapUse, MapUseOf>>;
}
export type MapUse = 'color' | 'emissive' | 'opacity' | 'metallic' | 'roughness' | 'normal' | 'occlusion';
export interface MapUseOf {
  /** Index of `textures`. */
  texture: number;
  /** Which channel of the picture, where one is used. */
  channel: 'r' | 'g' | 'b' | 'a' | 'rgb';
  /**
   * What r, g, b and a of the picture are multiplied with, and what is added after. Of a normal map that gives the vector from -1
   * to 1: 2 and -1.
   */
  scale: [number, number, number, number];
  bias: [number, number, number, number];
  wrapS: 'repeat' | 'clamp' | 'mirror' | 'black';
  wrapT: 'repeat' | 'clamp' | 'mirror' | 'black';
  isSrgb: boolean;
  /**
   * Coordinates that are scaled, then turned (radians, counter-clockwise with v upwards), then moved, as UsdTransform2d does; null
   * for those of the geometry.
   */
  transform: { rotation: number; scale: [number, number]; offset: [number, number] } | null;
}

/** A picture: its file as it is, which whoever draws unpacks. */
export interface Texture {
  /** As the file names it. Maps name only those that are there; others have a note. */
  reference: string;
  /** Among the asset's files; null for one inside a binary, or that is not there. */
  path: string | null;
  /** Null where it is not there, or was refused; a note says so. */
  bytes: Uint8Array | null;
  /**
   * Pixels, unpacked (KTX2, MuJoCo): r, g, b and opacity, the bottom row first, as v goes; null where `bytes` are of a kind that
   * browsers know.
   */
  pixels: { width: number; height: number; data: Uint8Array } | null;
}

/** Why something is not in the scene as the file's author meant it. */
export interface Note {
  code:
    | 'missing-file'
    | 'missing-prim'
    | 'outside-file'
    | 'cycle'
    | 'not-read'
    | 'damaged'
    | 'too-large'
    | 'no-geometry'
    | 'no-hull'
    | 'refused'
    | 'warned';
  /** The file, prim, node or element that it is about. */
  place: string;
  /** What exactly: a file's name, a feature (`NurbsPatch`), or the words of MuJoCo or a decoder. */
  detail: string;
}
