import type { Finding, Level, NotJudged, RuleId } from '../asset/verdict/verdict.ts';

/** Why a result could not be judged, although it is there: what judged it was ended, and how. */
export const judgeFailures = ['crashed', 'too-long', 'too-much-memory', 'error'] as const;
export type JudgeFailure = (typeof judgeFailures)[number];

/** What is known of a result before it is trusted. Kept with its job; advice, which hides and blocks nothing. */
export interface KeptVerdict {
  /** Of the rules by which it was judged. */
  rulesVersion: string;
  /** When it was judged, in milliseconds since the epoch. */
  at: number;
  /** Which copy of the result: when that had been downloaded, likewise; null where that is not known. */
  copyOf: number | null;
  /** Set where it could not be judged; then there are no findings. `detail` is technical and in English. */
  failure: { reason: JudgeFailure; detail: string | null } | null;
  /** The worst of all findings; null where there is none. */
  level: Level | null;
  findings: Finding[];
  notJudged: NotJudged[];
  judged: RuleId[];
}

/** What a list shows of a verdict, the worst first: `failed` is a result that could not be judged. */
export const verdictStandings = ['error', 'warning', 'failed', 'note', 'clear'] as const;
export type VerdictStanding = (typeof verdictStandings)[number];

/** What is neither good nor bad counts for nothing here. */
export function verdictStandingOf({
  failure,
  level,
}: Pick<KeptVerdict, 'failure' | 'level'>): VerdictStanding {
  if (failure !== null) return 'failed';
  return level === null || level === 'info' ? 'clear' : level;
}

/** How many things were found that are more than information. */
export const countFindings = ({ findings }: Pick<KeptVerdict, 'findings'>): number =>
  findings.filter(({ level }) => level !== 'info').length;

/** The results that a person is advised to look at. */
export const needingALook = ['error', 'warning', 'failed'] as const satisfies readonly VerdictStanding[];

export const needsALook = (standing: VerdictStanding | null): boolean =>
  needingALook.some((one) => one === standing);
