import { describe, expect, it } from 'vitest';
import type { RestResult } from '../../mjcf/rest-tests.ts';
import { mjcfBody } from '../testing/pairs.ts';
import {
  findingOf,
  kindsOf,
  numberOf,
  prop,
  reasonsOf,
  verdictOnMjcf,
  verdictOnUsd,
} from '../testing/props.ts';
import { sentenceOf } from '../../../shared/words/verdict.ts';
import { judge } from '../judge.ts';
import type { RestOutcome, Subject } from '../subject.ts';
import type { Verdict } from '../verdict.ts';

const box = '<geom type="box" size="0.2 0.2 0.2"/>';

describe('what is dropped', () => {
  it('is fine where it lies still', async () => {
    const verdict = await verdictOnMjcf(mjcfBody(`<freejoint/>${box}`));
    expect(kindsOf(verdict, 'no-rest')).toEqual([]);
    expect(verdict.judged).toContain('no-rest');
    expect(verdict.judged).toContain('drop-not-applicable');
  });

  it('is a warning where it rolls on', async () => {
    const verdict = await verdictOnMjcf(
      mjcfBody(
        `<freejoint/><geom type="sphere" size="0.2" pos="0 0 0.2"/><geom type="sphere" size="0.05" pos="0.17 0 0.2" mass="0.5"/>`,
      ).replace('<worldbody>', '<default><geom friction="1 0 0"/></default><worldbody>'),
    );
    const finding = findingOf(verdict, 'no-rest');
    expect(finding).toMatchObject({ kind: 'moving', level: 'warning', part: 'mjcf' });
    expect(numberOf(finding, 'distance')).toBeGreaterThan(0);
  });

  it.each([
    ['fixed', mjcfBody(box)],
    ['jointed', mjcfBody(`<joint type="hinge" axis="0 0 1"/>${box}`)],
    ['no-body', `<mujoco><worldbody>${box}</worldbody></mujoco>`],
  ])('is not applicable where it is %s, and never failed', async (reason, xml) => {
    const verdict = await verdictOnMjcf(xml);
    expect(findingOf(verdict, 'drop-not-applicable')).toMatchObject({ kind: reason, level: 'info' });
    expect(kindsOf(verdict, 'no-rest')).toEqual([]);
    expect(reasonsOf(verdict, 'no-rest')).toEqual(['not-droppable']);
    expect(verdict.judged).not.toContain('no-rest');
  });

  it('is not judged without MJCF', async () => {
    const verdict = await verdictOnUsd(prop());
    expect(reasonsOf(verdict, 'no-rest')).toEqual(['no-mjcf']);
    expect(reasonsOf(verdict, 'drop-not-applicable')).toEqual(['no-mjcf']);
  });
});

describe('how a drop ended', () => {
  const atRest: RestResult = { kind: 'at-rest', seconds: 1 };
  const after = (rest: RestOutcome | null): Verdict => {
    const absent = { kind: 'absent' } as const;
    const subject: Subject = { usd: absent, mjcf: absent, gltf: absent, rest };
    return judge(subject);
  };

  it.each<[RestResult, string]>([
    [{ kind: 'moving', meters: 0.5 }, 'moving'],
    [{ kind: 'sinking', meters: 0.2 }, 'sinking'],
    [{ kind: 'no-touch' }, 'no-touch'],
    [{ kind: 'unstable', state: { kind: 'BADQACC', text: 'Nan, Inf or huge value in QACC.' } }, 'unstable'],
  ])('is a warning with %j, in words', (result, kind) => {
    const dropped = after({ kind: 'dropped', drop: result, stability: atRest });
    const finding = findingOf(dropped, 'no-rest', kind);
    expect(finding.level).toBe('warning');
    expect(finding.evidence['test']).toEqual({ text: 'ground_drop' });
    expect(sentenceOf(finding)).toMatch(/^In ground_drop [^–]+$/);
    const settled = after({ kind: 'dropped', drop: atRest, stability: result });
    expect(findingOf(settled, 'no-rest', kind).evidence['test']).toEqual({ text: 'ground_stability' });
  });

  it('is none at rest, and not judged where it failed', () => {
    expect(kindsOf(after({ kind: 'dropped', drop: atRest, stability: atRest }), 'no-rest')).toEqual([]);
    const failed = after({ kind: 'failed', detail: 'no memory' });
    expect(failed.notJudged.find(({ rule }) => rule === 'no-rest')).toMatchObject({
      reason: 'failed',
      detail: 'no memory',
    });
    expect(kindsOf(failed, 'drop-not-applicable')).toEqual([]);
  });
});
