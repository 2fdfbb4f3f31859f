import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { MujocoHost } from './host.ts';
import { maxMilliseconds, maxStepMilliseconds, MujocoLink } from './link.ts';
import type { FromMujoco, ToMujoco } from './protocol.ts';

const cube = '<mujoco><worldbody><body><freejoint/><geom size=".1"/></body></worldbody></mujoco>';

/** A link to someone who does as `answer` says; null never answers. */
function linkTo(answer: ((message: ToMujoco, post: (given: FromMujoco) => void) => void) | null) {
  const posted: ToMujoco[] = [];
  const timers = new Set<{ milliseconds: number; call: () => void }>();
  let isEnded = false;
  let listener: (message: FromMujoco) => void = () => undefined;
  let endsWith: (reason: string) => void = () => undefined;
  const link = new MujocoLink(
    {
      post: (message) => {
        posted.push(message);
        answer?.(message, (given) => listener(given));
      },
      onMessage: (heard) => (listener = heard),
      onEnd: (heard) => (endsWith = heard),
      end: () => (isEnded = true),
    },
    (milliseconds, call) => {
      const timer = { milliseconds, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  );
  return { link, posted, timers, isEnded: () => isEnded, endsWith: (reason: string) => endsWith(reason) };
}

/** Someone who really runs MuJoCo, and hears messages as another thread does: as copies. */
function linkToHost() {
  let host: MujocoHost | undefined;
  return linkTo((message, post) => {
    host ??= new MujocoHost({
      post: (given, transfer) => post(structuredClone(given, { transfer: transfer as ArrayBuffer[] })),
      mujoco: nodeMujoco,
      now: () => 0,
    });
    void host.handle(structuredClone(message));
  });
}

describe('a link to whoever runs MuJoCo', () => {
  it('reads a file with what it names, and steps it', async () => {
    const { link, timers } = linkToHost();
    const files = new MemoryFiles({
      'a/toy.xml': cube.replace('mujoco>', 'mujoco><include file="b.xml"/>'),
      'a/b.xml': '<mujoco><option timestep=".01"/></mujoco>',
    });
    const scene = await link.read('a/toy.xml', files, new AssetBudget());
    expect(scene).toMatchObject({ format: 'mjcf', file: 'a/toy.xml' });
    expect(scene.geometries[0]?.positions.length).toBeGreaterThan(0);
    expect(await link.ask({ kind: 'prepare' })).toMatchObject({ kind: 'prepared', timestep: 0.01 });
    link.tell({ kind: 'reset', height: 1 });
    const frame = await link.ask({ kind: 'advance', seconds: 0.1 });
    expect(frame.kind === 'frame' && frame.time).toBeCloseTo(0.1);
    expect(timers.size).toBe(0);
  });

  it('says what MuJoCo refuses, and goes on', async () => {
    const { link } = linkToHost();
    const files = new MemoryFiles({ 'bad.xml': cube.replace('.1', '0'), 'good.xml': cube });
    await expect(link.read('bad.xml', files, new AssetBudget())).rejects.toMatchObject({ code: 'refused' });
    expect((await link.read('good.xml', files, new AssetBudget())).shapes).toHaveLength(1);
  });

  it('ends who does not answer in time, and all that wait for them', async () => {
    const { isEnded, link, timers } = linkTo(null);
    const first = link.ask({ kind: 'prepare' });
    const second = link.ask({ kind: 'step' });
    expect([...timers].map(({ milliseconds }) => milliseconds)).toEqual([
      maxMilliseconds,
      maxStepMilliseconds,
    ]);
    expect(isEnded()).toBe(false);
    [...timers][0]?.call();
    await expect(first).rejects.toMatchObject({ code: 'too-long' });
    await expect(second).rejects.toMatchObject({ code: 'too-long' });
    expect(isEnded()).toBe(true);
    expect(timers.size).toBe(0);
    await expect(link.ask({ kind: 'step' })).rejects.toMatchObject({ code: 'too-long' });
  });

  it('notices who ended by themselves', async () => {
    const { endsWith, link } = linkTo(null);
    const asked = link.ask({ kind: 'prepare' });
    endsWith('out of memory');
    await expect(asked).rejects.toMatchObject({ code: 'too-large', message: 'MuJoCo: out of memory' });
  });

  it('ends whoever runs it, and tells them nothing more', async () => {
    const { isEnded, link, posted } = linkTo(null);
    link.close();
    link.tell({ kind: 'shake' });
    await expect(link.ask({ kind: 'step' })).rejects.toMatchObject({ code: 'missing' });
    expect([isEnded(), posted]).toEqual([true, []]);
  });
});
