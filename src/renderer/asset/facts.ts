import {
  isPlaced,
  type Body,
  type Collider,
  type Joint,
  type JointDegree,
  type JointDrive,
  type PhysicsMaterial,
  type PhysicsScene,
  type Sourced,
} from '../../asset/physics.ts';
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
    : 1 +
      physics.bodies.length +
      physics.materials.length +
      physics.joints.filter(isPlaced).length +
      physics.colliders.length;

/** Whether a file says anything of physics. One of a format that could may have none all the same. */
export const hasPhysics = ({ physics }: AssetSummary): boolean =>
  physics !== null &&
  physics.bodies.length + physics.colliders.length + physics.joints.length + physics.materials.length > 0;

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
  const bodies = new BodyFacts(summary, physics);
  add(physics.bodies, (body, index) => bodies.of(body, index));
  add(physics.materials, (material, index) => materialFacts(material, index, metres));
  add(
    [...physics.joints.entries()].filter(([, joint]) => isPlaced(joint)),
    ([index, joint]) => jointFacts(joint, index, physics, { metres, kilograms: summary.kilogramsPerUnit }),
  );
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
  place: isAuthored ? words.where(place, fileName(file)) : words.notSet,
  hint: isAuthored ? words.where(place, file) : '',
});

const derived = (how: string): FactSource => ({ origin: 'derived', place: how, hint: how });

const fileName = (path: string): string => path.split(/[/[]/).at(-1)?.replace(/\]$/, '') ?? path;

/**
 * @param of the path of what has the value, whose name stands above it
 * @param from what it comes from, where it is derived
 */
function sourceOf({ origin, place, file }: Sourced<unknown>, of: string, from: string): FactSource {
  const short = place.startsWith(of) ? place.slice(of.length).replace(/^\./, '') : place;
  const [shortPlace, hint] = [words.where(short, fileName(file)), words.where(place, file)];
  if (origin === 'authored' || from === '') return { origin, place: shortPlace, hint };
  return { origin, place: words.where(from, shortPlace), hint: words.where(from, hint) };
}

/** Facts of something with a path: none for a value that is not known. */
const knownOf =
  (path: string) =>
  <Value>(
    label: string,
    sourced: Sourced<Value> | null,
    format: (value: Value) => string,
    from = '',
  ): Fact[] =>
    sourced === null ? [] : [fact(label, format(sourced.value), sourceOf(sourced, path, from))];

function totalMass({ physics, counts }: AssetSummary): Fact[] {
  const bodies = physics?.bodies ?? [];
  const masses = bodies.flatMap(({ mass }) => mass?.value ?? []);
  if (masses.length < 2 || bodies.length < counts.bodies) return [];
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return [fact(words.totalMass, formatMass(sum), derived(words.sum))];
}

class BodyFacts {
  readonly #physics: PhysicsScene;
  readonly #metres: number;
  readonly #isMjcf: boolean;
  /** Those that have no place, by the body that they are about. */
  readonly #loose: ReadonlyMap<number | null, Joint>;

  constructor({ format, metersPerUnit }: AssetSummary, physics: PhysicsScene) {
    this.#physics = physics;
    this.#metres = metersPerUnit.value;
    this.#isMjcf = format === 'mjcf';
    const loose = physics.joints.filter((joint) => !isPlaced(joint));
    this.#loose = new Map(loose.map((joint) => [joint.bodies[1], joint]));
  }

