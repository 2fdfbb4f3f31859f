/** How something that was checked came out. */
export type Verdict = 'failed' | 'warning' | 'passed';

/** Greater is worse. */
export const severity: Record<Verdict, number> = { failed: 2, warning: 1, passed: 0 };

const listOf = (verdict: Verdict, words: string): [string, Verdict][] =>
  words.split(' ').map((word) => [word, verdict]);

const words = new Map<string, Verdict>([
  ...listOf('failed', 'fail failed failure error invalid critical fatal'),
  ...listOf('warning', 'warn warning warnings passed_with_warnings'),
  ...listOf('passed', 'pass passed ok success succeeded valid'),
]);

const lists = new Map<string, Verdict>([
  ...listOf('failed', 'errors failures failed failed_checks fatal'),
  ...listOf('warning', 'warnings warns'),
  ...listOf('passed', 'passes passed passed_checks successes'),
]);

const groups = new Set(['checks', 'tests', 'validations', 'validators', 'criteria']);
const yesNoFields = ['passed', 'pass', 'ok', 'valid', 'is_valid', 'success', 'succeeded'];
const wordFields = ['status', 'result', 'outcome', 'verdict', 'severity', 'level'];

type Fields = Record<string, unknown>;

/** What a list of this name says of its entries. */
export const verdictOfList = (name: string): Verdict | null => lists.get(name.toLowerCase()) ?? null;

/** Whether a plain yes or no is a verdict in a group of this name. Elsewhere `watertight: false` is a fact like others. */
export const isGroupOfChecks = (name: string): boolean => groups.has(name.toLowerCase());

/** A verdict that is no more than a yes, a no or a word. */
export function plainVerdict(value: unknown): Verdict | null {
  if (typeof value === 'boolean') return value ? 'passed' : 'failed';
  return typeof value === 'string' ? (words.get(value.toLowerCase()) ?? null) : null;
}

/** What an object says of itself, and in which field. */
export function ownVerdict(value: Fields): { verdict: Verdict; field: string } | null {
  const field =
    yesNoFields.find((name) => typeof value[name] === 'boolean') ??
    wordFields.find((name) => typeof value[name] === 'string' && plainVerdict(value[name]) !== null);
  const verdict = field === undefined ? null : plainVerdict(value[field]);
  return field === undefined || verdict === null ? null : { verdict, field };
}

/** Whether an object speaks of its state, in whatever words. */
export const hasState = (value: Fields): boolean =>
  wordFields.some((name) => typeof value[name] === 'string');
