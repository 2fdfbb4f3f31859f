import type { MainModule } from '@mujoco/mujoco';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mjcfFiles } from '../../simulator/results/package-files.ts';
import { modelFor } from '../../simulator/shapes/catalogue.ts';
import { AssetBudget } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { gatherFiles } from './gather-files.ts';
import { groundDrop, groundStability, testRest } from './rest-tests.ts';
import { Simulation } from './simulation.ts';

let mujoco: MainModule;
beforeAll(async () => {
  mujoco = await nodeMujoco();
});

const openAll = async (files: Record<string, string | Uint8Array>, file: string) =>
  Simulation.open(await gatherFiles(file, new MemoryFiles(files), new AssetBudget()), mujoco);

/** A simulation of a world with these elements. */
async function simulate(content: string, before = ''): Promise<Simulation> {
  const files = { 'toy.xml': `<mujoco>${before}<worldbody>${content}</worldbody></mujoco>` };
  const simulation = await openAll(files, 'toy.xml');
  if (!(simulation instanceof Simulation)) throw new Error(simulation);
  onTestFinished(() => simulation.delete());
  return simulation;
}

const cube = '<body name="cube" pos="0 0 3"><freejoint/><geom type="box" size=".5 .5 .5" mass="2"/></body>';
const seconds = (simulation: Simulation, time: number): void =>
  simulation.step(Math.round(time / simulation.timestep));
const places = (simulation: Simulation): number[][] => {
  const poses = new Float32Array(16 * simulation.geomCount);
  simulation.poses(poses);
  return Array.from({ length: simulation.geomCount }, (_none, at) => [
    ...poses.slice(16 * at + 12, 16 * at + 15),
  ]);
};
const near = (numbers: number[]): unknown[] => numbers.map((one) => expect.closeTo(one, 2) as unknown);

