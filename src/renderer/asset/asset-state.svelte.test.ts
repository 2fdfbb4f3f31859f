import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AssetSource, ServedAsset } from '../../shared/assets.ts';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { AssetState, lateAfterMs, type Stage } from './asset-state.svelte.ts';
import { FakePort } from './testing/fake-port.ts';
import { scene } from './testing/scenes.ts';
import { summaryOf } from './summary.ts';
import { totalsOf } from './measures.ts';
import { ViewerChoices } from './viewer-choices.svelte.ts';
import type { AssetSummary, Picture } from './workers/protocol.ts';

const source: AssetSource = { kind: 'job', id: 'job-1', part: 'result-usd' };
const served: ServedAsset = {
  kind: 'opened',
  token: 'abc',
  roots: ['usd/toy.usd', 'usd/other.usd'],
  files: [{ path: 'usd/toy.usd', bytes: 10 }],
  isCut: false,
  from: 'downloaded',
};
const stage: Stage = {
  size: { width: 400, height: 300, ratio: 1 },
  theme: { isDark: false, line: '#808080', text: '#000000', accent: '#0000ff' },
  isStill: true,
};
const empty = scene();
const summary: AssetSummary = summaryOf(empty, [], totalsOf(empty, [], 10));
const picture: Picture = {
  change: 1,
  objects: 1,
  colliders: 0,
  centersOfMass: 0,
  inertias: 0,
  joints: 0,
  triangles: 12,
  pose: { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 1 },
  ruler: [],
};

function opened({ isHere = true } = {}) {
  const fake = new FakeBridge();
  const ports: FakePort[] = [];
  const asset = new AssetState(source, isHere, {
    bridge: fake.bridge,
    takeViewer: () => {
      const port = new FakePort();
      ports.push(port);
      return port;
    },
    choices: new ViewerChoices(),
  });
  const begin = () => asset.begin({} as OffscreenCanvas, stage);
  return { fake, ports, asset, begin };
}

async function shown() {
  const all = opened();
  const end = all.begin();
  await all.fake.answer('openAsset', success(served));
  const [port] = all.ports;
  if (port === undefined) throw new Error('No worker was started.');
  port.answer({ kind: 'ready', summary });
  return { ...all, port, end };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an asset that is here', () => {
  it('is read and drawn as soon as there is a canvas', async () => {
    const { fake, ports, asset, begin } = opened();
    expect(asset.isDrawn).toBe(true);
    expect(ports).toHaveLength(0);
    begin();
    expect(fake.asked('openAsset')).toEqual([{ source, evenIfLarge: false }]);
    expect(ports[0]?.told.map(({ kind }) => kind)).toEqual(['start', 'layers', 'surfaces', 'change']);
    await fake.answer('openAsset', success(served));
    expect(ports[0]?.of('load')).toEqual([
      { kind: 'load', asset: { token: 'abc', file: 'usd/toy.usd', files: served.files } },
    ]);
    ports[0]?.answer({ kind: 'progress', step: 'reading', bytes: 5 });
    expect(asset.phase).toMatchObject({ kind: 'loading', step: 'reading', bytes: 5 });
    ports[0]?.answer({ kind: 'ready', summary });
    expect(asset.phase).toMatchObject({ kind: 'shown', from: 'downloaded' });
    ports[0]?.answer({ kind: 'drawn', picture });
    expect(asset.picture).toBe(picture);
  });

  it('gives its files back when they are read', async () => {
    const { fake } = await shown();
    expect(fake.asked('releaseAsset')).toEqual([{ token: 'abc' }]);
  });
});

describe('an asset of several files', () => {
  it('shows the main one first, then the one that the person chooses', async () => {
    const { asset, fake, begin, ports, end } = await shown();
    expect(asset.phase).toMatchObject({ file: 'usd/toy.usd', roots: served.roots });
    asset.choose('usd/other.usd');
    end();
    begin();
    await fake.answer('openAsset', success(served));
    expect(ports[1]?.of('load')[0]?.asset.file).toBe('usd/other.usd');
    ports[1]?.answer({ kind: 'ready', summary });
    expect(asset.phase).toMatchObject({ kind: 'shown', file: 'usd/other.usd' });
  });

  it('shows the main one where the chosen one is gone', async () => {
    const { asset, fake, begin, ports, end } = await shown();
    asset.choose('usd/gone.usd');
    end();
    begin();
    await fake.answer('openAsset', success(served));
    expect(ports[1]?.of('load')[0]?.asset.file).toBe('usd/toy.usd');
  });
});

