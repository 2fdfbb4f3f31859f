import { describe, expect, it, vi } from 'vitest';
import type { AssetPart } from '../../../shared/assets.ts';
import { FakeBridge } from '../../testing/fake-bridge.ts';
import { success } from '../../../shared/errors.ts';
import { AssetState, lateAfterMs } from '../asset-state.svelte.ts';
import type { Pose } from '../camera.ts';
import { totalsOf } from '../measures.ts';
import { summaryOf } from '../summary.ts';
import { FakePort } from '../testing/fake-port.ts';
import { scene, shape } from '../testing/scenes.ts';
import { rolesOf } from '../layers.ts';
import { ViewerChoices } from '../viewer-choices.svelte.ts';
import { CompareState, type CompareSide } from './compare-state.svelte.ts';

vi.useFakeTimers();

const sideOf = (part: AssetPart): CompareSide => ({
  part,
  label: part,
  source: { kind: 'job', id: 'job-1', part },
  bytes: null,
});
const pose = (azimuth: number): Pose => ({ target: [0, 0, 0], azimuth, elevation: 0, distance: 3 });

/** Assets that are compared, each shown as soon as `show` is called; a cube as large as is said, in metres. */
function compared(parts: readonly AssetPart[]) {
  const compare = new CompareState(parts.map(sideOf));
  const ports = new Map<AssetPart, FakePort>();
  const show = async (part: AssetPart, metres = 1): Promise<FakePort> => {
    const fake = new FakeBridge();
    const port = new FakePort();
    const deps = { bridge: fake.bridge, takeViewer: () => port, choices: new ViewerChoices() };
    const asset = new AssetState(sideOf(part).source, true, deps);
    compare.add(part, asset);
    asset.begin({} as OffscreenCanvas, {
      size: { width: 1, height: 1, ratio: 1 },
      theme: { isDark: false, line: '#000', text: '#000', accent: '#000' },
      isStill: true,
    });
    const opened = {
      kind: 'opened',
      token: 't',
      roots: ['a'],
      files: [],
      isCut: false,
      from: 'fetched',
    } as const;
    await fake.answer('openAsset', success({ ...opened, roots: ['a'], files: [] }));
    const cube = scene({ shapes: [shape()], metersPerUnit: { value: metres, isAuthored: true } });
    const roles = rolesOf(cube);
    port.answer({ kind: 'ready', summary: summaryOf(cube, roles, totalsOf(cube, roles, 10)) });
    ports.set(part, port);
    return port;
  };
  return { compare, show };
}

const draw = (port: FakePort, at: Pose): void =>
  port.answer({
    kind: 'drawn',
    picture: {
      change: port.of('change').at(-1)?.id ?? 0,
      ...{ objects: 1, colliders: 0, centersOfMass: 0, inertias: 0, joints: 0, triangles: 12, ruler: [] },
      pose: at,
    },
  });

