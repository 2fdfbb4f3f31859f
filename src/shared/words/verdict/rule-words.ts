import type { RuleId } from '../../../asset/verdict/verdict.ts';
import type { Said } from './evidence.ts';

/** What a person reads of a rule. */
export interface RuleWords {
  /** A few words, as a title. */
  title: string;
  /** What it means for a simulation. */
  meaning: string;
  /** What to do about it. */
  remedy: string;
  /** For each of the rule's cases the evidence as a sentence. */
  findings: Readonly<Record<string, string | ((said: Said) => string)>>;
}

export type WordsOf<Id extends RuleId> = Readonly<Record<Id, RuleWords>>;
