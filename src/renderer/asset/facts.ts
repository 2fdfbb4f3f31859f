import type { Body, Collider, Joint, PhysicsMaterial, PhysicsScene, Sourced } from '../../asset/physics.ts';
import { assetWords } from '../words/asset.ts';
import {
  formatAngle,
  formatDensity,
  formatLength,
  formatMass,
  formatNumber,
  formatTriple,
  formatVolume,
} from './quantities.ts';
import type { AssetSummary, Highlight } from './workers/protocol.ts';

const words = assetWords.facts;

/** Where a value is from. */
export interface FactSource {
  origin: 'authored' | 'derived' | 'fallback';
  /** The attribute and its file, as short as beside the name of what has it; null where the value follows from several. */
  place: string | null;
  /** In full. */
  hint: string;
}

export interface Fact {
  label: string;
  value: string;
  source: FactSource | null;
}

/** A body, a collider, a material or a joint, and what is known of it. */
export interface FactGroup {
  key: string;
  kind: string;
  name: string;
  path: string;
  facts: Fact[];
  highlight: Highlight;
}

/** How many groups there are in all. */
export const factCount = ({ physics }: AssetSummary): number =>
  physics === null
    ? 1
    : 1 + physics.bodies.length + physics.materials.length + physics.joints.length + physics.colliders.length;

/**
 * What a physics engine makes of an asset, in metres and kilograms.
 *
 * @param most groups that are wanted, one at least: thousands take longer to put into words than a person waits
 */
export function factsOf(summary: AssetSummary, most = Infinity): FactGroup[] {
  const { physics, metersPerUnit, upAxis, file, colliderFiles } = summary;
  const metres = metersPerUnit.value;
  const asset: FactGroup = {
    key: 'asset',
    kind: '',
    name: file,
    path: file,
    highlight: null,
    facts: [
      fact(words.units, words.unit(formatLength(metres)), givenOrNot(metersPerUnit.isAuthored, '', file)),
      fact(words.upAxis, upAxis.value, givenOrNot(upAxis.isAuthored, '', file)),
      ...totalMass(summary),
    ],
  };
  const groups = [asset];
  if (physics === null) return groups;
  const add = <Item>(items: readonly Item[], factsOfOne: (item: Item, index: number) => FactGroup): void =>
    void groups.push(...items.slice(0, most - groups.length).map(factsOfOne));
  add(physics.bodies, (body, index) => bodyFacts(body, index, physics, metres));
  add(physics.materials, (material, index) => materialFacts(material, index, metres));
  add(physics.joints, (joint, index) => jointFacts(joint, index, physics, metres));
  add(physics.colliders, (collider, index) =>
    colliderFacts(collider, index, colliderFiles[index] ?? file, physics, metres),
  );
  return groups;
}

const fact = (label: string, value: string, source: FactSource | null = null): Fact => ({
  label,
  value,
  source,
});

const givenOrNot = (isAuthored: boolean, place: string, file: string): FactSource => ({
  origin: isAuthored ? 'authored' : 'fallback',
  place: isAuthored ? words.where(place, fileName(file)) : null,
  hint: isAuthored ? words.where(place, file) : '',
});

const derived = (how: string): FactSource => ({ origin: 'derived', place: how, hint: how });

const fileName = (path: string): string => path.split(/[/[]/).at(-1)?.replace(/\]$/, '') ?? path;

/** @param of the path of what has the value, whose name stands above it */
function sourceOf({ origin, place, file }: Sourced<unknown>, of: string): FactSource {
  const short = place.startsWith(of) ? place.slice(of.length).replace(/^\./, '') : place;
  return { origin, place: words.where(short, fileName(file)), hint: words.where(place, file) };
}

/** Facts of something with a path: none for a value that is not known. */
const knownOf =
  (path: string) =>
  <Value>(label: string, sourced: Sourced<Value> | null, format: (value: Value) => string): Fact[] =>
    sourced === null ? [] : [fact(label, format(sourced.value), sourceOf(sourced, path))];

function totalMass({ physics, counts }: AssetSummary): Fact[] {
  const bodies = physics?.bodies ?? [];
  const masses = bodies.flatMap(({ mass }) => mass?.value ?? []);
  if (masses.length < 2 || bodies.length < counts.bodies) return [];
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return [fact(words.totalMass, formatMass(sum), derived(words.sum))];
}

