import {
  isPlaced,
  type Body,
  type Collider,
  type Joint,
  type PhysicsMaterial,
  type PhysicsScene,
  type Sourced,
} from '../../asset/physics.ts';
import { assetWords } from '../words/asset.ts';
import {
  derived,
  fact,
  fileName,
  givenOrNot,
  nameOf,
  type Fact,
  type FactGroup,
  type FactSource,
} from './fact.ts';
import {
  formatDensity,
  formatLength,
  formatMass,
  formatNumber,
  formatTriple,
  formatVolume,
} from './quantities.ts';
import { endName, jointFacts } from './joint-facts.ts';
import type { AssetSummary } from './workers/protocol.ts';

const words = assetWords.facts;

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
