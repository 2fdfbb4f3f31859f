import { describe, expect, it } from 'vitest';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { MujocoHost } from './host.ts';
import type { FromMujoco, ToMujoco } from './protocol.ts';

const cube = '<body pos="0 0 3"><freejoint/><geom type="box" size=".5 .5 .5"/></body>';
const still = '<body><geom size=".1"/></body>';

/** A host of an asset of one file, with what it answered. */
function hostOf(content: string, millisecondsOfStep = 0) {
  const answers: FromMujoco[] = [];
  let now = 0;
  const host = new MujocoHost({
    post: (message) => answers.push(message),
    mujoco: nodeMujoco,
    now: () => (now += millisecondsOfStep),
  });
  const xml = `<mujoco><worldbody>${content}</worldbody></mujoco>`;
  const tell = async (...messages: ToMujoco[]): Promise<FromMujoco[]> => {
    const before = answers.length;
    await Promise.all(messages.map((message) => host.handle(message)));
    return answers.slice(before);
  };
  return { tell, open: { kind: 'open', gathered: { file: 'toy.xml', xml, files: new Map() } } as const };
}

describe('whoever runs MuJoCo', () => {
  it('reads, prepares, steps and resets as it is told, in order', async () => {
    const { open, tell } = hostOf(cube);
    const [opened, prepared, first, fallen, again] = await tell(
      open,
      { kind: 'prepare' },
      { kind: 'reset', height: 2 },
      { kind: 'advance', seconds: 0 },
      { kind: 'advance', seconds: 0.1 },
      { kind: 'reset', height: 0 },
      { kind: 'step' },
    );
    expect(opened).toMatchObject({ kind: 'opened', scene: { format: 'mjcf' } });
    expect(prepared).toMatchObject({
      kind: 'prepared',
      floorHeight: 2.5,
      size: 1,
      timestep: 0.002,
    });
    expect(first).toMatchObject({ kind: 'frame', time: 0, contacts: [], isLate: false, badState: null });
    expect(first?.kind === 'frame' && first.poses[14]).toBe(5);
    expect(fallen?.kind === 'frame' && fallen.time).toBeCloseTo(0.1);
    expect(fallen?.kind === 'frame' && fallen.poses[14]).toBeLessThan(5);
    expect(again?.kind === 'frame' && again.time).toBeCloseTo(0.002);
  });

  it('takes no longer for a frame than there is time for', async () => {
    const { open, tell } = hostOf(cube, 5);
    await tell(open, { kind: 'prepare' });
    const [frame] = await tell({ kind: 'advance', seconds: 1 });
    expect(frame).toMatchObject({ kind: 'frame', isLate: true });
    // A long one takes no longer than a quarter of a second.
    expect(frame?.kind === 'frame' && frame.time).toBeCloseTo(0.1, 2);
    const [short] = await tell({ kind: 'reset', height: 0 }, { kind: 'advance', seconds: 0.01 });
    expect(short).toMatchObject({ isLate: true });
    expect(short?.kind === 'frame' && short.time).toBeCloseTo(0.004);
  });

  it('may take as long for a frame as it shows', async () => {
    const { open, tell } = hostOf(cube, 1.9);
    await tell(open, { kind: 'prepare' });
    const [frame] = await tell({ kind: 'advance', seconds: 0.1 });
    expect(frame).toMatchObject({ kind: 'frame', isLate: false });
  });

  it('pushes, holds, pulls, releases and shakes', async () => {
    const { open, tell } = hostOf(cube);
    await tell(open, { kind: 'prepare' }, { kind: 'reset', height: 1 });
    const [held] = await tell(
      { kind: 'hold', geom: 0, at: [0, 0, 4] },
      { kind: 'pull', to: [1, 0, 6] },
      { kind: 'advance', seconds: 1 },
    );
    expect(held?.kind === 'frame' && held.poses[12]).toBeGreaterThan(0.5);
    const [pushed] = await tell(
      { kind: 'release' },
      { kind: 'reset', height: 1 },
      { kind: 'push', geom: 0, at: [0, 0, 4], force: [0, 5000, 0], seconds: 0.1 },
      { kind: 'advance', seconds: 0.2 },
    );
    expect(pushed?.kind === 'frame' && pushed.poses[13]).toBeGreaterThan(0.05);
    const [shaken] = await tell(
      { kind: 'reset', height: 0 },
      { kind: 'shake' },
      { kind: 'advance', seconds: 0.1 },
    );
    expect(shaken?.kind === 'frame' && shaken.kineticEnergy).toBeGreaterThan(0.1);
  });

  it('says why nothing can fall', async () => {
    const { open, tell } = hostOf(still);
    expect(await tell(open, { kind: 'prepare' }, { kind: 'prepare' })).toMatchObject([
      { kind: 'opened' },
      { kind: 'not-applicable', reason: 'fixed' },
      { kind: 'not-applicable', reason: 'fixed' },
    ]);
  });

  it('says what went wrong, and answers what comes after', async () => {
    const { open, tell } = hostOf('<geom size="0"/>');
    expect(await tell({ kind: 'advance', seconds: 1 }, open, { kind: 'prepare' })).toMatchObject([
      { kind: 'failed', code: 'missing' },
      { kind: 'failed', code: 'refused' },
      { kind: 'failed', code: 'refused' },
    ]);
  });
});
