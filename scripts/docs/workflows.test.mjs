import { readdirSync, readFileSync } from 'node:fs';
import { parseWorkflow, NoOperationTraceWriter } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inProject } from '../lib/project.mjs';

const folder = inProject('.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(inProject('.github', 'workflows', name), 'utf8'),
}));
const release = workflows.find(({ name }) => name === 'release.yml')?.text ?? '';

/** @typedef {{ name?: string, if?: string, uses?: string, run?: string, with?: object, env?: Record<string, string> }} Step */
/** @typedef {{ if?: string, environment?: string, permissions?: object, steps: Step[], 'timeout-minutes'?: number }} Job */

/**
 * @param {string} text
 * @returns {Job[]}
 */
const jobsOf = (text) => Object.values(parse(text).jobs);

describe.each(workflows)('the workflow $name', ({ name, text }) => {
  it('is one to GitHub’s own parser', () => {
    const { context } = parseWorkflow({ name, content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it('may read the repository and no more, unless a job says so', () => {
    expect(parse(text).permissions).toEqual({ contents: 'read' });
  });

  it('ends by itself, and leaves no token behind in the clone', () => {
    for (const job of jobsOf(text)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      for (const step of job.steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')))
        expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });
});

describe('the workflows', () => {
  it('name actions by the hash of a version, the same for each action', () => {
    const uses = workflows.flatMap(({ text }) => text.match(/^.*\buses:.*$/gm) ?? []);
    const pins = new Map();
    for (const line of uses) {
      const [, action, hash] = /uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(line) ?? [];
      expect(hash, line).toBeDefined();
      expect(pins.get(action) ?? hash, line).toBe(hash);
      pins.set(action, hash);
    }
    expect(uses.length).toBeGreaterThan(0);
  });

  it('put nothing that somebody else chooses into a script', () => {
    for (const { text } of workflows)
      for (const { run = '' } of jobsOf(text).flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
  });
});

describe('a workflow that tries packages', () => {
  it.each(workflows.flatMap(({ name, text }) => jobsOf(text).map((job) => ({ name, steps: job.steps }))))(
    'lets Chromium’s sandbox start on Ubuntu, in $name',
    ({ steps }) => {
      const runs = steps.map(({ run = '' }) => run);
      const startsElectron = runs.findIndex((run) => /npm run (?:package|test:e2e)\b/.test(run));
      const allows = runs.findIndex((run) => run.includes('kernel.apparmor_restrict_unprivileged_userns=0'));
      expect(allows >= 0 && allows < startsElectron).toBe(startsElectron >= 0);
    },
  );
});

describe('the workflow of a release', () => {
  it('needs the secrets that docs/releasing.md names, and checks each before anything is made', () => {
    const used = new Set([...release.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret));
    const table = readFileSync(inProject('docs', 'releasing.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` /gm);
    expect([...used].sort()).toEqual([...table].map(([, secret]) => secret).sort());
    const checks = jobsOf(release)[0]?.steps ?? [];
    const { env = {}, run } = checks.find(({ name }) => name === 'Are all secrets there?') ?? {};
    expect(Object.keys(env).sort()).toEqual([...used].sort());
    for (const secret of used) expect(run).toMatch(new RegExp(`\\b${secret}\\b`));
  });

  it('has no secret where no tag is released, and the right to write in the last job alone', () => {
    const jobs = jobsOf(release);
    const withSecrets = jobs.flatMap(({ steps, if: ofJob }) =>
      steps
        .filter(({ env = {} }) => JSON.stringify(env).includes('secrets.'))
        .map((step) => step.if ?? ofJob),
    );
    // Not by the kind of what it runs on: a tag can be chosen by hand as well. What is pushed to it is a tag.
    for (const condition of withSecrets) expect(condition).toContain("github.event_name == 'push'");
    expect(parse(release).on.push).toEqual({ tags: ['v*'] });
    expect(withSecrets.length).toBeGreaterThan(0);
    expect(jobs.map(({ permissions = null }) => permissions)).toEqual([
      ...jobs.slice(1).map(() => null),
      { contents: 'write' },
    ]);
  });

  it('runs no dependency’s code beside the right to write, and beside the key of updates', () => {
    const jobs = jobsOf(release).filter(
      ({ steps, permissions }) =>
        permissions !== undefined || steps.some(({ env = {} }) => 'RIGYD_UPDATE_SIGNING_KEY' in env),
    );
    expect(jobs).toHaveLength(2);
    for (const { run = '' } of jobs.flatMap(({ steps }) => steps)) expect(run).not.toMatch(/\bnp[mx]\b/);
  });

  it('can reach secrets on no system that signs nothing', () => {
    const [, packages] = jobsOf(release);
    expect(packages?.environment).toContain("!startsWith(matrix.os, 'ubuntu-')");
  });

  it('collects every kind of file that is made', () => {
    for (const kind of ['deb', 'tar.gz', 'AppImage', 'dmg', 'zip', 'exe'])
      expect(release).toContain(`dist/*.${kind}`);
  });
});
