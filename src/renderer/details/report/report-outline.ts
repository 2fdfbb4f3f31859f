import type { Standing } from '../../../shared/job/job-status.ts';
import { sentenceCase } from '../../jobs/job-words.ts';
import { reportWords } from '../../words/report.ts';
import {
  hasState,
  isGroupOfChecks,
  isRequirementCode,
  ownVerdict,
  plainVerdict,
  severity,
  verdictOfList,
  type Verdict,
} from './report-verdict.ts';

type Fields = Record<string, unknown>;

/** A part of a report that states its own verdict. */
export interface Check {
  verdict: Verdict;
  /** What was checked, as the report calls it; null if it does not say. */
  name: string | null;
  /** The report's own words; null if there are none. */
  message: string | null;
  /** The report's word for the verdict; null if it says no more than the verdict. */
  state: string | null;
  /** Everything else about this check; null if nothing. */
  details: Fields | null;
}

/** A report made readable: what was checked, and the rest. */
interface ReportOutline {
  /** Failures first, then warnings, what passed, and what does not apply; each in the order of the report. */
  checks: Check[];
  /** Whether a part of the report calls itself passed although something in it failed. */
  isContradictory: boolean;
  /** The report without the checks; null if nothing is left. */
  rest: unknown;
  /** False if the report is too large to be read whole; the rest then holds what was not read. */
  isWhole: boolean;
}

/** Limits of values and levels: far more than a report has, and read within a few milliseconds. */
const maxValues = 20_000;
const maxDepth = 40;

const nameFields = ['check', 'name', 'id', 'code', 'rule', 'test', 'title'];
const messageFields = [
  'message',
  'text',
  'reason',
  'description',
  'detail',
  'error',
  'requirement',
  'summary',
];
/** Fields with the words of a requirement that is named by its code. */
const requirementFields = [...messageFields, 'title', 'name', 'check', 'rule', 'test'];
const codeFields = ['code', 'id', 'requirement_id', 'requirement', 'rule', 'check', 'name'];

/** Where a value is: its name, and the verdict that the list around it implies. */
interface Place {
  key: string | null;
  inherited: Verdict | null;
  isInGroup: boolean;
  depth: number;
}

/**
 * Finds the checks anywhere in a report. Its shape is not documented, so nothing is assumed of it: what states that it
 * passed or failed, or is in a list of errors, warnings or passes, counts once; everything else stays as it is.
 */
export function outlineReport(report: unknown): ReportOutline {
  const reader = new ReportReader();
  const rest = reader.walk(report, { key: null, inherited: null, isInGroup: false, depth: 0 });
  const checks = reader.checks.sort((a, b) => severity[b.verdict] - severity[a.verdict]);
  return {
    checks,
    isContradictory: reader.isContradictory,
    rest: rest === undefined || isEmpty(rest) ? null : rest,
    isWhole: reader.isWhole,
  };
}

class ReportReader {
  checks: Check[] = [];
  isWhole = true;
  isContradictory = false;
  #values = 0;

  /** What is left of a value without the checks in it; undefined if nothing. */
  walk(value: unknown, place: Place): unknown {
    this.#values += 1;
    if (this.#values > maxValues || place.depth > maxDepth) {
      this.isWhole = false;
      return value;
    }
    if (Array.isArray(value)) return this.#array(value, place);
    if (typeof value === 'object' && value !== null) return this.#object(value as Fields, place);
    return this.#leaf(value, place);
  }