describe('an asset that is not here', () => {
  it('waits until the person asks for it', () => {
    const { asset } = opened({ isHere: false });
    expect(asset.phase).toEqual({ kind: 'offered' });
    expect(asset.isDrawn).toBe(false);
    asset.load();
    expect(asset.isDrawn).toBe(true);
  });

  it('says how much of it has come', () => {
    const { fake, asset, begin } = opened();
    begin();
    fake.push('assetProgress', { source, receivedBytes: 10, totalBytes: 84 });
    expect(asset.phase).toMatchObject({ step: 'fetching', bytes: 10, totalBytes: 84 });
    fake.push('assetProgress', { source: { ...source, id: 'job-2' }, receivedBytes: 80, totalBytes: 84 });
    expect(asset.phase).toMatchObject({ bytes: 10 });
  });

  it('asks before it fetches a large one, and fetches it then', async () => {
    const { fake, asset, begin } = opened();
    const end = begin();
    await fake.answer('openAsset', success({ kind: 'large', bytes: 2e9, maxBytes: 5e8 }));
    expect(asset.phase).toEqual({ kind: 'large', bytes: 2e9, maxBytes: 5e8 });
    expect(asset.isDrawn).toBe(false);
    end();
    asset.load({ evenIfLarge: true });
    begin();
    expect(fake.asked('openAsset').at(-1)).toEqual({ source, evenIfLarge: true });
  });
});

describe('an asset that is not shown', () => {
  it('says why main could not have it, and is tried again with another canvas', async () => {
    const { fake, asset, begin } = opened();
    begin()();
    const { attempt } = asset;
    begin();
    await fake.answer('openAsset', failed('offline'));
    await fake.answer('openAsset', failed('offline'));
    expect(asset.phase).toMatchObject({ kind: 'failed', failure: { code: 'offline' } });
    asset.load();
    expect(asset.phase.kind).toBe('loading');
    expect(asset.attempt).toBe(attempt + 1);
  });

  it('says what is wrong with it, and holds no files', async () => {
    const { fake, asset, ports, begin } = opened();
    begin();
    await fake.answer('openAsset', success(served));
    ports[0]?.answer({ kind: 'problem', problem: 'damaged', detail: 'ends at byte 7' });
    expect(asset.phase).toEqual({ kind: 'problem', problem: 'damaged', detail: 'ends at byte 7' });
    expect(fake.asked('releaseAsset')).toEqual([{ token: 'abc' }]);
  });

  it('is drawn anew once where the system took the graphics, and says so the second time', async () => {
    const { asset, port, begin, ports, end } = await shown();
    const { attempt } = asset;
    port.answer({ kind: 'problem', problem: 'graphics-lost', detail: '' });
    expect(asset.phase.kind).toBe('loading');
    expect(asset.attempt).toBe(attempt + 1);
    end();
    begin();
    ports[1]?.answer({ kind: 'problem', problem: 'graphics-lost', detail: '' });
    expect(asset.phase).toMatchObject({ kind: 'problem', problem: 'graphics-lost' });
  });
});

describe('an asset that is left', () => {
  it('gives back what draws it, and breaks off what fetches it', () => {
    const { fake, ports, begin } = opened();
    begin()();
    expect(fake.asked('cancelAsset')).toEqual([{ source }]);
    expect(ports[0]?.released).toEqual({ isSound: true });
  });

  it('hears no more of what is fetched, nor of what comes of it', async () => {
    const { fake, asset, begin } = opened();
    begin()();
    fake.push('assetProgress', { source, receivedBytes: 10, totalBytes: 84 });
    await fake.answer('openAsset', failed('offline'));
    expect(asset.phase).toMatchObject({ kind: 'loading', bytes: 0 });
  });

  it('breaks nothing off that is here already', async () => {
    const { fake, end } = await shown();
    end();
    expect(fake.asked('cancelAsset')).toEqual([]);
  });

  it('gives back files that come after that', async () => {
    const { fake, asset, begin } = opened();
    begin()();
    await fake.answer('openAsset', success(served));
    expect(fake.asked('releaseAsset')).toEqual([{ token: 'abc' }]);
    expect(asset.phase).toMatchObject({ kind: 'loading', step: 'fetching' });
  });
});

describe('measuring', () => {
  it('puts the ends of the ruler where the object is, and forgets answers that come too late', async () => {
    const { asset, port } = await shown();
    asset.toggleRuler();
    asset.measure({ x: 0.5, y: 0.5 });
    asset.measure({ x: 0.6, y: 0.5 });
    expect(port.of('pick').map(({ id }) => id)).toEqual([1, 2]);
    port.answer({ kind: 'picked', id: 1, point: [9, 9, 9] });
    expect(asset.ruler.points).toEqual([]);
    port.answer({ kind: 'picked', id: 2, point: [1, 0, 0] });
    expect(port.of('ruler').at(-1)?.points).toEqual([[1, 0, 0]]);
    asset.toggleRuler();
    expect(port.of('ruler').at(-1)?.points).toEqual([]);
    port.answer({ kind: 'picked', id: 2, point: [1, 0, 0] });
    expect(asset.ruler.points).toEqual([]);
  });

  it('begins anew when another axis is up: the points have moved', async () => {
    const { asset, port } = await shown();
    asset.toggleRuler();
    asset.measure({ x: 0.5, y: 0.5 });
    port.answer({ kind: 'picked', id: 1, point: [1, 0, 0] });
    asset.turnUp('Y');
    expect(asset.ruler.points).toEqual([]);
    expect(asset.upAxis).toBe('Y');
    expect(port.of('up-axis')).toHaveLength(1);
  });

  it('begins anew with another file: the points were on the one before', async () => {
    const { asset, port } = await shown();
    asset.toggleRuler();
    asset.measure({ x: 0.5, y: 0.5 });
    port.answer({ kind: 'picked', id: 1, point: [1, 0, 0] });
    asset.choose('other.usda');
    expect(asset.ruler.points).toEqual([]);
    expect(asset.ruler.isOn).toBe(true);
  });
});

