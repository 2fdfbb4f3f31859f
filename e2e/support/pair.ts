import type { Simulator } from '../../src/simulator/index.ts';

/** A finished conversion and a finished simulation that started from it. */
export function addPair(simulator: Simulator): { source: string; simulation: string } {
  const source = simulator.addJob({ filename: 'chair.glb', noMjcf: true });
  simulator.setPhase(source, 'completed');
  const simulation = simulator.addJob({
    type: 'simulate_usd',
    filename: 'chair.usd',
    sourceId: source,
    scene: 'drop',
  });
  simulator.setPhase(simulation, 'completed');
  return { source, simulation };
}
