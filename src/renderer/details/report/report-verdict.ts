/** The result of a check. What does not apply neither passed nor failed. */
export type Verdict = 'failed' | 'warning' | 'passed' | 'not-applicable';

/** Greater is worse. */
export const severity: Record<Verdict, number> = { failed: 3, warning: 2, passed: 1, 'not-applicable': 0 };

const listOf = (verdict: Verdict, ...names: string[]): [string, Verdict][] =>
  names.map((name) => [name, verdict]);

const words = new Map<string, Verdict>([
  ...listOf('failed', 'fail', 'failed', 'failure', 'error', 'invalid', 'critical', 'fatal'),
  ...listOf('warning', 'warn', 'warning', 'warnings', 'passed_with_warnings'),
  ...listOf('passed', 'pass', 'passed', 'ok', 'success', 'succeeded', 'valid'),
]);

const lists = new Map<string, Verdict>([
  ...listOf('failed', 'errors', 'failures', 'failed', 'failed_checks', 'fatal'),
  ...listOf('warning', 'warnings', 'warns'),
  ...listOf('passed', 'passes', 'passed', 'passed_checks', 'successes'),
]);

const groups = new Set(['checks', 'tests', 'validations', 'validators', 'criteria']);
const yesNoFields = ['passed', 'pass', 'ok', 'valid', 'is_valid', 'success', 'succeeded'];
const wordFields = ['status', 'state', 'result', 'outcome', 'verdict', 'severity', 'level'];
const enforcementFields = [...wordFields, 'enforcement', 'applicability', 'kind', 'category'];

type Fields = Record<string, unknown>;

/** The verdict that the name of a list implies for its entries. */
export const verdictOfList = (name: string): Verdict | null => lists.get(name.toLowerCase()) ?? null;

/** Whether a plain yes or no is a verdict in a group of this name. Elsewhere `watertight: false` is only a fact. */
export const isGroupOfChecks = (name: string): boolean => groups.has(name.toLowerCase());

/**
 * States of the service's requirements that are not enforced. Source: the vendor's page on requirement codes, whose states
 * are enforced, not applicable (runtime, advisory) and roadmap.
 */
const notApplicable = /^(n\/?a|(not|non)[\s_-]*applicable|runtime|advisory|roadmap)\b/i;

/** Codes of the service's requirements, such as `NP.001`. */
const requirementCode = /^[A-Z]{1,6}\.\d{1,4}$/;

export const isRequirementCode = (name: unknown): name is string =>
  typeof name === 'string' && requirementCode.test(name);

/** The verdict of a plain yes, no or word. */
export function plainVerdict(value: unknown): Verdict | null {
  if (typeof value === 'boolean') return value ? 'passed' : 'failed';
  if (typeof value !== 'string') return null;
  return notApplicable.test(value) ? 'not-applicable' : (words.get(value.trim().toLowerCase()) ?? null);
}

/** The verdict that an object states, and in which field. */
export function ownVerdict(value: Fields): { verdict: Verdict; field: string } | null {
  const own = statedVerdict(value);
  const excusing = enforcementFields.find((name) => plainVerdict(value[name]) === 'not-applicable');
  if (excusing === undefined) return own;
  // What is not enforced does not fail the job: its failure is a warning, and its pass does not count.
  const isFailure = own !== null && own.field !== excusing && own.verdict === 'failed';
  if (!isFailure) return { verdict: 'not-applicable', field: excusing };
  return /^(advisory|runtime|roadmap)/i.test(String(value[excusing]))
    ? { verdict: 'warning', field: own.field }
    : { verdict: 'not-applicable', field: excusing };
}

function statedVerdict(value: Fields): { verdict: Verdict; field: string } | null {
  const field =
    yesNoFields.find((name) => typeof value[name] === 'boolean') ??
    wordFields.find((name) => typeof value[name] === 'string' && plainVerdict(value[name]) !== null);
  const verdict = field === undefined ? null : plainVerdict(value[field]);
  return field === undefined || verdict === null ? null : { verdict, field };
}

/** Whether an object states any state. */
export const hasState = (value: Fields): boolean =>
  wordFields.some((name) => typeof value[name] === 'string');
