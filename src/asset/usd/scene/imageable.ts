/**
 * Purpose and visibility of prims and what they have of it from those above them, as OpenUSD works them out
 * (`pxr/usd/usdGeom/imageable.cpp`).
 */
import type { Shape } from '../../scene.ts';
import type { StagePrim } from '../stage.ts';

/** What prims below go by. */
export interface Inherited {
  purpose: Shape['purpose'];
  /** Whether the purpose is from an opinion, which prims without one of their own follow. */
  isPurposeAuthored: boolean;
  isVisible: boolean;
}

export const nothingInherited: Inherited = { purpose: 'default', isPurposeAuthored: false, isVisible: true };

const purposes: readonly string[] = ['default', 'render', 'proxy', 'guide'] satisfies Shape['purpose'][];

/** Types that are drawn nowhere, whose purpose and visibility are no opinion on what is below them. */
const notImageable = new Set([
  '',
  'Material',
  'Shader',
  'NodeGraph',
  'GeomSubset',
  'PhysicsScene',
  'PhysicsCollisionGroup',
]);

/** Purpose and visibility of a prim, by those of the prim above it. */
export function inherit(above: Inherited, prim: StagePrim): Inherited {
  if (notImageable.has(prim.typeName)) return above;
  const purpose = authoredPurpose(prim);
  const isVisible = above.isVisible && prim.attribute('visibility')?.text() !== 'invisible';
  if (purpose !== null) return { purpose, isPurposeAuthored: true, isVisible };
  if (isVisible === above.isVisible) return above;
  return { ...above, isVisible };
}

/** A purpose that USD does not know is no opinion. */
function authoredPurpose(prim: StagePrim): Shape['purpose'] | null {
  const authored = prim.attribute('purpose')?.text();
  return authored !== undefined && isPurpose(authored) ? authored : null;
}

const isPurpose = (text: string): text is Shape['purpose'] => purposes.includes(text);
