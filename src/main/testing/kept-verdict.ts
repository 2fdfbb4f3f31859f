import { rulesVersion, type Finding } from '../../asset/verdict/verdict.ts';
import type { KeptVerdict } from '../../shared/verdict.ts';

/** A result that has no mass. */
export const noMass: Finding = {
  rule: 'no-mass',
  kind: 'no-mass',
  level: 'error',
  part: 'usd',
  evidence: { bodies: { value: 1, unit: 'count' } },
  places: [{ part: 'usd', path: '/chair/body' }],
  count: 1,
};

/** A verdict of today's rules on the copy that was downloaded at 5,000. */
export const keptVerdict = (values: Partial<KeptVerdict> = {}): KeptVerdict => ({
  rulesVersion,
  at: 6_000,
  copyOf: 5_000,
  failure: null,
  level: 'error',
  findings: [noMass],
  notJudged: [{ rule: 'mjcf-refused', reason: 'no-mjcf', detail: null, places: [] }],
  judged: ['no-body', 'no-mass'],
  ...values,
});
