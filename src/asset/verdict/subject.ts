import type { GltfReport } from '../gltf/validate-gltf.ts';
import type { AssetErrorCode } from '../limits.ts';
import type { RestResult } from '../mjcf/rest-tests.ts';
import type { NotApplicable } from '../mjcf/simulation.ts';
import type { PhysicsScene } from '../physics.ts';
import type { AssetScene } from '../scene.ts';
import type { Stage } from '../usd/stage.ts';
import type { Measures } from './measures.ts';
import type { Part } from './verdict.ts';

/** What rules look at. Each part may be missing: then rules about it are not judged. */
export interface Subject {
  usd: PartOf<UsdView>;
  mjcf: PartOf<SceneView>;
  gltf: PartOf<GltfView>;
  /** Null where it was not simulated. */
  rest: RestOutcome | null;
}

export type PartOf<View> =
  | { kind: 'absent' }
  /** What reads it was not there to be asked. */
  | { kind: 'not-asked' }
  | { kind: 'unreadable'; file: string; code: AssetErrorCode; detail: string }
  | { kind: 'read'; view: View };

/** A scene with what was measured of it. */
export interface SceneView {
  part: Part;
  scene: AssetScene;
  /** None for glTF, which has no physics. */
  physics: PhysicsScene;
  measures: Measures;
}

export interface UsdView extends SceneView {
  stage: Stage;
}

export interface GltfView {
  /** Null where the file is too broken to be read. */
  scene: SceneView | null;
  /** Null where the validator was not asked. */
  report: GltfReport | null;
}

/** How SimReady's two drops ended, or why there were none. */
export type RestOutcome =
  | { kind: 'dropped'; drop: RestResult; stability: RestResult }
  | { kind: 'not-applicable'; reason: NotApplicable }
  /** MuJoCo read the file, but not with a floor beside it. */
  | { kind: 'failed'; detail: string };
