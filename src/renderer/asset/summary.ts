import { isPlaced } from '../../asset/physics.ts';
import type { AssetScene, Note, Shape } from '../../asset/scene.ts';
import type { ShapeRole } from './layers.ts';
import { inertiaBox, type Totals } from './measures.ts';
import { assetWords } from '../words/asset.ts';
import type { AssetSummary } from './workers/protocol.ts';

const words = assetWords.leftOut;

/** As many of each list as the page is told, which takes them over on the thread that answers the person. */
const maxListed = 1_000;
/** Characters of a text that can be read; a name may have millions. */
const maxText = 500;

export const shortText = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText).toWellFormed()}…` : text;

/** What the page is told of a scene: everything but what is only drawn, and of very much only the beginning. */
export function summaryOf(scene: AssetScene, roles: readonly ShapeRole[], totals: Totals): AssetSummary {
  const { physics, format, file, metersPerUnit, kilogramsPerUnit, upAxis } = scene;
  const count = (is: (role: ShapeRole) => boolean): number => roles.filter(is).length;
  const playsNone = ({ isObject, isCollider, isOnly }: ShapeRole): boolean =>
    !isObject && !isCollider && !isOnly;
  const unused = scene.shapes.filter(
    (_shape, index) => roles[index] !== undefined && playsNone(roles[index]),
  );
  const without = (is: (shape: Shape) => boolean): number => unused.filter(is).length;
  const lists = {
    bodies: physics?.bodies ?? [],
    colliders: physics?.colliders ?? [],
    materials: physics?.materials ?? [],
    joints: physics?.joints ?? [],
  };
  const colliders = lists.colliders.slice(0, maxListed);
  const joints = lists.joints.slice(0, maxListed);
  const counts = {
    bodies: lists.bodies.length,
    colliders: lists.colliders.length,
    joints: lists.joints.filter(isPlaced).length,
    centersOfMass: lists.bodies.filter(({ centerOfMass }) => centerOfMass !== null).length,
    inertias: lists.bodies.filter((body) => inertiaBox(body) !== null).length,
  };
  const leftOut = {
    bodies: counts.bodies - maxListed,
    colliders: counts.colliders - maxListed,
    materials: lists.materials.length - maxListed,
    joints: counts.joints - joints.filter(isPlaced).length,
  };
  return shortened({
    format,
    file,
    metersPerUnit,
    kilogramsPerUnit,
    upAxis,
    totals,
    notes: [...shownNotes(scene.notes), ...listNames.flatMap((name) => notListed(name, leftOut[name]))],
    physics: physics && {
      bodies: lists.bodies
        .slice(0, maxListed)
        .map((body) => ({ ...body, colliders: body.colliders.slice(0, maxListed), usd: null })),
      colliders: colliders.map((collider) => ({ ...collider, hull: null, usd: null })),
      materials: lists.materials.slice(0, maxListed),
      joints,
      gravity: physics.gravity,
      usd: null,
    },
    counts,
    colliderFiles: colliders.map(
      ({ shape }) => (shape === null ? undefined : scene.shapes[shape])?.file ?? file,
    ),
    shapes: {
      objects: count(({ isObject }) => isObject),
      colliders: count(({ isCollider }) => isCollider),
      only: count(({ isOnly }) => isOnly),
    },
    notDrawn: {
      guides: without((shape) => shape.isVisible && shape.purpose === 'guide'),
      proxies: without((shape) => shape.isVisible && shape.purpose === 'proxy'),
      hidden: without((shape) => !shape.isVisible),
    },
  });
}

function shownNotes(notes: readonly Note[]): readonly Note[] {
  const rest = notes.length - maxListed;
  if (rest <= 0) return notes;
  return [...notes.slice(0, maxListed), { code: 'too-large', place: '', detail: words.notes(rest) }];
}

const listNames = ['bodies', 'colliders', 'materials', 'joints'] as const;

const notListed = (name: (typeof listNames)[number], count: number): Note[] =>
  count <= 0 ? [] : [{ code: 'too-large', place: '', detail: words[name](count) }];

/** The same with all its texts short enough to be read. */
function shortened<Value>(value: Value): Value {
  if (typeof value === 'string') return shortText(value) as Value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(shortened) as Value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part)])) as Value;
}
