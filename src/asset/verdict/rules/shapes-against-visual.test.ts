import { describe, expect, it } from 'vitest';
import { boxPoints, boxSides } from '../../solids/testing/meshes.ts';
import {
  approximatedBy,
  collidingMesh,
  meshApis,
  meshText,
  prismPoints,
  prismSides,
} from '../testing/meshes.ts';
import { blockAbove, pairs, scaledBy } from '../testing/pairs.ts';
import {
  cubeCollider,
  cubeVisual,
  findingOf,
  kindsOf,
  numberOf,
  pathsOf,
  prop,
  reasonsOf,
  verdictOn,
  verdictOnMjcf,
  verdictOnUsd,
  type Files,
} from '../testing/props.ts';

describe('colliders of another volume', () => {
  const [lowest, highest] = pairs['collider-volume'];

  it('are a warning above twice that of what is seen', async () => {
    const finding = findingOf(await verdictOn(highest.trips), 'collider-volume');
    expect(finding).toMatchObject({ kind: 'large', level: 'warning', part: 'usd' });
    expect(pathsOf(finding)).toEqual(['/Prop']);
    expect(numberOf(finding, 'ratio')).toBeCloseTo(2.01, 6);
    expect(numberOf(finding, 'visual')).toBeCloseTo(0.125, 6);
  });

  it('are a warning below half of it', async () => {
    expect(kindsOf(await verdictOn(lowest.trips), 'collider-volume')).toEqual(['small']);
  });

  it('count once where they overlap', async () => {
    const more = [1, 2, 3].map((n) => cubeCollider().replace('"Collider"', `"Collider${n}"`)).join('\n');
    expect(kindsOf(await verdictOnUsd(prop({ more })), 'collider-volume')).toEqual([]);
  });

  it('are compared with all that is seen, and with nothing that is hidden', async () => {
    const lid = (inner: string): string =>
      cubeVisual(`double3 xformOp:translate = (0, 0, 0.5)
        uniform token[] xformOpOrder = ["xformOp:translate"]
        ${inner}`).replace('"Visual"', '"Lid"');
    const collider = cubeCollider(scaledBy('(1, 1, 2.01)'));
    expect(kindsOf(await verdictOnUsd(prop({ collider, more: lid('') })), 'collider-volume')).toEqual([]);
    for (const inner of ['token visibility = "invisible"', 'uniform token purpose = "guide"'])
      expect(kindsOf(await verdictOnUsd(prop({ collider, more: lid(inner) })), 'collider-volume')).toEqual([
        'large',
      ]);
  });

  it('are not compared with an open mesh, which is named', async () => {
    const visual = meshText('Visual', boxPoints([0.1, 0.1, 0.1]), boxSides.slice(1));
    const verdict = await verdictOnUsd(prop({ visual }));
    expect(verdict.notJudged.find(({ rule }) => rule === 'collider-volume')).toMatchObject({
      reason: 'not-closed',
      places: [{ part: 'usd', path: '/Prop/Visual' }],
    });
    expect(verdict.judged).not.toContain('collider-volume');
  });

  it('are compared with a mesh whose faces are inside out, by its volume', async () => {
    const turned = boxSides.map((side) => side.toReversed());
    const visual = meshText('Visual', boxPoints([0.5, 0.5, 0.5]), turned);
    const verdict = await verdictOnUsd(prop({ visual }));
    expect(kindsOf(verdict, 'collider-volume')).toEqual([]);
    expect(reasonsOf(verdict, 'collider-volume')).toEqual([]);
  });

  it('are not compared with a closed mesh that has no volume', async () => {
    const visual = meshText('Visual', boxPoints([0.5, 0.5, 0]).slice(0, 3), [
      [0, 1, 2],
      [2, 1, 0],
    ]);
    const verdict = await verdictOnUsd(prop({ visual }));
    expect(reasonsOf(verdict, 'collider-volume')).toEqual(['not-closed']);
    expect(verdict.judged).not.toContain('collider-volume');
  });

  it('say where overlaps count twice, as of meshes that are no hulls', async () => {
    const field = (name: string): string =>
      meshText(name, boxPoints([0.5, 0.5, 0.5]), boxSides, approximatedBy('sdf'), meshApis);
    const three = ['A', 'B', 'C'].map(field).join('\n');
    const finding = findingOf(await verdictOnUsd(prop({ collider: three })), 'collider-volume');
    expect(numberOf(finding, 'ratio')).toBeCloseTo(3, 6);
    expect(numberOf(finding, 'overlapping')).toBe(3);
    const small = cubeVisual('', 0.1);
    const single = await verdictOnUsd(prop({ collider: field('A'), visual: small }));
    expect(findingOf(single, 'collider-volume').evidence).not.toHaveProperty('overlapping');
  });

  it('are measured of several colliders in a mirrored body', async () => {
    const body = `float physics:mass = 100
      double3 xformOp:scale = (-1, 1, 1)
      uniform token[] xformOpOrder = ["xformOp:scale"]`;
    const verdict = await verdictOnUsd(prop({ body, more: cubeCollider().replace('"Collider"', '"Other"') }));
    expect(kindsOf(verdict, 'collider-volume')).toEqual([]);
    expect(reasonsOf(verdict, 'collider-volume')).toEqual([]);
  });

  it('are not judged where there is nothing to see, or an engine makes the collider', async () => {
    expect(reasonsOf(await verdictOnUsd(prop({ visual: '' })), 'collider-volume')).toEqual(['no-visual']);
    const open = meshText(
      'Collider',
      boxPoints([0.5, 0.5, 0.5]),
      boxSides.slice(1),
      approximatedBy('convexDecomposition'),
      meshApis,
    );
    const verdict = await verdictOnUsd(prop({ collider: open }));
    expect(reasonsOf(verdict, 'collider-volume')).toEqual(['unknown-collider']);
    expect(reasonsOf(verdict, 'collider-shape')).toEqual(['unknown-collider']);
  });

  it('are compared in MJCF as well', async () => {
    const model = (half: number): string => `<mujoco><worldbody><body name="prop"><freejoint/>
      <geom type="box" size="0.25 0.25 ${half}" group="3"/>
      <geom type="box" size="0.25 0.25 0.25" contype="0" conaffinity="0" mass="0"/>
    </body></worldbody></mujoco>`;
    expect(findingOf(await verdictOnMjcf(model(0.51)), 'collider-volume')).toMatchObject({
      part: 'mjcf',
      kind: 'large',
    });
    expect(kindsOf(await verdictOnMjcf(model(0.49)), 'collider-volume')).toEqual([]);
  });
});

