import { createClock } from './clock.ts';
import type { SimulatorClock } from './clock.ts';
import { startSimulator } from './simulator.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';

/** The moment at which the seed page's example begins. */
export const EXAMPLE_START = Date.UTC(2026, 4, 6, 12, 0, 0);

/** A clock that moves only by hand. */
export const stoppedClock = (): SimulatorClock => createClock({ startAt: EXAMPLE_START, paused: true });

/** Runs a test against a simulator whose clock stands still, and stops it afterwards whatever happens. */
export async function withSimulator(
  options: SimulatorOptions,
  test: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ clock: stoppedClock(), ...options });
  try {
    await test(simulator);
  } finally {
    await simulator.close();
  }
}

/** A call of the API with the simulator's key; `path` begins behind `/api`. */
export function call(simulator: Simulator, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${simulator.key}`);
  return fetch(`${simulator.baseUrl}${path}`, { ...init, headers });
}
