import type { Rule } from './rule.ts';
import { bodyRules } from './rules/bodies.ts';
import { colliderRules } from './rules/colliders.ts';
import { fileRules } from './rules/files.ts';
import { gltfRules } from './rules/gltf.ts';
import { massRules } from './rules/mass.ts';
import { materialAndJointRules } from './rules/materials-and-joints.ts';
import { mjcfRules } from './rules/mjcf.ts';
import { shapeRules } from './rules/shapes-against-visual.ts';
import { simulationRules } from './rules/simulation.ts';
import { unitRules } from './rules/units.ts';
import { ruleIds } from './verdict.ts';

/** All rules, in the order of {@link ruleIds}. */
export const rules: readonly Rule[] = [
  bodyRules,
  massRules,
  colliderRules,
  shapeRules,
  unitRules,
  materialAndJointRules,
  fileRules,
  mjcfRules,
  simulationRules,
  gltfRules,
]
  .flatMap((group): Rule[] => Object.values(group))
  .toSorted((a, b) => ruleIds.indexOf(a.id) - ruleIds.indexOf(b.id));
