/**
 * What is found about an asset before it is trusted. Advice: it blocks nothing. Plain data, which is kept with a job and crosses
 * between processes; its words are in `src/shared/words/verdict.ts`.
 */
export interface Verdict {
  /** {@link rulesVersion} at that time; another one means that the asset is to be judged anew. */
  rulesVersion: string;
  /** The worst of all findings; null where there is none. */
  level: Level | null;
  /** The worst first, then in the order of the rules. */
  findings: Finding[];
  /** Rules that say nothing about this asset, or about a part of it, and why. */
  notJudged: NotJudged[];
  /** Rules that were judged, with or without a finding. */
  judged: RuleId[];
}

/** Raised with every change of what rules find. */
export const rulesVersion = '1';

/** The worst first. `info` is neither good nor bad, and nothing to look at. */
export const levels = ['error', 'warning', 'note', 'info'] as const;
export type Level = (typeof levels)[number];

/** One thing that one rule found, at one or more places. */
export interface Finding {
  rule: RuleId;
  /** Which of the rule's cases: each has a sentence of its own. */
  kind: string;
  level: Level;
  /** Of what it is found; null where it is about several together. */
  part: Part | null;
  /** Numbers and names that make it a fact, of the worst place where there are several. */
  evidence: Evidence;
  /** The worst first, at most {@link maxPlaces}; none where the whole asset is meant. */
  places: Place[];
  /** How many there are altogether. */
  count: number;
}

export const maxPlaces = 50;

/** By name, as the rule's words need them. */
export type Evidence = Record<string, Quantity>;

/** A number with its unit, or a name or the words of another program. */
export type Quantity = { value: number; unit: Unit } | { text: string };

export const units = [
  'm',
  /** The file's own unit of length. */
  'unit',
  'm²',
  'm³',
  'kg',
  'kg/m³',
  /** Of the file's own unit of length. */
  'kg·unit²',
  's',
  'px',
  '°',
  /** One thing over another: 1 for the same. */
  'ratio',
  /** Friction, restitution and other numbers without a dimension. */
  'number',
  'count',
] as const;
export type Unit = (typeof units)[number];

/** What of an asset is meant: an asset of a job may have each of these. */
export const parts = ['usd', 'mjcf', 'gltf'] as const;
export type Part = (typeof parts)[number];

/** Something that can be shown: a shape, collider, body, joint or material of the scene by its path there, or a file. */
export interface Place {
  part: Part;
  path: string;
}

export interface NotJudged {
  rule: RuleId;
  reason: NotJudgedReason;
  /** Technical and in English, the words of a reader say; null for none. */
  detail: string | null;
  /** What it was not judged for; none for the whole asset. At most {@link maxPlaces}. */
  places: Place[];
}

export const notJudgedReasons = [
  /** The asset has no such part. */
  'no-usd',
  'no-mjcf',
  'no-gltf',
  /** The part is there and could not be read; `detail` has the words of the reader. */
  'unreadable',
  /** Nothing in it that the rule is about. */
  'no-body',
  'no-moving-body',
  'no-collider',
  'no-joint',
  'no-material',
  'no-mass',
  'no-mesh',
  'no-visual',
  'no-texture',
  /** The surface has holes, so that it has no volume. */
  'not-closed',
  /** What an engine collides with is not known: it is made by the engine itself. */
  'unknown-collider',
  /** More than is looked at. */
  'too-large',
  /** Only one of both is there. */
  'nothing-to-compare',
  /** It cannot be dropped: it is held by the world, or has nothing that moves. */
  'not-droppable',
  /** MuJoCo, or the validator of glTF, was not asked. */
  'not-asked',
  /** It failed in ways that nobody foresaw; `detail` says how. */
  'failed',
] as const;
export type NotJudgedReason = (typeof notJudgedReasons)[number];

/** All rules, by names that never change, in the order that findings of one level have. */
export const ruleIds = [
  'no-body',
  'body-without-collider',
  'no-mass',
  'mass-not-positive',
  'impossible-inertia',
  'axes-not-unit',
  'moving-triangle-mesh',
  'approximation-by-target',
  'misplaced-collision-api',
  'stretched-collider',
  'skewed-body',
  'body-not-movable',
  'nested-bodies',
  'joint-targets',
  'hidden-collider',
  'no-physics-material',
  'material-out-of-range',
  'units-not-authored',
  'implausible-size',
  'implausible-density',
  'collider-volume',
  'collider-shape',
  'fine-colliders',
  'center-outside',
  'implausible-inertia',
  'degenerate-collider',
  'inconsistent-surface',
  'mjcf-refused',
  'mjcf-warnings',
  'usd-mjcf-disagree',
  'lost-texture',
  'missing-layer',
  'no-default-prim',
  'no-rest',
  'drop-not-applicable',
  'gltf-invalid',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Who states a rule. Codes are renumbered between releases, so that name and version count. */
export interface RuleSource {
  /** NVIDIA SimReady Foundation, OpenUSD, NVIDIA's Omniverse asset validator, MuJoCo, PhysX, CoACD, V-HACD, Khronos, or Rigyd Desk itself. */
  by:
    'SimReady' | 'OpenUSD' | 'Omniverse' | 'MuJoCo' | 'PhysX' | 'CoACD' | 'V-HACD' | 'Khronos' | 'Rigyd Desk';
  /** `RB.013`; null for none. */
  code: string | null;
  /** As the source calls it: a rule, function or message. */
  name: string;
  /** Of the source, as it was read; null where it has none, and for rules of Rigyd Desk, which have {@link rulesVersion}. */
  version: string | null;
}

/** What is known of a rule without an asset. */
export interface RuleFacts {
  id: RuleId;
  /** At least one. */
  sources: RuleSource[];
  /** Numbers that it compares with, by name; none for rules of yes or no. */
  thresholds: Evidence;
  /** Parts of an asset that it can say something about. */
  parts: Part[];
}
