import { describe, expect, it } from 'vitest';
import { closingLine, readPlaywrightReport, readVitestReport, withCount, withExitCode } from './reports.mjs';

describe('readVitestReport', () => {
  /**
   * @param {string} status of the file
   * @param {string[]} tests their statuses
   */
  const report = (status, ...tests) => ({
    testResults: [
      {
        name: '/clone/src/a.test.ts',
        status,
        assertionResults: tests.map((test, index) => ({ fullName: `test ${index}`, status: test })),
      },
    ],
  });

  it('counts what passed', () => {
    expect(readVitestReport(report('passed', 'passed', 'passed'))).toEqual({ passed: 2, failed: [] });
  });

  it('counts and names everything else as failed', () => {
    expect(readVitestReport(report('failed', 'passed', 'failed', 'skipped', 'todo', 'pending'))).toEqual({
      passed: 1,
      failed: ['test 1 (failed)', 'test 2 (skipped)', 'test 3 (todo)', 'test 4 (pending)'],
    });
  });

  it('says why a test failed, and no more of it than a summary bears', () => {
    const failureMessages = [
      ['\u001b[31mexpected 1 to be 2\u001b[39m', ...Array(40).fill('at a.ts')].join('\n'),
    ];
    const assertionResults = [{ fullName: 'adds', status: 'failed', failureMessages }];
    const testResults = [{ name: '/clone/src/a.test.ts', status: 'failed', assertionResults }];
    const lines = readVitestReport({ testResults }).failed[0]?.split('\n');
    expect(lines?.slice(0, 3)).toEqual(['adds (failed)', '    expected 1 to be 2', '    at a.ts']);
    expect(lines).toHaveLength(13);
  });

  it('counts a file that could not be loaded', () => {
    expect(readVitestReport(report('failed'))).toEqual({
      passed: 0,
      failed: ['/clone/src/a.test.ts (could not be run)'],
    });
  });

  it('counts a file whose tests passed but which failed around them', () => {
    expect(readVitestReport(report('failed', 'passed'))).toEqual({
      passed: 1,
      failed: ['/clone/src/a.test.ts (could not be run)'],
    });
  });

  it('counts a file without tests', () => {
    expect(readVitestReport(report('passed')).failed).toEqual(['/clone/src/a.test.ts (holds no tests)']);
  });
});

describe('readPlaywrightReport', () => {
  /**
   * @param {string} title
   * @param {string} expectedStatus
   * @param {string} status
   */
  const spec = (title, expectedStatus, status) => ({ title, tests: [{ expectedStatus, status }] });

  it('counts what passed, in suites within suites', () => {
    const inner = { title: 'list', specs: [spec('opens', 'passed', 'expected')] };
    const report = {
      suites: [{ title: 'a.spec.ts', specs: [spec('starts', 'passed', 'expected')], suites: [inner] }],
      errors: [],
    };
    expect(readPlaywrightReport(report)).toEqual({ passed: 2, failed: [] });
  });

  it('counts and names everything else as failed', () => {
    const specs = [
      spec('breaks', 'passed', 'unexpected'),
      spec('wavers', 'passed', 'flaky'),
      spec('is left out', 'skipped', 'skipped'),
      spec('came after a failure', 'passed', 'skipped'),
      spec('is known to break', 'failed', 'expected'),
    ];
    const suites = [{ title: 'a.spec.ts', specs: [], suites: [{ title: 'list', specs }] }];
    expect(readPlaywrightReport({ suites, errors: [] })).toEqual({
      passed: 0,
      failed: [
        'a.spec.ts › list › breaks (failed)',
        'a.spec.ts › list › wavers (flaky)',
        'a.spec.ts › list › is left out (skipped)',
        'a.spec.ts › list › came after a failure (did not run)',
        'a.spec.ts › list › is known to break (expected to be failed)',
      ],
    });
  });

  it('says why a test failed, from the first attempt that tells', () => {
    const results = [
      { errors: [] },
      { errors: [{}, { message: '\u001b[31mNo window\u001b[39m\n\n  at a.ts' }] },
    ];
    const tests = [{ expectedStatus: 'passed', status: 'unexpected', results }];
    const suites = [{ title: 'a.spec.ts', specs: [{ title: 'starts', tests }] }];
    expect(readPlaywrightReport({ suites, errors: [] }).failed).toEqual([
      'a.spec.ts › starts (failed)\n    No window\n      at a.ts',
    ]);
  });

  it('counts what went wrong outside of tests and says why, without colours', () => {
    const errors = [{ message: '\u001b[31mCannot find module\u001b[39m\n  at a.ts' }, {}];
    expect(readPlaywrightReport({ suites: [], errors }).failed).toEqual([
      'an error outside of tests\n    Cannot find module\n      at a.ts',
      'an error outside of tests',
    ]);
  });
});

describe('withExitCode', () => {
  it('adds a failure that only the exit code tells of', () => {
    expect(withExitCode({ passed: 3, failed: [] }, 1, 'vitest').failed).toEqual([
      'vitest ended with exit code 1',
    ]);
    expect(withExitCode({ passed: 3, failed: ['a test'] }, 1, 'vitest').failed).toEqual(['a test']);
  });

  it('leaves a good run as it is', () => {
    expect(withExitCode({ passed: 3, failed: [] }, 0, 'vitest')).toEqual({ passed: 3, failed: [] });
  });
});

describe('withCount', () => {
  it('does not accept a run without tests', () => {
    expect(withCount({ passed: 0, failed: [] }, 'vitest').failed).toEqual(['vitest ran no tests']);
    expect(withCount({ passed: 3, failed: [] }, 'vitest')).toEqual({ passed: 3, failed: [] });
  });
});

describe('closingLine', () => {
  it('sums up all steps', () => {
    const outcomes = [
      { passed: 0, failed: ['npm run check:types'] },
      { passed: 100, failed: [] },
      { passed: 23, failed: ['a test', 'another test'] },
    ];
    expect(closingLine(outcomes)).toBe('123 passed, 3 failed');
  });
});
