import { describe, expect, it, vi } from 'vitest';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { nodeMujoco } from '../../testing/node-mujoco.ts';
import { nodeDecoders } from '../../testing/gltf-decoders.ts';
import { boxStl } from '../../testing/mjcf-files.ts';
import { MemoryFiles } from '../../testing/memory-files.ts';
import { judgeAsset } from '../judge-asset.ts';
import { mjcfBody, pairs } from '../testing/pairs.ts';
import {
  findingOf,
  kindsOf,
  numberOf,
  prop,
  reasonsOf,
  verdictOn,
  verdictOnMjcf,
  verdictOnUsd,
} from '../testing/props.ts';

const body = (geom: string): string => mjcfBody(`<freejoint/>${geom}`);
const box = body('<geom type="box" size="0.25 0.25 0.25" mass="100" friction="0.6"/>');

describe('MJCF that MuJoCo refuses', () => {
  it('is an error in MuJoCo’s own words', async () => {
    const verdict = await verdictOnMjcf(body('<geom name="bad" type="box" size="0 1 1"/>'));
    const finding = findingOf(verdict, 'mjcf-refused');
    expect(finding).toMatchObject({ kind: 'refused', level: 'error', part: 'mjcf' });
    expect(finding.evidence['words']).toMatchObject({
      text: expect.stringContaining('size 0 must be positive') as unknown,
    });
    expect(reasonsOf(verdict, 'implausible-density')).toEqual(['unreadable']);
    expect(reasonsOf(verdict, 'no-rest')).toEqual(['unreadable']);
  });

  it('is one where a mass or an inertia cannot be', async () => {
    const [inertia] = pairs['mjcf-refused'];
    expect(kindsOf(await verdictOn(inertia.trips), 'mjcf-refused')).toEqual(['refused']);
    const inertial = '<inertial pos="0 0 0" mass="-1" diaginertia="1 1 1"/><geom type="box" size="1 1 1"/>';
    expect(kindsOf(await verdictOnMjcf(body(inertial)), 'mjcf-refused')).toEqual(['refused']);
  });

  it('is one where an STL has no faces, or is a text', async () => {
    const xml = `<mujoco><asset><mesh name="m" file="m.stl"/></asset><worldbody><body><freejoint/>
      <geom type="mesh" mesh="m"/></body></worldbody></mujoco>`;
    const ascii = await verdictOnMjcf(xml, { 'm.stl': 'solid m\nendsolid m\n'.repeat(9) });
    expect(findingOf(ascii, 'mjcf-refused').evidence['words']).toMatchObject({
      text: expect.stringContaining('ASCII') as unknown,
    });
    expect(kindsOf(await verdictOnMjcf(xml, { 'm.stl': boxStl(0) }), 'mjcf-refused')).toEqual(['refused']);
    expect(kindsOf(await verdictOnMjcf(xml, { 'm.stl': boxStl() }), 'mjcf-refused')).toEqual([]);
  });

  it('is one where it names a file outside of the asset', async () => {
    const xml = '<mujoco><asset><mesh name="m" file="/srv/m.stl"/></asset></mujoco>';
    expect(kindsOf(await verdictOnMjcf(xml), 'mjcf-refused')).toEqual(['unreadable']);
  });

  it('is none where it asks for more than the budget', async () => {
    const budget = new AssetBudget({ ...defaultLimits, maxPrims: 2 });
    const files = new MemoryFiles({ 'prop.xml': box });
    const verdict = await judgeAsset(files, budget, { mujoco: nodeMujoco, decoders: nodeDecoders() });
    expect(verdict.findings).toEqual([]);
    expect(reasonsOf(verdict, 'mjcf-refused')).toEqual(['too-large']);
  });

  it('is none where there is no MJCF, or nobody was asked', async () => {
    expect(reasonsOf(await verdictOnUsd(prop()), 'mjcf-refused')).toEqual(['no-mjcf']);
    const verdict = await judgeAsset(new MemoryFiles({ 'prop.xml': box }), new AssetBudget(), {
      decoders: nodeDecoders(),
    });
    expect(verdict.findings).toEqual([]);
    expect(reasonsOf(verdict, 'mjcf-refused')).toEqual(['not-asked']);
  });
});