  of(body: Body, index: number): FactGroup {
    const metres = this.#metres;
    const known = knownOf(body.path);
    const from = this.#from(body);
    const motion = this.#motion(body, index);
    return {
      key: `body ${index}`,
      kind: words.body,
      ...nameOf(body),
      highlight: { kind: 'body', index },
      facts: [
        ...(body.mass === null
          ? [fact(words.mass, words.noMass[body.colliders.length === 0 ? 'no-colliders' : 'no-volume'])]
          : known(words.mass, body.mass, formatMass, from.mass)),
        ...meanDensity(body, this.#physics, metres),
        ...known(
          words.centerOfMass,
          body.centerOfMass,
          (center) => formatTriple(inScene(center, body, metres), 'metre'),
          from.centerOfMass,
        ),
        ...known(
          words.inertia,
          body.inertia,
          (inertia) =>
            formatTriple(
              inertia.map((value) => value * metres ** 2),
              'inertia',
            ),
          from.inertia,
        ),
        ...(motion.length === 0 ? [] : [fact(words.motion, motion.join(', '))]),
      ],
    };
  }

  #from({ colliders }: Body): typeof words.from {
    if (this.#isMjcf) return words.fromGeoms;
    const hasWeight = colliders.some((index) => {
      const collider = this.#physics.colliders[index];
      // Not all of very many are listed.
      return collider === undefined || collider.mass !== null || collider.volume !== null;
    });
    return hasWeight ? words.from : words.fromNothing;
  }

  #motion({ isEnabled, isKinematic }: Body, index: number): string[] {
    const loose = this.#loose.get(index);
    return [
      ...(isEnabled ? [] : [words.disabled]),
      ...(isKinematic ? [words.kinematic] : []),
      ...(loose?.kind === 'free' ? [words.free] : []),
      ...(loose?.kind === 'fixed' ? [words.fixedTo(endName(this.#physics, loose.bodies[0]))] : []),
    ];
  }
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

function endName({ bodies }: PhysicsScene, body: number | null): string {
  if (body === null) return words.world;
  const one = bodies[body];
  return one === undefined ? words.notListed : nameOf(one).name;
}

function jointFacts(joint: Joint, index: number, physics: PhysicsScene, units: FileUnits): FactGroup {
  const { limits, kind, usd } = joint;
  const { metres } = units;
  const format = kind === 'prismatic' || kind === 'distance' ? lengthIn(metres) : formatAngle;
  const degrees = usd?.degrees ?? [];
  return {
    key: `joint ${index}`,
    kind: words.joint,
    ...nameOf(joint),
    highlight: { kind: 'joint', index },
    facts: [
      fact(words.motion, joint.isEnabled ? kind : `${kind}, ${words.disabled}`),
      fact(words.between, joint.bodies.map((body) => endName(physics, body)).join(' – ')),
      ...(limits === null
        ? []
        : [fact(words.limits, rangeInWords(limits, format), writtenIn(joint, limitAttributes))]),
      ...(joint.isEnabled && joint.gap !== null && joint.gap * metres >= wideGap
        ? [fact(words.gap, formatLength(joint.gap * metres))]
        : []),
      ...degrees.flatMap((degree) => degreeFacts(degree, joint, units)),
      ...(joint.hasDrive && degrees.every(({ drive }) => drive === null)
        ? [fact(words.drive, words.yes)]
        : []),
    ],
  };
}

/** How long a unit of the file is, and how heavy. */
interface FileUnits {
  metres: number;
  kilograms: number;
}

const lengthIn =
  (metres: number) =>
  (value: number): string =>
    formatLength(value * metres);

/** Of joints with one degree of freedom. */
const limitAttributes = [
  'physics:lowerLimit',
  'physics:upperLimit',
  'physics:minDistance',
  'physics:maxDistance',
];

/** Of spherical joints, see {@link JointDegree.name}. */
const coneAttributes = ['physics:coneAngle0Limit', 'physics:coneAngle1Limit'];

/** Both ends, or the one that there is. */
function rangeInWords(
  { lower, upper }: { lower: number | null; upper: number | null },
  format: (value: number) => string,
): string {
  const [hasLower, hasUpper] = [Number.isFinite(lower ?? NaN), Number.isFinite(upper ?? NaN)];
  if (hasLower && hasUpper) return words.range(format(lower ?? 0), format(upper ?? 0));
  if (hasLower) return words.atLeast(format(lower ?? 0));
  return hasUpper ? words.atMost(format(upper ?? 0)) : words.noLimit;
}

/** Where a joint has the numbers of these names that are written; null for formats that do not say where. */
function writtenIn({ path, usd }: Joint, names: readonly string[]): FactSource | null {
  if (usd === null) return null;
  const files = new Map<string, string[]>();
  for (const name of names) {
    const found = usd.written.find(({ place }) => place === `${path}.${name}`);
    if (found !== undefined) files.set(found.file, [...(files.get(found.file) ?? []), name]);
  }
  if (files.size === 0) return givenOrNot(false, '', '');
  const said = (nameOfFile: (file: string) => string, of: string): string =>
    [...files]
      .map(([file, own]) => words.where(own.map((name) => `${of}${name}`).join(', '), nameOfFile(file)))
      .join(words.also);
  return { origin: 'authored', place: said(fileName, ''), hint: said(String, `${path}.`) };
}

/** What limits and drives one degree of freedom, each number with where it is written. */
function degreeFacts(degree: JointDegree, joint: Joint, units: FileUnits): Fact[] {
  const { name, lower, upper, isLocked, isLimited, drive } = degree;
  const isAngular = /^(?:rot|angular|cone)/.test(name);
  const format = isAngular ? formatAngle : lengthIn(units.metres);
  const attributes = [
    `limit:${name}:physics:low`,
    `limit:${name}:physics:high`,
    ...coneAttributes.filter((attribute) => attribute.includes(name)),
  ];
  const range =
    isLocked && lower !== null && upper !== null
      ? words.locked(format(lower), format(upper))
      : rangeInWords({ lower, upper }, format);
  return [
    ...(isLimited ? [fact(words.limitsOf(name), range, writtenIn(joint, attributes))] : []),
    ...(drive === null ? [] : driveFacts(drive, degree, joint, isAngular, units)),
  ];
}

function driveFacts(
  drive: JointDrive,
  { name }: JointDegree,
  joint: Joint,
  isAngular: boolean,
  { metres, kilograms }: FileUnits,
): Fact[] {
  const unit = assetWords.units.drive[isAngular ? 'angular' : 'linear'];
  // Forces are mass × length / s², torques mass × length² / s². What speeds up is divided by mass, or by mass × length².
  const force = kilograms * metres ** (isAngular ? 2 : 1);
  const gain = drive.type === 'acceleration' ? 1 : isAngular ? force : kilograms;
  const gains = unit[drive.type];
  const along = isAngular ? formatAngle : lengthIn(metres);
  const inUnit = (factor: number, of: string) => (value: number) => `${formatNumber(value * factor)} ${of}`;
  const numbers = {
    targetPosition: along,
    targetVelocity: (value: number) => words.perSecond(along(value)),
    stiffness: inUnit(gain, gains.stiffness),
    damping: inUnit(gain, gains.damping),
    maxForce: inUnit(force, unit.maxForce),
  };
  return [
    fact(words.driveOf(name), words.driveTypes[drive.type]),
    ...driveNumbers.map((number) => {
      const value = drive[number];
      return fact(
        words.driveNumbers[number](name),
        value === null ? words.noLimit : numbers[number](value),
        writtenIn(joint, [`drive:${name}:physics:${number}`]),
      );
    }),
  ];
}

const driveNumbers = ['targetPosition', 'targetVelocity', 'stiffness', 'damping', 'maxForce'] as const;

const nameOf = ({ name, path }: { name: string; path: string }): { name: string; path: string } => ({
  name: name === '' ? words.unnamed : name,
  path,
});
