import type { PhysicsMaterial } from '../../physics.ts';
import type { StagePrim } from '../stage.ts';
import { authoredNumber } from './sources.ts';

/** PhysicsMaterialAPI of a prim as it is written. Densities are in kilograms per cubic unit of the file. */
export function readPhysicsMaterial(prim: StagePrim, kilogramsPerUnit: number): PhysicsMaterial {
  return {
    path: prim.path,
    name: prim.name,
    staticFriction: authoredNumber(prim, 'physics:staticFriction'),
    dynamicFriction: authoredNumber(prim, 'physics:dynamicFriction'),
    restitution: authoredNumber(prim, 'physics:restitution'),
    density: authoredNumber(prim, 'physics:density', kilogramsPerUnit),
    frictions: null,
  };
}
