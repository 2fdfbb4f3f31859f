import { describe, expect, it } from 'vitest';
import { outlineReport, type Check, checkTitle, summaryOf, verdictLabel } from './report-outline.ts';
import type { Verdict } from './report-verdict.ts';

/** The checks in a line each: verdict, name, message. */
const lines = (report: unknown): string[] =>
  outlineReport(report).checks.map(({ verdict, name, message }) =>
    [verdict, name ?? '-', message ?? '-'].join(' | '),
  );

describe('the outline of a report', () => {
  it('puts failures first, then warnings, then what passed, each in the report’s order', () => {
    const report = {
      validation: {
        status: 'failed',
        passes: [{ check: 'mass', message: '2 kg' }],
        warnings: [{ check: 'uv', message: 'overlap' }, 'no normals'],
        failures: [{ check: 'mesh', message: '14 open edges' }],
      },
      other: { errors: ['late'] },
    };
    expect(lines(report)).toEqual([
      'failed | mesh | 14 open edges',
      'failed | - | late',
      'warning | uv | overlap',
      'warning | - | no normals',
      'passed | mass | 2 kg',
    ]);
    expect(outlineReport(report).rest).toEqual({ validation: { status: 'failed' } });
  });

  it.each<[string, object, string]>([
    ['a yes', { name: 'mass', passed: true }, 'passed | mass | -'],
    ['a no', { name: 'mass', ok: false }, 'failed | mass | -'],
    ['validity', { code: 'E1', valid: false, reason: 'too thin' }, 'failed | E1 | too thin'],
    ['success', { title: 'Mass', success: true }, 'passed | Mass | -'],
    ['a status', { rule: 'mass', status: 'FAIL' }, 'failed | mass | -'],
    ['a result', { test: 'mass', result: 'warning' }, 'warning | mass | -'],
    ['a severity', { id: 'W7', severity: 'warning', text: 'thin' }, 'warning | W7 | thin'],
    ['a message alone', { level: 'error', message: 'thin' }, 'failed | - | thin'],
  ])('takes a check by %s', (_what, check, line) => {
    expect(lines({ deep: [{ down: [check] }] })).toEqual([line]);
    expect(outlineReport({ deep: [{ down: [check] }] }).rest).toBeNull();
  });

  it('takes groups of checks by name, where a plain yes or no is a verdict', () => {
    const checks = { watertight: true, mass: 'fail', uv: { passed: true, score: 3 }, count: 3 };
    expect(lines({ checks })).toEqual(['failed | mass | -', 'passed | watertight | -', 'passed | uv | -']);
    expect(outlineReport({ checks }).rest).toEqual({ checks: { count: 3 } });
  });

  it('takes errors by name', () => {
    expect(lines({ errors: { mesh: 'open edges', uv: { message: 'overlap' } } })).toEqual([
      'failed | mesh | open edges',
      'failed | uv | overlap',
    ]);
  });

  it.each([
    { watertight: false, scale: 1 },
    { status: 'completed', name: 'decompose' },
    { error: null, errors: 0, warnings: 2, passed: 11 },
    { materials: ['wood', 'failed'], note: 'passed' },
    { level: 3, severity: 'high' },
    { pipeline: { passes: [{ name: 'physics', status: 'completed' }] } },
  ])('invents nothing: %j', (report) => {
    expect(outlineReport(report)).toEqual({
      checks: [],
      isContradictory: false,
      rest: report,
      isWhole: true,
    });
  });

  it('takes a step that failed out of the steps of a pipeline', () => {
    const passes = [
      { name: 'physics', status: 'completed' },
      { name: 'export', status: 'failed', duration_ms: 7 },
    ];
    const { checks, rest } = outlineReport({ pipeline: { passes } });
    expect(checks).toEqual<Check[]>([
      { verdict: 'failed', name: 'export', message: null, state: null, details: { duration_ms: 7 } },
    ]);
    expect(rest).toEqual({ pipeline: { passes: passes.slice(0, 1) } });
  });

  it('counts what a check found as part of it, unless that is worse', () => {
    const mesh = { name: 'mesh', passed: false, errors: ['edge 1', 'edge 2'], warnings: ['thin'] };
    const [check, ...others] = outlineReport([mesh]).checks;
    expect(others).toEqual([]);
    expect(check?.details).toEqual({ errors: ['edge 1', 'edge 2'], warnings: ['thin'] });
    const chair = { name: 'chair', valid: true, parts: [{ name: 'seat', valid: false }] };
    expect(lines(chair)).toEqual(['failed | seat | -', 'passed | chair | -']);
  });

  it('counts what a group says of itself only where nothing in it says as much', () => {
    expect(lines({ validation: { status: 'failed', passes: ['mass'] } })).toEqual([
      'failed | validation | -',
      'passed | - | mass',
    ]);
    expect(lines({ validation: { status: 'passed', passes: ['mass'] } })).toEqual(['passed | - | mass']);
    expect(lines({ valid: true, score: 3 })).toEqual(['passed | - | -']);
  });

  it('prefers the verdict of an entry to the name of its list', () => {
    const report = {
      errors: [
        { message: 'thin', severity: 'warning' },
        { message: 'torn', severity: 'high' },
      ],
    };
    expect(lines(report)).toEqual(['failed | - | torn', 'warning | - | thin']);
  });

  it('leaves out lists of nothing', () => {
    expect(outlineReport({ failures: [], warnings: [], points: [] })).toEqual({
      checks: [],
      isContradictory: false,
      rest: { points: [] },
      isWhole: true,
    });
    for (const nothing of [null, {}, [], undefined])
      expect(outlineReport(nothing)).toEqual({
        checks: [],
        isContradictory: false,
        rest: null,
        isWhole: true,
      });
  });

  it('stays quick and says so where a report is too large or too deep to be looked through', () => {
    const long = { errors: Array.from({ length: 300_000 }, (_unused, index) => `error ${index}`) };
    const { checks, isWhole } = outlineReport(long);
    expect(isWhole).toBe(false);
    expect(checks.length).toBeLessThan(20_001);
    let deep: unknown = { passed: false };
    for (let level = 0; level < 90; level += 1) deep = { level: deep };
    expect(outlineReport(deep)).toMatchObject({ checks: [], isWhole: false });
  });
});