function bodyFacts(body: Body, index: number, physics: PhysicsScene, metres: number): FactGroup {
  const known = knownOf(body.path);
  const state = [...(body.isEnabled ? [] : [words.disabled]), ...(body.isKinematic ? [words.kinematic] : [])];
  return {
    key: `body ${index}`,
    kind: words.body,
    ...nameOf(body),
    highlight: { kind: 'body', index },
    facts: [
      ...known(words.mass, body.mass, formatMass),
      ...meanDensity(body, physics, metres),
      ...known(words.centerOfMass, body.centerOfMass, (center) =>
        formatTriple(inScene(center, body, metres), 'metre'),
      ),
      ...known(words.inertia, body.inertia, (inertia) =>
        formatTriple(
          inertia.map((value) => value * metres ** 2),
          'inertia',
        ),
      ),
      ...(state.length === 0 ? [] : [fact(words.motion, state.join(', '))]),
    ],
  };
}

/** In metres, with the scale of the body, along its own axes. */
const inScene = (center: readonly number[], { matrix }: Body, metres: number): number[] =>
  center.map((value, axis) => {
    const column = matrix.subarray(axis * 4, axis * 4 + 3);
    return value * Math.hypot(...column) * metres;
  });

function meanDensity({ mass, colliders }: Body, physics: PhysicsScene, metres: number): Fact[] {
  const volumes = colliders.map((index) => physics.colliders[index]?.volume ?? null);
  const volume = volumes.reduce(
    (all: number | null, one) => (all === null || one === null ? null : all + one),
    0,
  );
  if (mass === null || volume === null || !(volume > 0)) return [];
  return [
    fact(words.meanDensity, formatDensity(mass.value / (volume * metres ** 3)), derived(words.fromColliders)),
  ];
}

function colliderFacts(
  collider: Collider,
  index: number,
  file: string,
  { materials }: PhysicsScene,
  metres: number,
): FactGroup {
  const known = knownOf(collider.path);
  const { approximation, fallback, isApproximationAuthored, volume } = collider;
  const said = approximation === 'none' ? words.exact : approximation;
  const material = collider.material === null ? undefined : materials[collider.material];
  return {
    key: `collider ${index}`,
    kind: words.collider,
    ...nameOf(collider),
    highlight: { kind: 'collider', index },
    facts: [
      fact(
        words.shape,
        fallback === null ? said : words.replaced(said, fallback),
        givenOrNot(isApproximationAuthored, '', file),
      ),
      ...known(words.mass, collider.mass, formatMass),
      ...known(words.density, collider.density, (value) => formatDensity(value / metres ** 3)),
      ...(volume === null ? [] : [fact(words.volume, formatVolume(volume * metres ** 3), derived(''))]),
      ...(material === undefined ? [] : [fact(words.boundMaterial, nameOf(material).name)]),
      ...(collider.isEnabled ? [] : [fact(words.motion, words.disabled)]),
    ],
  };
}

function materialFacts(material: PhysicsMaterial, index: number, metres: number): FactGroup {
  const known = knownOf(material.path);
  const { staticFriction, dynamicFriction, restitution, density, frictions } = material;
  return {
    key: `material ${index}`,
    kind: words.material,
    ...nameOf(material),
    highlight: { kind: 'material', index },
    facts: [
      ...(frictions === null ? [] : [fact(words.frictions, frictions.map(formatNumber).join(', '))]),
      ...known(words.staticFriction, staticFriction, formatNumber),
      ...known(words.dynamicFriction, dynamicFriction, formatNumber),
      ...known(words.restitution, restitution, formatNumber),
      ...known(words.density, density, (value) => formatDensity(value / metres ** 3)),
    ],
  };
}

/** Metres from which on the ends of a joint are said to be apart. */
const wideGap = 0.001;

function jointFacts(joint: Joint, index: number, { bodies }: PhysicsScene, metres: number): FactGroup {
  const endOf = (body: number | null): string => {
    if (body === null) return words.world;
    const one = bodies[body];
    return one === undefined ? words.notListed : nameOf(one).name;
  };
  const { limits, kind } = joint;
  const format = (value: number): string =>
    kind === 'prismatic' || kind === 'distance' ? formatLength(value * metres) : formatAngle(value);
  return {
    key: `joint ${index}`,
    kind: words.joint,
    ...nameOf(joint),
    highlight: { kind: 'joint', index },
    facts: [
      fact(words.motion, joint.isEnabled ? kind : `${kind}, ${words.disabled}`),
      fact(words.between, joint.bodies.map(endOf).join(' – ')),
      ...(limits === null ? [] : [fact(words.limits, `${format(limits.lower)} – ${format(limits.upper)}`)]),
      ...(joint.isEnabled && joint.gap !== null && joint.gap * metres >= wideGap
        ? [fact(words.gap, formatLength(joint.gap * metres))]
        : []),
      ...(joint.hasDrive ? [fact(words.drive, words.yes)] : []),
    ],
  };
}

const nameOf = ({ name, path }: { name: string; path: string }): { name: string; path: string } => ({
  name: name === '' ? words.unnamed : name,
  path,
});
