import { describe, expect, it } from 'vitest';
import {
  cubeCollider,
  findingOf,
  kindsOf,
  numberOf,
  prop,
  verdictOn,
  verdictOnMjcf,
  verdictOnUsd,
  type Files,
} from '../testing/props.ts';
import { ofSize, pairs } from '../testing/pairs.ts';
import { triangleFile } from '../../testing/gltf-files.ts';

const withHeader = (fields: string): string => `(\n  defaultPrim = "Prop"\n  ${fields}\n)\n`;

describe('units that are not written', () => {
  it('are a warning each', async () => {
    const verdict = await verdictOnUsd(prop({ header: withHeader('') }));
    expect(kindsOf(verdict, 'units-not-authored')).toEqual(['no-meters', 'no-axis']);
    expect(findingOf(verdict, 'units-not-authored', 'no-meters')).toMatchObject({
      level: 'warning',
      evidence: { metersPerUnit: { value: 0.01 } },
    });
    expect(findingOf(verdict, 'units-not-authored', 'no-axis').evidence).toEqual({ upAxis: { text: 'Y' } });
  });

  it('are notes where they are written and not those of SimReady', async () => {
    const verdict = await verdictOnUsd(prop({ header: withHeader('metersPerUnit = 0.01\n upAxis = "Y"') }));
    expect(kindsOf(verdict, 'units-not-authored')).toEqual(['other-meters', 'other-axis']);
    expect(findingOf(verdict, 'units-not-authored').level).toBe('note');
  });
});

describe('an implausible size', () => {
  const [lowest, highest, lowestAssumed] = pairs['implausible-size'];
  const kindsAbout = async (files: Files): Promise<string[]> =>
    kindsOf(await verdictOn(files), 'implausible-size');

  it('is a warning below a millimetre and above 100 metres', async () => {
    expect(await kindsAbout(ofSize(0.000_099))).toEqual(['small']);
    expect(await kindsAbout(ofSize(10_001))).toEqual(['large']);
  });

  it('says so where it would make sense in metres or centimetres', async () => {
    expect(await kindsAbout(lowest.trips)).toEqual(['looks-like-meters']);
    expect(await kindsAbout(highest.trips)).toEqual(['looks-like-centimeters']);
    const finding = findingOf(await verdictOn(ofSize(150)), 'implausible-size');
    expect(finding.level).toBe('warning');
    expect([numberOf(finding, 'size'), numberOf(finding, 'other')]).toEqual([150, 1.5]);
  });

  it('doubts a centimetre where nobody wrote the unit', async () => {
    expect(await kindsAbout(lowestAssumed.trips)).toEqual(['looks-like-meters']);
    expect(await kindsAbout(ofSize(0.99, 'metersPerUnit = 0.01'))).toEqual([]);
  });

  it('is that of what is seen; of colliders where nothing else is there', async () => {
    expect(
      kindsOf(await verdictOnUsd(prop({ collider: cubeCollider('', 200) })), 'implausible-size'),
    ).toEqual([]);
    const bare = await verdictOnUsd(prop({ visual: '', collider: cubeCollider('', 200) }));
    expect(kindsOf(bare, 'implausible-size')).toEqual(['looks-like-centimeters']);
  });

  it('is not that of a floor without an end', async () => {
    const model = (size: number): string => `<mujoco><worldbody><geom type="plane" size="500 500 1"/>
      <body><freejoint/><geom type="box" size="${size} ${size} ${size}"/></body></worldbody></mujoco>`;
    expect(kindsOf(await verdictOnMjcf(model(0.1)), 'implausible-size')).toEqual([]);
    expect(findingOf(await verdictOnMjcf(model(60)), 'implausible-size').part).toBe('mjcf');
  });

  it('is not that of a plane beside what has a size', async () => {
    const plane = (purpose: string): string => `def Plane "Floor" {
      double width = 500\n double length = 500\n uniform token purpose = "${purpose}" }`;
    const seen = await verdictOnUsd(prop({ beside: plane('default') }));
    expect(kindsOf(seen, 'implausible-size')).toEqual([]);
    const bare = await verdictOnUsd(prop({ visual: '', beside: plane('guide') }));
    expect(kindsOf(bare, 'implausible-size')).toEqual([]);
    const alone = await verdictOnUsd(`(\n  metersPerUnit = 1\n)\n${plane('default')}`);
    expect(kindsOf(alone, 'implausible-size')).not.toEqual([]);
  });

  it('is looked for in glTF as well', async () => {
    const scale = (size: number) => ({ 'model.glb': triangleFile({}, { scale: [size, size, size] }).glb() });
    expect(kindsOf(await verdictOn(scale(101)), 'implausible-size')).toEqual(['looks-like-centimeters']);
    expect(kindsOf(await verdictOn(scale(99)), 'implausible-size')).toEqual([]);
  });
});