describe('a person who waits for a picture', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** An asset that has been drawn; `change` asks for another picture, and `draw` draws what one of them asked for. */
  async function drawn() {
    const { asset, port } = await shown();
    const last = (): number => port.of('change').at(-1)?.id ?? 0;
    const draw = (change: number): void => port.answer({ kind: 'drawn', picture: { ...picture, change } });
    const change = (): number => (asset.showChoices(), last());
    draw(last());
    return { asset, port, change, draw };
  }

  it('is told so after a while, until the picture shows all that was asked for', async () => {
    const { asset, change, draw } = await drawn();
    const first = change();
    vi.advanceTimersByTime(lateAfterMs - 1);
    expect(asset.isLate).toBe(false);
    vi.advanceTimersByTime(1);
    expect(asset.isLate).toBe(true);
    const last = change();
    expect(asset.isLate).toBe(true);
    vi.advanceTimersByTime(lateAfterMs);
    draw(first);
    expect(asset.isLate).toBe(true);
    draw(last);
    expect(asset.isLate).toBe(false);
    vi.advanceTimersByTime(2 * lateAfterMs);
    expect(asset.isLate).toBe(false);
  });

  it('is not told so while changes follow one another quickly, and each picture comes soon', async () => {
    const { asset, change, draw } = await drawn();
    for (let last = change(); last < 20;) {
      vi.advanceTimersByTime(100);
      const next = change();
      draw(last);
      expect(asset.isLate).toBe(false);
      last = next;
    }
  });

  it('is not told so for the one before the last change', async () => {
    const { asset, change, draw } = await drawn();
    change();
    vi.advanceTimersByTime(lateAfterMs - 1);
    const last = change();
    vi.advanceTimersByTime(lateAfterMs - 1);
    expect(asset.isLate).toBe(false);
    draw(last);
    vi.advanceTimersByTime(lateAfterMs);
    expect(asset.isLate).toBe(false);
  });

  it('is told so no longer once pictures come soon again, though changes go on', async () => {
    const { asset, change, draw } = await drawn();
    const slow = change();
    vi.advanceTimersByTime(lateAfterMs);
    const last = change();
    expect(asset.isLate).toBe(true);
    vi.advanceTimersByTime(50);
    draw(slow);
    expect(asset.isLate).toBe(false);
    vi.advanceTimersByTime(lateAfterMs - 50);
    expect(asset.isLate).toBe(true);
    draw(last);
    expect(asset.isLate).toBe(false);
  });

  it('is told so whatever it is that takes long', async () => {
    const acts: ((asset: AssetState) => void)[] = [
      (asset) => asset.turnUp('Y'),
      (asset) => asset.pointOut({ kind: 'body', index: 0 }),
      (asset) => asset.match({ min: [0, 0, 0], max: [1, 1, 1] }),
    ];
    for (const act of acts) {
      const { asset } = await drawn();
      act(asset);
      vi.advanceTimersByTime(lateAfterMs);
      expect(asset.isLate).toBe(true);
    }
  });

  it('is not told so where the picture comes soon, nor before there is anything to draw', async () => {
    const { asset, change, draw } = await drawn();
    draw(change());
    vi.advanceTimersByTime(2 * lateAfterMs);
    expect(asset.isLate).toBe(false);
    const reading = opened();
    reading.begin();
    await reading.fake.answer('openAsset', success(served));
    vi.advanceTimersByTime(2 * lateAfterMs);
    reading.ports[0]?.answer({ kind: 'ready', summary });
    expect(reading.asset.isLate).toBe(false);
    vi.advanceTimersByTime(lateAfterMs);
    expect(reading.asset.isLate).toBe(true);
  });

  it('is not told so once nothing is drawn any more', async () => {
    const { asset, port } = await shown();
    asset.turnUp('Y');
    vi.advanceTimersByTime(lateAfterMs);
    port.answer({ kind: 'problem', problem: 'broken', detail: '' });
    asset.load();
    expect(asset.isLate).toBe(false);
  });
});

it('keeps what is shown of layers and surfaces for the next asset', () => {
  const choices = new ViewerChoices();
  choices.toggleLayer('collision');
  choices.toggleSurface('wireframe');
  choices.toggleSurface('grid');
  flushSync();
  expect(choices.layers).toMatchObject({ visual: true, collision: true });
  expect(choices.surfaces).toMatchObject({ wireframe: true, grid: false });
});