describe('MJCF that MuJoCo warns of', () => {
  it('is a warning in MuJoCo’s own words', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const [cloth] = pairs['mjcf-warnings'];
    const finding = findingOf(await verdictOn(cloth.trips), 'mjcf-warnings');
    expect(finding).toMatchObject({ kind: 'warned', level: 'warning', part: 'mjcf' });
    expect(finding.evidence['words']).toMatchObject({
      text: expect.stringContaining("flex 'cloth' is not rigid") as unknown,
    });
    warn.mockRestore();
  });

  it('is none where it has nothing to say', async () => {
    const verdict = await verdictOnMjcf(box);
    expect(kindsOf(verdict, 'mjcf-warnings')).toEqual([]);
    expect(verdict.judged).toContain('mjcf-warnings');
  });
});

describe('USD and MJCF that disagree', () => {
  const both = (xml: string, usd = prop()): ReturnType<typeof verdictOn> =>
    verdictOn({ 'usd/prop/prop.usda': `#usda 1.0\n${usd}`, 'mjcf/prop/prop.xml': xml });
  const geom = (attributes: string): string => body(`<geom type="box" size="0.25 0.25 0.25" ${attributes}/>`);

  it('are none where they agree', async () => {
    expect((await both(box)).findings).toEqual([]);
  });

  it('are a warning from a hundredth of the mass on', async () => {
    const [mass] = pairs['usd-mjcf-disagree'];
    const finding = findingOf(await verdictOn(mass.trips), 'usd-mjcf-disagree');
    expect(finding).toMatchObject({ kind: 'mass', level: 'warning', part: null, places: [] });
    expect(numberOf(finding, 'usd')).toBe(100);
    expect(numberOf(finding, 'mjcf')).toBeCloseTo(101.02, 2);
  });

  it('are a warning from a hundredth of the size between the centres on', async () => {
    const moved = (z: number): string => geom(`mass="100" friction="0.6" pos="0 0 ${z}"`);
    const finding = findingOf(await both(moved(0.0088)), 'usd-mjcf-disagree', 'center');
    expect(numberOf(finding, 'distance')).toBeCloseTo(0.0088, 6);
    expect(kindsOf(await both(moved(0.0085)), 'usd-mjcf-disagree')).toEqual([]);
  });

  it('are none where only one of them stands on a floor', async () => {
    const floor = box.replace('<worldbody>', '<worldbody><geom type="plane" size="5 5 1"/>');
    expect(kindsOf(await both(floor), 'usd-mjcf-disagree')).toEqual([]);
  });

  it('takes Y up and centimetres as they are', async () => {
    const usd = prop({
      header: '(\n defaultPrim = "Prop"\n metersPerUnit = 0.01\n upAxis = "Y"\n)\n',
      body: 'float physics:mass = 100\n point3f physics:centerOfMass = (0, 20, 5)',
    });
    const xml = body(
      '<inertial pos="0 -0.05 0.2" mass="100" diaginertia="4 4 4"/><geom type="box" size="0.25 0.25 0.25" friction="0.6"/>',
    );
    expect(kindsOf(await both(xml, usd), 'usd-mjcf-disagree')).toEqual([]);
  });

  it('are a warning where the colliders or the friction differ', async () => {
    const two = box.replace('<geom', '<geom type="box" size="0.1 0.1 0.1" mass="0.001"/><geom');
    expect(findingOf(await both(two), 'usd-mjcf-disagree', 'hulls')).toMatchObject({
      evidence: { usd: { value: 1 }, mjcf: { value: 2 } },
    });
    expect(kindsOf(await both(geom('mass="100" friction="0.607"')), 'usd-mjcf-disagree')).toEqual([
      'friction',
    ]);
    expect(kindsOf(await both(geom('mass="100" friction="0.605"')), 'usd-mjcf-disagree')).toEqual([]);
  });

  it('are not judged where one of both is not there', async () => {
    expect(reasonsOf(await verdictOnMjcf(box), 'usd-mjcf-disagree')).toEqual(['nothing-to-compare']);
  });
});