describe('colliders of another shape', () => {
  // Twelve sides, so that no corner is far from the round that it stands for.
  const visual = meshText('Visual', prismPoints(12, 0.25, 0.5), prismSides(12));
  const diagonal = Math.hypot(0.5, 0.5, 0.5);

  it('are a note above 5% of the size and a warning above 10%', async () => {
    const [note, warning] = pairs['collider-shape'];
    const levelOf = async (files: Files): Promise<string> =>
      findingOf(await verdictOn(files), 'collider-shape').level;
    expect(await levelOf(note.trips)).toBe('note');
    expect(await levelOf(warning.nearlyDoes)).toBe('note');
    expect(await levelOf(warning.trips)).toBe('warning');
  });

  it('say how far, and where', async () => {
    const finding = findingOf(await verdictOn(blockAbove(0.2 / diagonal)), 'collider-shape');
    expect(numberOf(finding, 'distance')).toBeCloseTo(0.2, 6);
    expect(numberOf(finding, 'diagonal')).toBeCloseTo(diagonal, 6);
    expect(numberOf(finding, 'z')).toBeCloseTo(0.25, 6);
    expect(finding.evidence).not.toHaveProperty('sampled');
  });

  it('are none where they follow it', async () => {
    const collider = collidingMesh(prismPoints(12, 0.25, 0.5), prismSides(12));
    expect(kindsOf(await verdictOnUsd(prop({ visual, collider })), 'collider-shape')).toEqual([]);
  });

  it('are found where a hollow is filled', async () => {
    // Two plates with a thin column between them, and one box around all of it.
    const plates = [-0.225, 0.225].map((z, n) =>
      meshText(`Plate${n}`, boxPoints([0.5, 0.5, 0.05], [0, 0, z]), boxSides),
    );
    const column = meshText('Column', boxPoints([0.05, 0.05, 0.4]), boxSides);
    const verdict = await verdictOnUsd(prop({ visual: [...plates, column].join('\n') }));
    expect(findingOf(verdict, 'collider-shape').level).toBe('warning');
  });

  it('are measured where the body is mirrored, moved and in centimetres', async () => {
    const body = `float physics:mass = 100
      double3 xformOp:translate = (300, 0, 0)
      double3 xformOp:scale = (-1, 1, 1)
      uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:scale"]`;
    const text = prop({
      header: '(\n defaultPrim = "Prop"\n metersPerUnit = 0.01\n upAxis = "Z"\n)\n',
      body,
      visual: cubeVisual('', 50),
      collider: cubeCollider('', 50),
    });
    const verdict = await verdictOnUsd(text);
    expect(kindsOf(verdict, 'collider-shape')).toEqual([]);
    expect(kindsOf(verdict, 'collider-volume')).toEqual([]);
    const larger = await verdictOnUsd(text.replace('double size = 50', 'double size = 100'));
    expect(numberOf(findingOf(larger, 'collider-shape'), 'distance')).toBeCloseTo(0.25, 2);
  });
});