  #leaf(value: unknown, { key, inherited, isInGroup }: Place): unknown {
    const plain = isInGroup || isRequirementCode(key) ? plainVerdict(value) : null;
    if (plain !== null)
      this.checks.push({ ...noWords, verdict: plain, name: key, state: stateOf(plain, value) });
    else if (inherited !== null && typeof value === 'string' && value.trim() !== '')
      this.checks.push({ ...noWords, verdict: inherited, name: key, message: value });
    else return value;
    return undefined;
  }

  #array(list: unknown[], place: Place): unknown {
    // The summary covers an empty list of failures.
    if (list.length === 0) return place.inherited === null ? list : undefined;
    const entry = { ...place, key: null, isInGroup: false, depth: place.depth + 1 };
    const left = list.map((part) => this.walk(part, entry)).filter((part) => part !== undefined);
    return left.length === 0 ? undefined : left;
  }

  #object(value: Fields, place: Place): unknown {
    const own = ownVerdict(value);
    // In a list of passes, an entry with another state is not a pass.
    const inherits = place.inherited !== null && (place.inherited !== 'passed' || !hasState(value));
    const verdict = own?.verdict ?? (inherits ? place.inherited : null);
    const name = textIn(value, nameFields);
    const isNamed = name !== null || place.isInGroup || isRequirementCode(place.key);
    const isCheck = isNamed || textIn(value, messageFields) !== null;
    const before = this.checks.length;
    const rest = this.#fields(value, place, verdict !== null && own === null && !isCheck);
    const worst = Math.max(-1, ...this.checks.slice(before).map((check) => severity[check.verdict]));

    if (verdict === null) return Object.keys(rest).length === 0 && worst >= 0 ? undefined : rest;
    if (isCheck) {
      // What is inside a check is part of it, unless it is worse than the check's own verdict.
      if (worst <= severity[verdict]) this.checks.length = before;
      const used = worst <= severity[verdict] ? value : rest;
      this.checks.splice(before, 0, checkOf(used, verdict, own?.field ?? null, place.key));
      return undefined;
    }
    if (own !== null && worst < severity[verdict])
      this.checks.splice(before, 0, { ...noWords, verdict, name: place.key });
    if (own?.verdict === 'passed' && worst === severity.failed) {
      // Left in the rest, it would contradict the failure beside it.
      this.isContradictory = true;
      Reflect.deleteProperty(rest, own.field);
    }
    return Object.keys(rest).length === 0 ? undefined : rest;
  }

  /** @param passOn whether the fields are entries of the list that the object stands for, as in `errors: {uv: "…"}` */
  #fields(value: Fields, place: Place, passOn: boolean): Fields {
    const rest: Fields = {};
    const isGroup = place.key !== null && isGroupOfChecks(place.key);
    for (const [key, part] of Object.entries(value)) {
      const named = typeof part === 'object' ? verdictOfList(key) : null;
      const inherited = passOn ? place.inherited : named;
      const left = this.walk(part, { key, inherited, isInGroup: isGroup, depth: place.depth + 1 });
      if (left !== undefined) rest[key] = left;
    }
    return rest;
  }
}

function checkOf(value: Fields, verdict: Verdict, verdictField: string | null, key: string | null): Check {
  const code = codeFields.find((field) => isRequirementCode(value[field])) ?? null;
  const byCode = code !== null || isRequirementCode(key);
  // A code says little without its words, which may be in any of these fields.
  const name = byCode ? code : fieldIn(value, nameFields);
  const message = fieldIn(
    value,
    byCode ? requirementFields.filter((field) => field !== code) : messageFields,
  );
  const used = new Set([verdictField, name, message]);
  const details = Object.entries(value).filter(([field]) => !used.has(field));
  return {
    verdict,
    name: name === null ? key : textIn(value, [name]),
    message: message === null ? null : textIn(value, [message]),
    state: stateOf(verdict, verdictField === null ? null : value[verdictField]),
    details: details.length === 0 ? null : Object.fromEntries(details),
  };
}

const noWords = { message: null, state: null, details: null };

/** Why a check does not apply: advisory, runtime or roadmap. */
const stateOf = (verdict: Verdict, word: unknown): string | null =>
  verdict === 'not-applicable' && typeof word === 'string' ? word : null;

const fieldIn = (value: Fields, fields: string[]): string | null =>
  fields.find((field) => textIn(value, [field]) !== null) ?? null;

function textIn(value: Fields, fields: string[]): string | null {
  for (const field of fields) {
    const text = value[field];
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return null;
}

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** The word for each verdict, and its mark. */
export const verdictWords: Record<Verdict, { label: string; tone: Standing }> = {
  failed: { label: reportWords.verdicts.failed, tone: 'failed' },
  warning: { label: reportWords.verdicts.warning, tone: 'unknown' },
  passed: { label: reportWords.verdicts.passed, tone: 'done' },
  'not-applicable': { label: reportWords.verdicts['not-applicable'], tone: 'waiting' },
};

/** `2 failed, 1 warning, 11 passed`; null if nothing was checked. */
export function summaryOf(checks: readonly Check[]): string | null {
  const verdicts = ['failed', 'warning', 'passed', 'not-applicable'] as const;
  const parts = verdicts.flatMap((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    return count === 0 ? [] : reportWords.counts[verdict](count);
  });
  return parts.length === 0 ? null : parts.join(', ');
}

/** A verdict in words; for what does not apply, the report's own word if that says more. */
export const verdictLabel = ({ verdict, state }: Check): string =>
  state === null || /^n\/?a$/i.test(state.trim()) ? verdictWords[verdict].label : sentenceCase(state);

/** The name of a check and its words, as far as the report has them. */
export function checkTitle({ name, message }: Check): { title: string; text: string | null } {
  if (name !== null) return { title: sentenceCase(name), text: message };
  return { title: message ?? reportWords.overall, text: null };
}
