import type { PhysicsScene } from '../physics.ts';
import type { PartOf, SceneView, Subject, UsdView } from './subject.ts';
import type { Evidence, Level, NotJudgedReason, Part, Place, Quantity, RuleFacts, Unit } from './verdict.ts';

/** A rule: what is known of it, and what it says of an asset. */
export interface Rule extends RuleFacts {
  /** Pure. At least one outcome: a rule that has nothing to look at says so. */
  judge(subject: Subject): Outcome[];
}

export type Outcome =
  | { is: 'found'; hit: Hit }
  | { is: 'passed' }
  | { is: 'skipped'; reason: NotJudgedReason; detail: string | null; place: Place | null };

export interface Hit {
  kind: string;
  level: Level;
  evidence: Evidence;
  /** Null where several parts are meant. */
  part: Part | null;
  /** Null where the whole part is meant. */
  path: string | null;
  /** The greater, the worse, among those of its kind. */
  weight: number;
}

export const found = (
  kind: string,
  level: Level,
  where: { part: Part | null; path?: string },
  evidence: Evidence = {},
  weight = 0,
): Outcome => ({
  is: 'found',
  hit: { kind, level, evidence, part: where.part, path: where.path ?? null, weight },
});

export const passed: Outcome = { is: 'passed' };

/** @param detail the words of a reader; null for none */
export const skipped = (
  reason: NotJudgedReason,
  place: Place | null = null,
  detail: string | null = null,
): Outcome => ({ is: 'skipped', reason, detail, place });

/** What is infinite is written as the largest number there is: JSON knows no other. */
export const quantity = (value: number, unit: Unit): Quantity => ({
  value: Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value)),
  unit,
});
export const text = (words: string): Quantity => ({ text: words });

/** What is said of each; items of which nothing is said have passed. Without any, `reason` says why nothing is judged. */
export function each<Item>(
  items: readonly Item[],
  reason: NotJudgedReason,
  look: (item: Item) => Outcome[],
): Outcome[] {
  if (items.length === 0) return [skipped(reason)];
  return items.flatMap((item) => orPassed(look(item)));
}

export const orPassed = (outcomes: Outcome[]): Outcome[] => (outcomes.length === 0 ? [passed] : outcomes);

/** A rule about USD alone. */
export const ofUsd =
  (look: (view: UsdView, physics: PhysicsScene) => Outcome[]) =>
  ({ usd }: Subject): Outcome[] =>
    usd.kind === 'read' ? look(usd.view, usd.view.physics) : [whyNot(usd, 'no-usd')];

/** A rule about whatever has physics: USD and MJCF, each by itself. */
export const ofPhysics =
  (look: (view: SceneView) => Outcome[]) =>
  ({ usd, mjcf }: Subject): Outcome[] =>
    ofParts([seen(usd, 'no-usd'), seen(mjcf, 'no-mjcf')], look);

/** A rule about whatever has geometry. */
export const ofGeometry =
  (look: (view: SceneView) => Outcome[]) =>
  ({ usd, mjcf, gltf }: Subject): Outcome[] => {
    const scene = gltf.kind === 'read' ? gltf.view.scene : null;
    const ofGltf = scene ?? (gltf.kind === 'read' ? skipped('unreadable') : whyNot(gltf, 'no-gltf'));
    return ofParts([seen(usd, 'no-usd'), seen(mjcf, 'no-mjcf'), ofGltf], look);
  };

/** Why a part that was not read is not judged. */
export function whyNot(part: Exclude<PartOf<unknown>, { kind: 'read' }>, absent: NotJudgedReason): Outcome {
  if (part.kind === 'unreadable')
    return skipped(part.code.startsWith('too-') ? 'too-large' : 'unreadable', null, part.detail);
  return skipped(part.kind === 'not-asked' ? 'not-asked' : absent);
}

const seen = <View extends SceneView>(part: PartOf<View>, absent: NotJudgedReason): View | Outcome =>
  part.kind === 'read' ? part.view : whyNot(part, absent);

const absences: ReadonlySet<NotJudgedReason> = new Set(['no-usd', 'no-mjcf', 'no-gltf']);

/** That there is no MJCF is worth a word only where there is nothing else either. */
function ofParts(all: readonly (SceneView | Outcome)[], look: (view: SceneView) => Outcome[]): Outcome[] {
  const outcomes = all.flatMap((one) => ('scene' in one ? orPassed(look(one)) : [one]));
  const told = outcomes.filter((one) => !(one.is === 'skipped' && absences.has(one.reason)));
  return told.length > 0 ? told : outcomes.slice(0, 1);
}