describe('requirement codes in a report', () => {
  const expected = [
    'failed | AA.002 | Mass is set',
    'passed | NP.001 | Units are metres',
    'not-applicable | NP.007 | Colliders move',
    'not-applicable | SM.010 | Names are short',
  ];

  it.each<[string, unknown]>([
    [
      'a list',
      [
        { code: 'NP.001', name: 'Units are metres', state: 'passed' },
        { id: 'NP.007', requirement: 'Colliders move', state: 'runtime' },
        { requirement: 'AA.002', title: 'Mass is set', status: 'failed' },
        { code: 'SM.010', description: 'Names are short', status: 'not applicable', passed: false },
      ],
    ],
    [
      'an object',
      {
        profile: 'Prop-Robotics-Neutral',
        requirements: {
          'NP.001': { title: 'Units are metres', passed: true },
          'NP.007': { description: 'Colliders move', status: 'N/A (runtime)' },
          'AA.002': { message: 'Mass is set', state: 'FAILED' },
          'SM.010': { requirement: 'Names are short', state: 'roadmap' },
        },
      },
    ],
  ])('are shown with their words and states, from %s', (_what, report) => {
    expect(lines(report)).toEqual(expected);
  });

  it('are shown if the state is all there is', () => {
    const report = { 'NP.001': 'passed', 'AA.002': false, 'SM.010': 'advisory', version: 'passed' };
    expect(lines(report)).toEqual([
      'failed | AA.002 | -',
      'passed | NP.001 | -',
      'not-applicable | SM.010 | -',
    ]);
    expect(outlineReport(report).rest).toEqual({ version: 'passed' });
  });

  it('that are advisory warn where they failed', () => {
    expect(lines([{ code: 'SM.010', passed: false, enforcement: 'advisory' }])).toEqual([
      'warning | SM.010 | -',
    ]);
  });

  it('outweigh a report that calls itself passed', () => {
    const report = { passed: true, score: 3, requirements: [{ code: 'AA.002', state: 'failed' }] };
    const { isContradictory, rest } = outlineReport(report);
    expect(isContradictory).toBe(true);
    expect(rest).toEqual({ score: 3 });
    expect(
      outlineReport({ passed: true, requirements: [{ code: 'AA.002', state: 'passed' }] }),
    ).toMatchObject({
      isContradictory: false,
    });
  });
});

const check = (verdict: Verdict, values: Partial<Check> = {}): Check => ({
  ...{ verdict, name: null, message: null, state: null, details: null },
  ...values,
});

it('sums up what was checked, the worst first, without what there is none of', () => {
  const [bad, odd, good] = [check('failed'), check('warning'), check('passed')];
  expect(summaryOf([])).toBeNull();
  expect(summaryOf([bad, bad, odd, good, good, good])).toBe('2 failed, 1 warning, 3 passed');
  expect(summaryOf([odd, odd, good])).toBe('2 warnings, 1 passed');
});

it('lists what does not apply separately, in the words of the report', () => {
  const [good, other] = [check('passed'), check('not-applicable')];
  expect(summaryOf([good, other, other])).toBe('1 passed, 2 not applicable');
  expect(
    [null, 'N/A', 'advisory', 'not_applicable'].map((state) => verdictLabel({ ...other, state })),
  ).toEqual(['Not applicable', 'Not applicable', 'Advisory', 'Not applicable']);
});

it('titles a check by its name, or else by what it says', () => {
  expect(checkTitle(check('failed', { name: 'open_edges', message: '14 of them' }))).toEqual({
    title: 'Open edges',
    text: '14 of them',
  });
  expect(checkTitle(check('failed', { message: '14 open edges' }))).toEqual({
    title: '14 open edges',
    text: null,
  });
  expect(checkTitle(check('passed'))).toEqual({ title: 'Overall', text: null });
});
