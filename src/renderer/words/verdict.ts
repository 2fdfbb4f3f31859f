import type { VerdictChoice } from '../../shared/saved-view.ts';
import type { JudgeFailure, VerdictStanding } from '../../shared/verdict.ts';
import { countOf } from './count.ts';

const needs = (count: number): string => (count === 1 ? 'needs' : 'need');

/** What the window says of verdicts; the rules' own words are in `src/shared/words/verdict.ts`. */
export const verdictWords = {
  column: 'Verdict',
  /** What stands in a row, by the worst that was found. */
  standings: {
    error: 'Error',
    warning: 'Warning',
    failed: 'Check failed',
    note: 'Note',
    clear: 'No problems',
  } satisfies Record<VerdictStanding, string>,
  choices: { none: 'Not checked' } satisfies Record<Exclude<VerdictChoice, VerdictStanding>, string>,
  /** Beside a name, where there is no column for it. */
  row: (standing: string) => `Verdict: ${standing}`,
  findings: (count: number) => countOf(count, 'finding'),
  order: { ascending: 'worst first', descending: 'best first' },
  /** Stands behind the number of results that need a look: `12` of 400 need a look. */
  look: {
    notChecked: 'not checked yet',
    ofAll: (count: number, all: number) => `of ${all.toLocaleString()} ${needs(count)} a look`,
    soFar: (count: number, checked: number, all: number) =>
      `${needs(count)} a look, ${checked.toLocaleString()} of ${all.toLocaleString()} checked`,
  },
  report: 'Need a look',
  ofChecked: (count: number, checked: number) =>
    `${count.toLocaleString()} of ${checked.toLocaleString()} checked`,
  advice: 'These checks are advice. Nothing is changed, hidden or blocked because of them.',
  notYet: 'Not checked yet. Downloaded results are checked in the background.',
  turnedOff: 'Not checked: automatic checks are turned off in Settings.',
  otherCopy: 'This is about an earlier download. The current one will be checked in the background.',
  clear: 'No problems found.',
  failures: {
    crashed: 'The check crashed twice on this result. The file may be damaged.',
    'too-long': 'The check took too long and was stopped.',
    'too-much-memory': 'The check needed too much memory and was stopped.',
    error: 'The check failed.',
  } satisfies Record<JudgeFailure, string>,
  check: 'Check result',
  again: 'Check result again',
  checking: 'Checking…',
  list: 'Findings',
  places: 'Where',
  morePlaces: (count: number) => countOf(count, 'more place'),
  show: 'Show in 3D',
  showPlace: (name: string) => `Show in 3D: ${name}`,
  meaning: 'What it means',
  remedy: 'What to do',
  evidence: 'Evidence',
  rule: 'Rule',
  sources: 'Source',
  /** A rule by its name that never changes, and the version of all rules. */
  ruleVersion: (id: string, version: string) => `${id}, version ${version}`,
  /** @param code null for none @param version null where the source has none */
  source: (by: string, code: string | null, name: string, version: string | null) =>
    [by, code, name, version === null ? null : `(${version})`].filter((part) => part !== null).join(' '),
  about: 'About this finding',
  notJudged: (count: number) => countOf(count, 'rule not checked', 'rules not checked'),
  checkedAt: (when: string, rules: number) => `${countOf(rules, 'rule')} checked ${when}`,
};