describe('a simulation', () => {
  it('begins as the file has it, with a floor below', async () => {
    const simulation = await simulate(cube);
    expect(simulation.geomCount).toBe(1);
    expect(simulation.floorHeight).toBeCloseTo(2.5);
    expect(places(simulation)[0]).toEqual(near([0, 0, 3]));
  });

  it('lets fall from a height, and lie on the floor', async () => {
    const simulation = await simulate(cube);
    simulation.reset(1);
    expect(places(simulation)[0]).toEqual(near([0, 0, 4]));
    expect(simulation.contacts()).toEqual([]);
    seconds(simulation, 0.2);
    expect(places(simulation)[0]?.[2]).toBeCloseTo(4 - (9.81 * 0.2 ** 2) / 2, 1);
    expect(simulation.kineticEnergy()).toBeCloseTo((2 * (9.81 * 0.2) ** 2) / 2, 1);
    seconds(simulation, 3);
    expect(places(simulation)[0]).toEqual(near([0, 0, 3]));
    const contacts = simulation.contacts();
    expect(contacts).toHaveLength(4);
    expect(contacts.map(({ geoms }) => geoms)).toEqual(Array(4).fill([null, 0]));
    expect(contacts.reduce((sum, { force }) => sum + force[2], 0)).toBeCloseTo(2 * 9.81, 1);
    expect(contacts.every(({ at }) => Math.abs(at[2] - 2.5) < 0.01)).toBe(true);
  });

  it('begins anew', async () => {
    const simulation = await simulate(cube);
    simulation.reset(1);
    seconds(simulation, 1);
    simulation.reset(0.5);
    expect(simulation.time).toBe(0);
    expect(places(simulation)[0]).toEqual(near([0, 0, 3.5]));
    expect(simulation.kineticEnergy()).toBe(0);
  });

  it('pushes at a place, for as long as it is told', async () => {
    const simulation = await simulate(cube);
    simulation.gravity = [0, 0, 0];
    simulation.reset(5);
    simulation.push(0, [0, 0, 8], [4, 0, 0], 0.5);
    seconds(simulation, 1);
    // 4 N for 0.5 s move 2 kg at 1 m/s, without a turn: 0.25 m while pushed, 0.5 m after.
    expect(places(simulation)[0]).toEqual(near([0.75, 0, 8]));
    simulation.reset(5);
    simulation.push(0, [0.5, 0, 8], [0, 4, 0], 0.5);
    seconds(simulation, 1);
    const poses = new Float32Array(16);
    simulation.poses(poses);
    expect(poses[13]).toBeCloseTo(0.75, 1);
    expect(poses[1]).toBeGreaterThan(0.5);
  });

  it('holds a place and pulls it to another, until it is released', async () => {
    const simulation = await simulate(cube);
    simulation.hold(0, [0, 0, 3.5]);
    simulation.pullTo([2, 0, 5.5]);
    seconds(simulation, 3);
    const [x = 0, , z = 0] = places(simulation)[0] ?? [];
    expect(x).toBeGreaterThan(1);
    // It hangs below what holds it: half a metre and what its weight stretches.
    expect(z).toBeGreaterThan(4.5);
    simulation.release();
    seconds(simulation, 3);
    expect(places(simulation)[0]?.[2]).toBeCloseTo(3, 1);
  });

  it('shakes what stands on the floor, for a while', async () => {
    const simulation = await simulate(cube);
    seconds(simulation, 1);
    simulation.shake();
    seconds(simulation, 0.2);
    expect(simulation.kineticEnergy()).toBeGreaterThan(0.001);
    seconds(simulation, 5);
    expect(simulation.kineticEnergy()).toBeLessThan(1e-6);
  });

  it('has the floor of the file where it has one', async () => {
    const simulation = await simulate(`<geom type="plane" size="1 1 1" pos="0 0 1"/>${cube}`);
    expect(simulation.floorHeight).toBe(1);
    simulation.reset(0.5);
    expect(places(simulation)[1]).toEqual(near([0, 0, 2]));
    seconds(simulation, 3);
    expect(simulation.contacts().map(({ geoms }) => geoms)).toEqual(Array(4).fill([0, 1]));
  });

  it('falls onto the floor whatever bits its geoms collide by', async () => {
    const odd = cube.replace('mass', 'contype="0" conaffinity="64" mass');
    const simulation = await simulate(odd);
    seconds(simulation, 2);
    expect(places(simulation)[0]).toEqual(near([0, 0, 3]));
  });

  it('names no more contacts than anybody looks at', async () => {
    const boxes =
      '<replicate count="130" offset="1 0 0"><body><freejoint/><geom type="box" size=".1 .1 .1"/></body></replicate>';
    const simulation = await simulate(boxes, '<option iterations="1"/>');
    simulation.step(1);
    expect(simulation.contacts()).toHaveLength(500);
  });

  it('says when its numbers are no longer sound, and stops', async () => {
    const simulation = await simulate(cube, '<option timestep="0.01"/>');
    simulation.push(0, [0, 0, 3], [1e30, 0, 0], 10);
    simulation.step(500);
    expect(simulation.badState?.kind).toMatch(/^BADQ/);
    const { time } = simulation;
    simulation.push(0, [0, 0, 3], [0, 0, 0], 0);
    simulation.step(10);
    expect(simulation.time).toBe(time);
    expect(simulation.badState?.text).toMatch(/Nan, Inf or huge value/i);
    simulation.reset(0);
    expect(simulation.badState).toBeNull();
    seconds(simulation, 1);
    expect(simulation.badState).toBeNull();
  });

  it.each([
    ['no-body', '<geom size=".1"/>'],
    ['fixed', '<body><geom size=".1"/></body>'],
    ['jointed', '<body><joint type="hinge"/><geom size=".1"/></body>'],
  ])('is not applicable to what cannot fall: %s', async (reason, content) => {
    const files = { 'toy.xml': `<mujoco><worldbody>${content}</worldbody></mujoco>` };
    expect(await openAll(files, 'toy.xml')).toBe(reason);
  });

  it('refuses what MuJoCo does', async () => {
    await expect(simulate('<body><geom size="0"/></body>')).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('the tests of SimReady', () => {
  it('find that what stands on its own comes to rest', async () => {
    const simulation = await simulate(cube);
    const drop = testRest(simulation, groundDrop);
    expect(drop.kind).toBe('at-rest');
    expect(testRest(simulation, groundStability)).toMatchObject({ kind: 'at-rest' });
  });

  it('find that what the service makes comes to rest', async () => {
    const model = modelFor('crate');
    const simulation = await openAll(Object.fromEntries(mjcfFiles(model, 'crate')), 'mjcf/crate/crate.xml');
    if (!(simulation instanceof Simulation)) throw new Error(simulation);
    onTestFinished(() => simulation.delete());
    expect(testRest(simulation, groundDrop).kind).toBe('at-rest');
  });

  it('find that what bounces goes on moving', async () => {
    const ball = '<body><freejoint/><geom size=".5" solref="-5000 0" priority="1"/></body>';
    const result = testRest(await simulate(ball), groundStability);
    expect(result.kind).toBe('moving');
    expect(result.kind === 'moving' && result.meters).toBeGreaterThan(0.01);
  });

  it('find that what collides with nothing goes through the floor', async () => {
    const ghost = cube.replace('mass', 'contype="0" conaffinity="0" mass');
    expect((await simulate(ghost).then((one) => testRest(one, groundDrop))).kind).toBe('sinking');
  });

  it('find that what nothing pulls down never touches', async () => {
    const kite = cube.replace('name="cube"', 'name="kite" gravcomp="1"');
    expect(testRest(await simulate(kite), groundDrop)).toEqual({ kind: 'no-touch' });
  });

  it('drop from eight times the height, and from a tenth of the size of what is small', () => {
    expect(groundDrop.dropHeight(0.25, 1)).toBe(2);
    expect(groundStability.dropHeight(0.25, 0.5)).toBeCloseTo(0.05);
    expect(groundStability.dropHeight(0.25, 5)).toBeCloseTo(0.1);
  });
});
