import type { Rule } from './rule.ts';
import { bodyRules } from './rules/bodies.ts';
import { massRules } from './rules/mass.ts';
import { unitRules } from './rules/units.ts';

/** All rules, in the order of their numbers. */
export const rules: readonly Rule[] = [
  ...Object.values(bodyRules),
  ...Object.values(massRules),
  ...Object.values(unitRules),
].toSorted((a, b) => a.number - b.number);
