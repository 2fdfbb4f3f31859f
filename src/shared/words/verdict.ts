import type { Finding, Level, NotJudgedReason, Part, RuleId } from '../../asset/verdict/verdict.ts';
import { bodyWords } from './verdict/bodies.ts';
import { colliderWords } from './verdict/colliders.ts';
import { Said } from './verdict/evidence.ts';
import { fileWords } from './verdict/files.ts';
import type { RuleWords } from './verdict/rule-words.ts';

/** What main and the window say of a verdict: in the details, in lists and in exports. */
export const verdictWords = {
  levels: { error: 'Error', warning: 'Warning', note: 'Note', info: 'Info' } satisfies Record<Level, string>,
  nothingFound: 'Nothing found',
  parts: { usd: 'USD', mjcf: 'MJCF', gltf: 'glTF' } satisfies Record<Part, string>,
  rules: { ...bodyWords, ...colliderWords, ...fileWords } satisfies Record<RuleId, RuleWords>,
  /** Why a rule says nothing. */
  notJudged: {
    'no-usd': 'There is no USD.',
    'no-mjcf': 'There is no MJCF.',
    'no-gltf': 'There is no glTF.',
    unreadable: 'The file can’t be read.',
    'no-body': 'There is no body.',
    'no-moving-body': 'There is no body that moves.',
    'no-collider': 'There is no collider.',
    'no-joint': 'There is no joint.',
    'no-material': 'There is no physics material.',
    'no-mass': 'No mass is written.',
    'no-mesh': 'There is no mesh.',
    'no-visual': 'There is nothing to see.',
    'no-texture': 'There is no texture.',
    'not-closed': 'The visual mesh has holes, so it has no volume.',
    'unknown-collider': 'The engine makes the collider itself, so its shape isn’t known.',
    'too-large': 'There is more than Rigyd Desk looks at.',
    'nothing-to-compare': 'There is only a USD or only an MJCF.',
    'not-droppable': 'It doesn’t fall.',
    'not-asked': 'It wasn’t checked.',
    failed: 'The check failed.',
  } satisfies Record<NotJudgedReason, string>,
};

/** The evidence of a finding as a sentence; the rule's title where it is of a case that this version doesn't know. */
export function sentenceOf({ rule, kind, evidence }: Pick<Finding, 'rule' | 'kind' | 'evidence'>): string {
  const words: RuleWords = verdictWords.rules[rule];
  const sentence = words.findings[kind];
  if (sentence === undefined) return words.title;
  return typeof sentence === 'string' ? sentence : sentence(new Said(evidence));
}
