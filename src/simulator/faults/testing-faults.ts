import { connect } from 'node:net';
import { expect } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { call, withSimulator } from '../testing.ts';
import type { FaultRuleInput } from './faults.ts';

/** What a job's or a result's call answers while a fault is on. */
export async function struck(
  fault: FaultRuleInput['fault'],
  test: (simulator: Simulator, path: string) => Promise<void>,
  endpoint: 'job' | 'result' = 'job',
  options: { wait?: (ms: number) => Promise<void> } = {},
): Promise<void> {
  await withSimulator(options, async (simulator) => {
    const id = simulator.addJob({ filename: 'gear.glb', id: 'gear' });
    simulator.setPhase(id, 'completed');
    simulator.faults.set({ fault, endpoint });
    const path = endpoint === 'job' ? '/conversions/gear' : '/conversions/gear/result?format=usd';
    await test(simulator, path);
    simulator.faults.clear();
    expect((await call(simulator, path)).status).toBe(200);
  });
}

/** The bytes of a whole exchange, as they stood on the wire. */
export function onTheWire(simulator: Simulator, path: string): Promise<Buffer> {
  const { hostname, port } = new URL(simulator.baseUrl);
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(pieces)));
    socket.write(`GET /api${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${simulator.key}\r\n\r\n`);
  });
}
