import type { Joint, JointDegree, JointDrive, PhysicsScene } from '../../asset/physics.ts';
import { assetWords } from '../words/asset.ts';
import { fact, fileName, givenOrNot, nameOf, type Fact, type FactGroup, type FactSource } from './fact.ts';
import { formatAngle, formatLength, formatNumber } from './quantities.ts';

const words = assetWords.facts;

/** Metres from which on the ends of a joint are said to be apart. */
const wideGap = 0.001;

/** What a joint calls one of its ends. @param body null for the world */
export function endName({ bodies }: PhysicsScene, body: number | null): string {
  if (body === null) return words.world;
  const one = bodies[body];
  return one === undefined ? words.notListed : nameOf(one).name;
}

/** What is known of a joint: how it moves, its limits and its drives. */
export function jointFacts(joint: Joint, index: number, physics: PhysicsScene, units: FileUnits): FactGroup {
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
