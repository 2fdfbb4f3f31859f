import { groundDrop, groundStability, type RestResult, type RestTest } from '../../mjcf/rest-tests.ts';
import {
  found,
  orPassed,
  passed,
  quantity,
  skipped,
  text,
  whyNot,
  type Outcome,
  type Rule,
} from '../rule.ts';
import { simReadyTest } from '../sources.ts';
import type { Subject } from '../subject.ts';

const noRest: Rule = {
  id: 'no-rest',
  sources: [simReadyTest(groundDrop.name), simReadyTest(groundStability.name)],
  thresholds: {
    dropTolerance: quantity(groundDrop.tolerance, 'm'),
    dropWithin: quantity(groundDrop.within, 's'),
    stabilityTolerance: quantity(groundStability.tolerance, 'm'),
    stabilityWithin: quantity(groundStability.within, 's'),
  },
  parts: ['mjcf'],
  judge: ({ mjcf, rest }) => {
    if (rest === null) return [notSimulated(mjcf)];
    if (rest.kind === 'not-applicable') return [skipped('not-droppable')];
    if (rest.kind === 'failed') return [skipped('failed', null, rest.detail)];
    return orPassed([...restless(groundDrop, rest.drop), ...restless(groundStability, rest.stability)]);
  },
};

const dropNotApplicable: Rule = {
  id: 'drop-not-applicable',
  sources: [simReadyTest('physics_checks.py')],
  thresholds: {},
  parts: ['mjcf'],
  judge: ({ mjcf, rest }) => {
    if (rest === null) return [notSimulated(mjcf)];
    return [rest.kind === 'not-applicable' ? found(rest.reason, 'info', { part: 'mjcf' }) : passed];
  },
};

export const simulationRules = { noRest, dropNotApplicable };

const notSimulated = (mjcf: Subject['mjcf']): Outcome =>
  mjcf.kind === 'read' ? skipped('not-asked') : whyNot(mjcf, 'no-mjcf');

function restless({ name, within }: RestTest, result: RestResult): Outcome[] {
  if (result.kind === 'at-rest') return [];
  const evidence = { test: text(name), within: quantity(within, 's') };
  const where = { part: 'mjcf' } as const;
  if (result.kind === 'no-touch') return [found('no-touch', 'warning', where, evidence)];
  if (result.kind === 'unstable')
    return [found('unstable', 'warning', where, { ...evidence, words: text(result.state.text) })];
  const distance = quantity(result.meters, 'm');
  return [found(result.kind, 'warning', where, { ...evidence, distance }, result.meters)];
}
