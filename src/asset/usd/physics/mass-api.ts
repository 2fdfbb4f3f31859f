import type { MassApi } from '../../physics.ts';
import type { StagePrim } from '../stage.ts';
import { authoredNumber, authoredRotation, authoredVector } from './sources.ts';

/** PhysicsMassAPI of a prim as it is written; null where it is not applied, whatever attributes there are. */
export function readMassApi(prim: StagePrim, kilogramsPerUnit: number): MassApi | null {
  if (!prim.apiSchemas.includes('PhysicsMassAPI')) return null;
  return {
    mass: authoredNumber(prim, 'physics:mass', kilogramsPerUnit),
    density: authoredNumber(prim, 'physics:density', kilogramsPerUnit),
    centerOfMass: authoredVector(prim, 'physics:centerOfMass'),
    diagonalInertia: authoredVector(prim, 'physics:diagonalInertia', kilogramsPerUnit),
    principalAxes: authoredRotation(prim, 'physics:principalAxes'),
  };
}

/**
 * What of it counts (`schema.usda` of usdPhysics): a mass or density of 0 or less, an inertia of zeros and axes of zeros are
 * ignored, and a centre of mass that is not finite (-inf is its fallback) counts as not written.
 */
export function effectiveMassApi(written: MassApi | null): MassApi {
  const { mass, density, centerOfMass, diagonalInertia, principalAxes } = written ?? nothing;
  return {
    mass: mass !== null && isPositive(mass.value) ? mass : null,
    density: density !== null && isPositive(density.value) ? density : null,
    centerOfMass: centerOfMass?.value.every(Number.isFinite) === true ? centerOfMass : null,
    diagonalInertia: diagonalInertia !== null && isDirection(diagonalInertia.value) ? diagonalInertia : null,
    principalAxes: principalAxes !== null && isDirection(principalAxes.value) ? principalAxes : null,
  };
}

const nothing: MassApi = {
  mass: null,
  density: null,
  centerOfMass: null,
  diagonalInertia: null,
  principalAxes: null,
};

/** Whether a mass or density counts. */
export const isPositive = (value: number): boolean => value > 0 && value < Infinity;

const isDirection = (numbers: readonly number[]): boolean =>
  numbers.every(Number.isFinite) && numbers.some((value) => value !== 0);
