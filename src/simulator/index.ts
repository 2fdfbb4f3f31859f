export { createClock } from './clock.ts';
export type { FaultRuleInput } from './faults/faults.ts';
export { startSimulator } from './simulator.ts';
export type { Simulator } from './simulator.ts';
