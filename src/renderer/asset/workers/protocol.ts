import type { AssetErrorCode } from '../../../asset/limits.ts';
import type { PokeState } from '../../../asset/poke/state.ts';
import type { PhysicsScene } from '../../../asset/physics.ts';
import type { AssetScene, Note } from '../../../asset/scene.ts';
import type { Bounds, Point, Pose, StandardView } from '../camera.ts';
import type { Layers } from '../layers.ts';
import type { Totals } from '../measures.ts';
import type { PokeAct } from '../poke/messages.ts';

/** The files of one asset, as main lends them to the window. */
export interface LentAsset {
  /** By which its files are fetched. */
  token: string;
  /** The file that is opened first, by its path. */
  file: string;
  files: readonly { path: string; bytes: number }[];
}

/** Colours of the page, as CSS writes them in hexadecimals. */
export interface ViewerTheme {
  isDark: boolean;
  /** What is neither seen nor chosen: lines of the ground. */
  line: string;
  text: string;
  accent: string;
}

/** How surfaces are drawn. */
export interface Surfaces {
  wireframe: boolean;
  normals: boolean;
  grid: boolean;
  /** Whether colliders are drawn as the file has them, not as what an engine makes of them. */
  authoredColliders: boolean;
}

/** What is pointed out: by its index in the scene, or by a path, with all that lies below it. */
export type Highlight =
  { kind: 'body' | 'collider' | 'joint' | 'material'; index: number } | { kind: 'path'; path: string } | null;

/** A place of the picture, in parts of its width and height from the upper left corner. */
export interface Place {
  x: number;
  y: number;
}

/** What the page tells the viewer. */
export type ToViewer =
  | { kind: 'start'; canvas: OffscreenCanvas; size: CanvasSize; theme: ViewerTheme; isStill: boolean }
  | { kind: 'load'; asset: LentAsset }
  | { kind: 'resize'; size: CanvasSize }
  | { kind: 'theme'; theme: ViewerTheme }
  /** Lengths are parts of the picture's height. */
  | { kind: 'orbit' | 'pan'; dx: number; dy: number }
  /** `at` stays where it is in the picture; null: the middle of the view. */
  | { kind: 'zoom'; factor: number; at: Place | null }
  | { kind: 'view'; view: StandardView }
  | { kind: 'fit' }
  | { kind: 'pose'; pose: Pose }
  /** The asset is moved and scaled until it has these bounds, in metres with Y up; null: as it is. */
  | { kind: 'match'; bounds: Bounds | null }
  | { kind: 'up-axis'; axis: UpAxis }
  | { kind: 'layers'; layers: Layers }
  | { kind: 'surfaces'; surfaces: Surfaces }
  | { kind: 'highlight'; highlight: Highlight }
  | { kind: 'pick'; id: number; at: Place | null }
  /** The ends of the ruler, in metres. */
  | { kind: 'ruler'; points: readonly Point[] }
  | { kind: 'poke'; act: PokeAct }
  /** Names what was told before it, see `change` of a picture. */
  | { kind: 'change'; id: number }
  | { kind: 'ping' }
  /** The view is gone, and another may come. */
  | { kind: 'clear' }
  | { kind: 'end' };

export interface CanvasSize {
  width: number;
  height: number;
  /** Pixels of the screen for each of the page. */
  ratio: number;
}

export type UpAxis = 'Y' | 'Z';

/** What can be said of an asset without drawing it. */
export interface AssetSummary {
  format: AssetScene['format'];
  file: string;
  metersPerUnit: AssetScene['metersPerUnit'];
  kilogramsPerUnit: number;
  upAxis: AssetScene['upAxis'];
  totals: Totals;
  notes: readonly Note[];
  /** Without hulls and what is USD's alone; of long lists the beginning. */
  physics: PhysicsScene | null;
  /** How many there are, listed or not; of bodies, how many have a centre of mass and an inertia that can be drawn. */
  counts: Record<'bodies' | 'colliders' | 'joints' | 'centersOfMass' | 'inertias', number>;
  /** The file that has each collider that is listed. */
  colliderFiles: string[];
  /** How many shapes play which role. */
  shapes: { objects: number; colliders: number; only: number };
  /** How many shapes play none, as they are for looking into the file, stand in for others, or are hidden. */
  notDrawn: { guides: number; proxies: number; hidden: number };
}

/** What is in the picture. */
export interface Picture {
  /** The last change that it shows. */
  change: number;
  objects: number;
  colliders: number;
  centersOfMass: number;
  inertias: number;
  joints: number;
  triangles: number;
  /** Directions of the picture, for the axes in its corner. */
  pose: Pose;
  /** Where the ruler's ends are, and whether they are before the camera. */
  ruler: readonly (Place & { isBefore: boolean })[];
}

/** What the viewer tells the page. */
export type FromViewer =
  | { kind: 'progress'; step: 'reading' | 'drawing'; bytes: number }
  | { kind: 'ready'; summary: AssetSummary }
  | { kind: 'problem'; problem: ViewerProblem; detail: string }
  | { kind: 'picked'; id: number; point: Point | null }
  | { kind: 'drawn'; picture: Picture }
  | { kind: 'poked'; state: PokeState }
  | { kind: 'pong' }
  | { kind: 'cleared' }
  | { kind: 'ended' };

/** Why nothing is shown: the reader's reason, or that of whoever draws. */
export type ViewerProblem = AssetErrorCode | 'no-graphics' | 'graphics-lost' | 'broken';
