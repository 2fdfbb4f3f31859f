import type { RuleSource } from './verdict.ts';

/** Who states rules, in the release that was read. A requirement of SimReady's, by its code: */
export const simReady = (code: string, name: string): RuleSource => ({
  by: 'SimReady',
  code,
  name,
  version: '2026.08.0',
});
/**
 * A test of SimReady's that runs a simulation. Later releases drop from less high, and judge rest apart from the drop.
 *
 * @param name of the test, or of the file of those that are made before it
 */
export const simReadyTest = (name: string): RuleSource => ({
  by: 'SimReady',
  code: null,
  name,
  version: '2026.06.0',
});
/** @param name of the error, or the function @param where the validator, or the file */
export const openUsd = (name: string, where: string): RuleSource => ({
  by: 'OpenUSD',
  code: name,
  name: where,
  version: null,
});
export const omniverse = (code: string, name: string): RuleSource => ({
  by: 'Omniverse',
  code,
  name,
  version: null,
});
export const mujoco = (name: string): RuleSource => ({ by: 'MuJoCo', code: null, name, version: 'a725507' });
export const physx = (name: string): RuleSource => ({
  by: 'PhysX',
  code: null,
  name,
  version: null,
});
export const coacd = (name: string): RuleSource => ({ by: 'CoACD', code: null, name, version: null });
export const vhacd = (name: string): RuleSource => ({ by: 'V-HACD', code: null, name, version: '4' });
export const khronos = (name: string): RuleSource => ({
  by: 'Khronos',
  code: null,
  name,
  version: '2.0.0-dev.3.10',
});
export const own = (name: string): RuleSource => ({ by: 'Rigyd Desk', code: null, name, version: null });
