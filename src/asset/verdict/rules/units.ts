import { sizeOf } from '../../bounds.ts';
import {
  found,
  ofGeometry,
  ofUsd,
  orPassed,
  quantity,
  skipped,
  text,
  type Outcome,
  type Rule,
} from '../rule.ts';
import { omniverse, openUsd, own, simReady } from '../sources.ts';
import type { SceneView } from '../subject.ts';

/** Metres of the largest side. The lowest is Omniverse's SIZE_THRESHOLD. */
const size = { lowest: 0.001, highest: 100 };
/** Metres from which a size is nothing to wonder about, also where nobody said in which unit it is. */
const plausible = { lowest: 0.01, highest: 100 };

const unitsNotAuthored: Rule = {
  id: 'units-not-authored',
  sources: [
    openUsd('UsdGeomGetStageMetersPerUnit', 'usdGeom/metrics.h'),
    simReady('UN.006', 'upaxis-z'),
    simReady('UN.007', 'meters-per-unit-1'),
    omniverse('UN.001, UN.002', 'upaxis, meters-per-unit'),
  ],
  thresholds: { metersPerUnit: quantity(1, 'm') },
  parts: ['usd'],
  judge: ofUsd(({ scene: { metersPerUnit, upAxis } }) => {
    const outcomes: Outcome[] = [];
    const whole = { part: 'usd' } as const;
    const meters = { metersPerUnit: quantity(metersPerUnit.value, 'm') };
    const axis = { upAxis: text(upAxis.value) };
    if (!metersPerUnit.isAuthored) outcomes.push(found('no-meters', 'warning', whole, meters));
    else if (metersPerUnit.value !== 1) outcomes.push(found('other-meters', 'note', whole, meters));
    if (!upAxis.isAuthored) outcomes.push(found('no-axis', 'warning', whole, axis));
    else if (upAxis.value !== 'Z') outcomes.push(found('other-axis', 'note', whole, axis));
    return orPassed(outcomes);
  }),
};

const implausibleSize: Rule = {
  id: 'implausible-size',
  sources: [omniverse('VG.012', 'SIZE_THRESHOLD'), own('largest side')],
  thresholds: {
    lowest: quantity(size.lowest, 'm'),
    highest: quantity(size.highest, 'm'),
    lowestAssumed: quantity(plausible.lowest, 'm'),
  },
  parts: ['usd', 'mjcf', 'gltf'],
  judge: ofGeometry(sizeFindings),
};

export const unitRules = { unitsNotAuthored, implausibleSize };

function sizeFindings({ part, scene, measures }: SceneView): Outcome[] {
  const bounds = measures.bounds();
  if (bounds === null) return [skipped('no-mesh')];
  const side = Math.max(...sizeOf(bounds));
  const evidence = (other?: number) => ({
    size: quantity(side, 'm'),
    ...(other === undefined ? {} : { other: quantity(other, 'm') }),
  });
  const isPlausible = (meters: number): boolean => meters >= plausible.lowest && meters <= plausible.highest;
  const isSmall = side < size.lowest;
  // Nobody wrote that these are centimetres: numbers that make sense in metres are more likely to be metres.
  const isDoubtful = !scene.metersPerUnit.isAuthored && side < plausible.lowest;
  if ((isSmall || isDoubtful) && isPlausible(side * 100))
    return [found('looks-like-meters', 'warning', { part }, evidence(side * 100))];
  if (isSmall) return [found('small', 'warning', { part }, evidence())];
  if (side <= size.highest) return [];
  return isPlausible(side / 100)
    ? [found('looks-like-centimeters', 'warning', { part }, evidence(side / 100))]
    : [found('large', 'warning', { part }, evidence())];
}