describe('what is compared', () => {
  it('is the first and the last one over one another, or all side by side', () => {
    const { compare } = compared(['input', 'preprocessed', 'result-usd']);
    const shown = (): AssetPart[] => compare.shown.map(({ part }) => part);
    expect(shown()).toEqual(['input', 'result-usd']);
    expect(compare.befores.map(({ part }) => part)).toEqual(['input', 'preprocessed']);
    compare.before = 'preprocessed';
    expect(shown()).toEqual(['preprocessed', 'result-usd']);
    compare.layout = 'aside';
    expect(shown()).toEqual(['input', 'preprocessed', 'result-usd']);
  });

  it('lies over one another only once both are drawn', async () => {
    const { compare, show } = compared(['input', 'result-usd']);
    await show('result-usd');
    expect(compare.isSplit).toBe(false);
    await show('input');
    expect(compare.isSplit).toBe(true);
    compare.layout = 'aside';
    expect(compare.isSplit).toBe(false);
  });

  it('has one camera, the last one’s, which the others follow', async () => {
    const { compare, show } = compared(['input', 'preprocessed', 'result-usd']);
    compare.layout = 'aside';
    const [input, preprocessed, result] = [
      await show('input'),
      await show('preprocessed'),
      await show('result-usd'),
    ];
    compare.move({ kind: 'orbit', dx: 1, dy: 0 });
    expect(result.of('orbit')).toHaveLength(1);
    expect([...input.of('orbit'), ...preprocessed.of('orbit')]).toEqual([]);
    draw(result, pose(1));
    compare.follow();
    for (const port of [input, preprocessed])
      expect(port.of('pose')).toEqual([{ kind: 'pose', pose: pose(1) }]);
    expect(result.of('pose')).toEqual([]);
    // What a follower draws moves nobody, and nobody is told twice.
    draw(input, pose(2));
    compare.follow();
    for (const port of [input, preprocessed]) expect(port.of('pose')).toHaveLength(1);
    draw(result, pose(3));
    compare.follow();
    expect(input.of('pose').at(-1)).toEqual({ kind: 'pose', pose: pose(3) });
  });

  it('is moved by the first one while there is no other', async () => {
    const { compare, show } = compared(['input', 'result-usd']);
    compare.move({ kind: 'fit' });
    expect(compare.leader).toBeNull();
    const input = await show('input');
    compare.move({ kind: 'fit' });
    expect(compare.leader).toBe('input');
    expect(input.of('fit')).toHaveLength(1);
  });

  it('is matched in size where one is far larger, or the person says so', async () => {
    const { compare, show } = compared(['input', 'result-usd']);
    const input = await show('input', 1.5);
    expect([compare.ratio, compare.canMatch, compare.isMatched]).toEqual([null, false, false]);
    const result = await show('result-usd', 1);
    expect([compare.ratio, compare.canMatch, compare.isMatched]).toEqual([1 / 1.5, true, false]);
    compare.match();
    expect(input.of('match')).toEqual([{ kind: 'match', bounds: null }]);
    compare.isMatched = true;
    compare.match();
    // Z is up in the file: its depth is to the back.
    expect(input.of('match').at(-1)?.bounds).toEqual({ min: [0, 0, -1], max: [1, 1, -0] });
    expect(result.of('match').at(-1)?.bounds).toBeNull();
  });

  it.each([
    [0.4, true],
    [2.1, true],
    [1.9, false],
    [0.6, false],
  ])('of %f times the size is matched by itself: %s', async (metres, isMatched) => {
    const { compare, show } = compared(['input', 'result-usd']);
    await show('input', metres);
    await show('result-usd', 1);
    expect(compare.isMatched).toBe(isMatched);
    compare.isMatched = !isMatched;
    expect(compare.isMatched).toBe(!isMatched);
  });

  it('is waited for while any that is shown takes long to be drawn', async () => {
    const { compare, show } = compared(['input', 'preprocessed', 'result-usd']);
    const [input, preprocessed, result] = [
      await show('input'),
      await show('preprocessed'),
      await show('result-usd'),
    ];
    draw(result, pose(1));
    vi.advanceTimersByTime(lateAfterMs);
    expect(compare.isLate).toBe(true);
    draw(input, pose(1));
    // The one that is still to be drawn has no place.
    expect(compare.isLate).toBe(false);
    compare.layout = 'aside';
    expect(compare.isLate).toBe(true);
    draw(preprocessed, pose(1));
    expect(compare.isLate).toBe(false);
  });

  it('needs no matching where sizes are the same but for rounding', async () => {
    const { compare, show } = compared(['input', 'result-usd']);
    await show('input', 1.005);
    await show('result-usd', 1);
    expect(compare.canMatch).toBe(false);
  });
});

describe('the splitter', () => {
  it.each([
    ['ArrowLeft', 48],
    ['ArrowRight', 52],
    ['PageUp', 60],
    ['PageDown', 40],
    ['Home', 0],
    ['End', 100],
  ])('is moved by %s', (key, percent) => {
    const { compare } = compared(['input', 'result-usd']);
    expect(compare.moveSplit(key)).toBe(true);
    expect(compare.split).toBe(percent);
  });

  it('leaves other keys alone, and stays in the picture', () => {
    const { compare } = compared(['input', 'result-usd']);
    expect(compare.moveSplit('f')).toBe(false);
    compare.split = 170;
    expect(compare.split).toBe(100);
    compare.split = -3;
    expect(compare.split).toBe(0);
  });
});
