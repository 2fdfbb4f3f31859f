import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../limits.ts';
import { MujocoHost } from '../mjcf/host.ts';
import { maxStepMilliseconds, MujocoLink } from '../mjcf/link.ts';
import type { FromMujoco, ToMujoco } from '../mjcf/protocol.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import type { PokeReport, PokeState } from './state.ts';
import { Poke, weightOf, type Frame, type Ground } from './poke.ts';

const cube = '<body pos="0 0 3"><freejoint/><geom type="box" size=".5 .5 .5" mass="2"/></body>';
/** A tall thing that stands, with its centre of mass far up. */
const pole = '<body><freejoint/><geom type="box" size=".1 .1 1" pos="0 0 1" mass="2"/></body>';

/**
 * An asset with MuJoCo itself, on a clock that goes on with each picture.
 *
 * @param silent what is never answered
 */
async function pokeOf(content: string, { silent = null as ToMujoco['kind'] | null, option = '' } = {}) {
  const told: ToMujoco[] = [];
  const timers = new Set<{ milliseconds: number; call: () => void }>();
  let listener: (message: FromMujoco) => void = () => undefined;
  let pending = Promise.resolve();
  let isEnded = false;
  const host = new MujocoHost({ post: (given) => listener(given), mujoco: nodeMujoco, now: () => 0 });
  const link = new MujocoLink(
    {
      post: (message) => {
        told.push(message);
        if (message.kind !== silent) pending = host.handle(message);
      },
      onMessage: (heard) => (listener = heard),
      onEnd: () => undefined,
      end: () => (isEnded = true),
    },
    (milliseconds, call) => {
      const timer = { milliseconds, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  );
  const xml = `<mujoco>${option}<worldbody>${content}</worldbody></mujoco>`;
  const scene = await link.read('toy.xml', new MemoryFiles({ 'toy.xml': xml }), new AssetBudget());
  let now = 0;
  const due: (() => void)[] = [];
  const states: PokeState[] = [];
  const frames: Frame[] = [];
  const grounds: Ground[] = [];
  const poke = new Poke(scene, {
    mujoco: link,
    now: () => now,
    nextFrame: (call) => due.push(call),
    onGround: (ground) => grounds.push(ground),
    show: (frame) => frames.push(frame),
    post: (state) => states.push(state),
  });
  /** Waits until whatever was asked is answered and taken. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      await pending;
      await Promise.resolve();
    }
  };
  /** Draws so many pictures, each so many milliseconds after the last. */
  const draw = async (count: number, milliseconds = 20): Promise<void> => {
    for (let picture = 0; picture < count; picture += 1) {
      now += milliseconds;
      for (const call of due.splice(0)) call();
      await settled();
    }
  };
  const report = (): PokeReport => {
    const last = states.at(-1);
    if (last?.kind !== 'simulated') throw new Error(`It is ${last?.kind}.`);
    return last.report;
  };
  const height = (): number => frames.at(-1)?.poses[14] ?? NaN;
  return {
    ...{ poke, scene, states, frames, grounds, told, timers, due, settled, draw, report, height },
    isEnded: () => isEnded,
  };
}

describe('an asset that is poked', () => {
  it('is dropped from half its size, and comes to rest', async () => {
    const { draw, due, grounds, height, poke, report, states } = await pokeOf(cube);
    await poke.begin();
    expect(states[0]).toEqual({ kind: 'preparing' });
    expect(grounds).toEqual([{ floorHeight: 2.5, dropHeight: 0.5 }]);
    expect(report()).toMatchObject({ isRunning: true, motion: { kind: 'moving' }, time: 0 });
    await draw(1);
    expect(height()).toBeCloseTo(3.5, 1);
    await draw(99);
    const { contacts, force, motion, isRunning, isLate } = report();
    expect(motion).toMatchObject({ kind: 'resting', hasFallen: false });
    expect(motion.kind === 'resting' && motion.seconds).toBeGreaterThan(0.3);
    expect(motion.kind === 'resting' && motion.seconds).toBeLessThan(0.8);
    expect({ contacts, isRunning, isLate }).toEqual({ contacts: 4, isRunning: true, isLate: false });
    expect(force).toBeCloseTo(2 * 9.81, 0);
    // Nothing is stepped or drawn any more.
    expect(due).toEqual([]);
  });

  it('goes as fast as the clock, a quarter as fast, and a tenth as fast', async () => {
    const { draw, frames, poke } = await pokeOf(cube);
    await poke.begin();
    const passed = async (speed: number): Promise<number> => {
      poke.speed = speed;
      poke.drop();
      await draw(12, 17);
      return frames.at(-1)?.time ?? 0;
    };
    expect(await passed(1)).toBeCloseTo(0.204, 2);
    expect(await passed(0.25)).toBeCloseTo(0.051, 2);
    expect(await passed(0.1)).toBeCloseTo(0.0204, 2);
  });

  it('makes up for no more than a quarter of a second between two pictures', async () => {
    const { draw, frames, poke } = await pokeOf(cube);
    await poke.begin();
    await draw(1, 5_000);
    expect(frames.at(-1)?.time).toBeCloseTo(0.25, 2);
  });

  it('stands still while it is paused, goes on, and is stepped one by one', async () => {
    const { draw, frames, poke, report, settled, told } = await pokeOf(cube);
    await poke.begin();
    await draw(3);
    poke.run(false);
    const { time } = report();
    expect(report()).toMatchObject({ isRunning: false, motion: { kind: 'moving' } });
    await draw(5);
    expect(report().time).toBe(time);
    poke.step();
    await settled();
    expect(report().time).toBeCloseTo(time + 0.002);
    expect(told.at(-1)).toEqual({ kind: 'step' });
    poke.run(true);
    await draw(3);
    expect(frames.at(-1)?.time).toBeCloseTo(time + 0.062, 2);
  });

  it('is put back on the floor and waits there', async () => {
    const { draw, height, poke, report, settled } = await pokeOf(cube);
    await poke.begin();
    await draw(30);
    poke.reset();
    await settled();
    expect(height()).toBe(3);
    expect(report()).toMatchObject({ isRunning: false, motion: { kind: 'ready' }, time: 0 });
    poke.run(true);
    expect(report().motion.kind).toBe('moving');
  });

  it('shows nothing of what was before it was put back', async () => {
    const { draw, due, frames, poke, settled } = await pokeOf(cube);
    await poke.begin();
    await draw(30);
    const shown = frames.length;
    // A frame is on its way when it is dropped again.
    for (const call of due.splice(0)) call();
    poke.drop();
    await settled();
    expect(frames).toHaveLength(shown);
  });

  it('falls over when it is pushed far up, and not when it is left alone', async () => {
    const { draw, poke, report } = await pokeOf(pole);
    await poke.begin();
    await draw(150);
    expect(report().motion).toMatchObject({ kind: 'resting', hasFallen: false });
    poke.push(0, [0, 0, 2], [1, 0, 0]);
    expect(report().motion.kind).toBe('moving');
    await draw(300);
    expect(report().motion).toMatchObject({ kind: 'resting', hasFallen: true });
  });

  it('is held, pulled up and let go of', async () => {
    const { draw, height, poke, report } = await pokeOf(cube);
    await poke.begin();
    await draw(100);
    expect(poke.grab(0, [0, 0, 3.5])).toBe(true);
    expect(report()).toMatchObject({ isHeld: true, motion: { kind: 'moving' } });
    poke.pull([0, 0, 5]);
    await draw(100);
    expect(height()).toBeGreaterThan(4);
    // Whatever is held does not rest, however still it hangs.
    expect(report().motion).toEqual({ kind: 'moving', seconds: 0 });
    poke.release();
    await draw(100);
    expect(report()).toMatchObject({ isHeld: false, motion: { kind: 'resting' } });
    expect(height()).toBeCloseTo(3, 2);
  });

  it('is shaken, and rests only after that', async () => {
    const { draw, frames, poke, report } = await pokeOf(cube);
    await poke.begin();
    await draw(100);
    const before = report().time;
    frames.splice(0);
    poke.shake();
    await draw(49);
    expect(report()).toMatchObject({ motion: { kind: 'moving', seconds: 0 } });
    expect(frames.some(({ kineticEnergy }) => kineticEnergy > 0.1)).toBe(true);
    await draw(100);
    expect(report().motion.kind).toBe('resting');
    expect(report().time).toBeGreaterThan(before + 1.4);
  });

  it('does not hold or push what belongs to the world', async () => {
    const { poke, told } = await pokeOf(`${cube}<geom size=".1"/>`);
    await poke.begin();
    const world = 0;
    expect(poke.isMovable(world)).toBe(false);
    expect(poke.grab(world, [0, 0, 0])).toBe(false);
    poke.push(world, [0, 0, 0], [1, 0, 0]);
    expect(told.filter(({ kind }) => kind === 'hold' || kind === 'push')).toEqual([]);
  });

  it('stops where the numbers are no longer sound, says so, and can be dropped again', async () => {
    const { draw, poke, report } = await pokeOf(cube, { option: '<option timestep=".05"/>' });
    await poke.begin();
    poke.push(0, [0, 0, 3], [1e14, 0, 0]);
    await draw(10, 100);
    expect(report()).toMatchObject({ isRunning: false });
    expect(report().trouble).toMatch(/unstable|Nan|huge/i);
    poke.run(true);
    expect(report().isRunning).toBe(false);
    poke.drop();
    await draw(1);
    expect(report()).toMatchObject({ isRunning: true, trouble: null });
  });

  it('says why nothing falls', async () => {
    const { grounds, poke, states } = await pokeOf('<body><geom size=".1"/></body>');
    await poke.begin();
    expect(states.at(-1)).toEqual({ kind: 'not-applicable', reason: 'fixed' });
    poke.drop();
    poke.run(true);
    poke.step();
    poke.shake();
    expect(poke.grab(0, [0, 0, 0])).toBe(false);
    expect([states.length, grounds]).toEqual([2, []]);
  });

  it('says that MuJoCo was ended as it gave no answer', async () => {
    const { isEnded, poke, settled, states, timers } = await pokeOf(cube, { silent: 'advance' });
    void poke.begin();
    await settled();
    expect(isEnded()).toBe(false);
    expect([...timers].map(({ milliseconds }) => milliseconds)).toEqual([maxStepMilliseconds]);
    for (const { call } of timers) call();
    await settled();
    expect(isEnded()).toBe(true);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', problem: 'too-long' });
  });

  it('says nothing more once it is over, and lets go', async () => {
    const { draw, poke, settled, states, told } = await pokeOf(cube);
    await poke.begin();
    await draw(3);
    poke.grab(0, [0, 0, 3]);
    poke.end();
    const said = states.length;
    await draw(10);
    await settled();
    expect(states).toHaveLength(said);
    expect(told.at(-1)).toEqual({ kind: 'release' });
  });

  it('knows what it weighs', async () => {
    expect(weightOf((await pokeOf(cube)).scene)).toBeCloseTo(19.62);
  });
});
