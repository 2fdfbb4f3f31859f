import type { Simulator } from '../../src/simulator/index.ts';
import type { Desk } from './desk.ts';
import { expect } from './test.ts';

/** A job that is on its way. */
export function addRunning(simulator: Simulator, filename: string, percent: number): string {
  const id = simulator.addJob({ filename });
  simulator.setPhase(id, 'running', percent);
  return id;
}

/** The same, watched, and seen in the list as far as it is. */
export async function watchRunning(
  desk: Desk,
  simulator: Simulator,
  filename: string,
  percent: number,
): Promise<string> {
  const id = addRunning(simulator, filename, percent);
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText(`${percent}%`);
  return id;
}
