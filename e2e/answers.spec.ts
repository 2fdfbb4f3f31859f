import type { FaultRuleInput } from '../src/simulator/faults/faults.ts';
import type { JobSpecInput } from '../src/simulator/jobs/spec-input.ts';
import type { Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { test as desktopTest } from './support/desktop-test.ts';
import { changeStoredJobs } from './support/stored-jobs.ts';
import { expect, sharedTest, test } from './support/test.ts';
import { stateOf } from './support/state.ts';

type Fault = FaultRuleInput['fault'];

/** Jobs whose answers are spoilt, each in a way of its own. */
class SpoiltJobs {
  readonly ids: string[] = [];

  constructor(readonly simulator: Simulator) {}

  add(fault: Fault, spec: JobSpecInput): string {
    const id = this.simulator.addJob(spec);
    this.simulator.setPhase(id, spec.fails === undefined ? 'running' : 'failed', 30);
    this.simulator.faults.set({ fault, job: id, endpoint: 'job' });
    this.ids.push(id);
    return id;
  }

  /** One whose answers have other values in some fields. */
  saying(filename: string, fields: Record<string, unknown>, spec: JobSpecInput = {}): string {
    const raw = Object.entries(fields).map(([name, value]) => [`data.${name}`, JSON.stringify(value)]);
    return this.add({ kind: 'json', raw: Object.fromEntries(raw) }, { filename, ...spec });
  }

  /** One whose report is this text, which need not be JSON. */
  reporting(filename: string, report: string): string {
    return this.add({ kind: 'json', raw: { 'data.report': report } }, { filename });
  }
}

const notUnderstood = (desk: Desk) => desk.section('Unrecognized values').getByRole('listitem');

sharedTest(
  'values in another form are understood where that is unambiguous, and noted in words where it is not',
  async ({ desk, simulator }) => {
    const jobs = new SpoiltJobs(simulator);
    const short = { id: 'shortanswer1234567890abc', status: 'queued' };
    jobs.add({ kind: 'body', text: JSON.stringify({ data: short }) }, { id: short.id });
    jobs.saying('partial.glb', { output: {}, preprocess: { status: 'revising' } });
    jobs.saying('words.glb', {
      progress: '42 %',
      file_size_bytes: '1245678',
      credits_charged: '1.50',
      createdAt: '2026-05-06T12:00:00',
      'timing.queued_at': '2026-05-06 12:00:10',
      'timing.started_at': Date.parse('2026-05-06T12:00:20Z') / 1000,
      updatedAt: Date.parse('2026-05-06T12:00:30Z'),
    });
    const share = jobs.saying('share.glb', { progress: 0.42 });
    const excess = jobs.saying('excess.glb', { progress: 250, stage: ['export'] });
    jobs.saying('more.glb', {
      queue_position: 4,
      eta_seconds: 90,
      workerPool: { zone: 'b' },
      'preprocess.status': 'running',
      'preprocess.steps': [{ name: 'export' }, { step: 'align', ms: 3 }],
      'preprocess.telemetry': ['cold start'],
    });
    await desk.typeIds(jobs.ids.join('\n'));

    await test.step('what a short answer leaves out is no news', async () => {
      await expect(desk.row('shortanswer')).toContainText('Queued');
      for (const job of ['shortanswer', 'partial.glb']) {
        await desk.open(job);
        await expect(desk.section('Job')).toContainText('Status');
        await expect(notUnderstood(desk)).toHaveCount(0);
      }
      await expect(desk.section('Preprocess')).toContainText('Revising');
    });

    await test.step('numbers as text and times in other forms', async () => {
      await expect(desk.row('words.glb')).toContainText('42%');
      await desk.open('words.glb');
      await expect(desk.section('Job')).toContainText(/Credits charged\s*1\.5/);
      await expect(desk.section('Input')).toContainText('1.2 MB');
      await expect(desk.section('Timing').getByRole('list', { name: 'Timeline' })).toContainText('10 s');
      await expect(notUnderstood(desk)).toHaveCount(0);
    });

    await test.step('an ambiguous or impossible progress is a dash', async () => {
      await expect(desk.row(share)).not.toContainText('%');
      await desk.open(share);
      await expect(notUnderstood(desk)).toHaveText(['progress: 0.42, could be a fraction or a percentage']);
      await expect(desk.row(excess)).not.toContainText('%');
      await desk.open(excess);
      await expect(notUnderstood(desk)).toHaveText([
        'stage: a list of 1, expected a text',
        'progress: 250, more than 100',
      ]);
    });

    await test.step('fields beside the documented ones are told in words', async () => {
      await desk.open('more.glb');
      await expect(desk.section('Other fields')).toContainText(/Queue position\s*4/);
      await expect(desk.section('Other fields')).toContainText(/Estimated\s*1 min 30 s/);
      await expect(desk.section('Other fields')).toContainText('Worker pool');
      await expect(desk.section('Preprocess').getByRole('list', { name: 'Steps' })).toContainText(
        /Export\s*Align/,
      );
      await expect(desk.section('Preprocess')).toContainText('cold start');
    });
  },
);

sharedTest(
  'errors of any shape give their reason in the row, and the whole of it in the details',
  async ({ desk, simulator }) => {
    const jobs = new SpoiltJobs(simulator);
    const frames = Array.from(
      { length: 120 },
      (_unused, line) => `  File "/srv/run.py", line ${line}, in run`,
    );
    const traceback = [
      'Traceback (most recent call last):',
      ...frames,
      'MeshError: no faces in chair.obj',
    ].join('\n');
    const fails = 'replaced';
    jobs.saying('object.glb', { error: { code: 'E7', message: 'Open edges.' } }, { fails });
    jobs.saying('list.glb', { error: ['No scale.', { detail: 'No units.' }] }, { fails });
    jobs.saying('trace.glb', { error: traceback }, { fails });
    jobs.saying('prep.obj', {
      'preprocess.status': 'failed',
      'preprocess.error': { reason: 'Too thin.' },
    });
    await desk.typeIds(jobs.ids.join('\n'));

    await expect(desk.row('object.glb')).toContainText('Open edges.');
    await expect(desk.row('list.glb')).toContainText('No scale.');
    await expect(desk.row('trace.glb')).toContainText('MeshError: no faces in chair.obj');
    await desk.open('trace.glb');
    const note = desk.details.getByRole('note');
    await expect(note).toContainText('MeshError: no faces in chair.obj');
    await expect(note.getByText('line 119')).toBeHidden();
    await note.getByText('Full error').click();
    await expect(note.getByText('line 119')).toBeVisible();
    await note.getByRole('button', { name: 'Copy error' }).click();
    await expect.poll(() => desk.clipboard()).toBe(traceback);
    await desk.open('object.glb');
    await desk.details.getByText('Full error').click();
    await expect(desk.details.getByRole('note')).toContainText('code: E7');
    await desk.open('prep.obj');
    await expect(desk.section('Preprocess')).toContainText('Too thin.');
  },
);

sharedTest(
  'an end under another name is shown as the end that it reads as, and still asked for',
  async ({ desk, simulator }) => {
    const jobs = new SpoiltJobs(simulator);
    const said = { cancelled: 'Cancelled', expired: 'Expired', error: 'Error', succeeded: 'Succeeded' };
    for (const status of Object.keys(said)) jobs.saying(`${status}.glb`, { status, progress: 60 });
    const loud = jobs.saying('loud.glb', { status: 'COMPLETED' });
    await desk.typeIds(jobs.ids.join('\n'));
    for (const [status, label] of Object.entries(said)) {
      await expect(desk.row(`${status}.glb`)).toContainText(label);
      await expect(desk.row(`${status}.glb`).getByRole('progressbar')).toHaveCount(0);
    }
    await expect(desk.row(loud)).toContainText('Completed');
    for (const ended of ['succeeded.glb', loud])
      await expect(desk.row(ended).getByRole('button', { name: /Download/ })).toBeVisible();
    await expect(desk.row('cancelled.glb').getByRole('button', { name: /Download/ })).toHaveCount(0);
    await desk.open('succeeded.glb');
    await expect(desk.details).toContainText('Rigyd reports the status “succeeded”');
    await expect(desk.details.getByRole('progressbar')).toHaveCount(0);

    // Such an end is never taken for final: when the service says otherwise, so does the row.
    simulator.faults.clear();
    await desk.button('Check now').click();
    await expect(desk.row('succeeded.glb')).toContainText('Running');
  },
);

sharedTest(
  'a report of requirement codes is told with its words, in any shape',
  async ({ desk, simulator }) => {
    const jobs = new SpoiltJobs(simulator);
    const requirements = [
      { code: 'NP.001', name: 'Units are metres', state: 'passed' },
      { code: 'AA.002', name: 'Mass is set', state: 'failed' },
      { code: 'SM.010', name: 'Names are short', state: 'advisory' },
      { code: 'NP.007', name: 'Colliders move', state: 'not applicable' },
    ];
    const byCode = Object.fromEntries(requirements.map(({ code, ...rest }) => [code, rest]));
    jobs.saying('list.glb', { report: requirements });
    jobs.saying('object.glb', { report: { passed: true, requirements: byCode } });
    jobs.saying('string.glb', { report: JSON.stringify({ requirements }) });
    jobs.saying('prose.glb', { report: 'All is well.' });
    await desk.typeIds(jobs.ids.join('\n'));

    for (const job of ['list.glb', 'object.glb', 'string.glb']) {
      await desk.open(job);
      await expect(desk.section('Report')).toContainText('1 failed, 1 passed, 2 not applicable');
      await expect(desk.section('Report').getByRole('listitem')).toContainText([
        /Failed\s*AA\.002\s*Mass is set/,
        /Passed\s*NP\.001\s*Units are metres/,
        /Advisory\s*SM\.010\s*Names are short/,
        /Not applicable\s*NP\.007\s*Colliders move/,
      ]);
    }
    await desk.open('object.glb');
    await expect(desk.section('Report')).toContainText('says “passed” but lists a failure');
    await expect(desk.section('Report')).not.toContainText('yes');
    await desk.open('prose.glb');
    await expect(desk.section('Report')).toContainText('All is well.');
  },
);

sharedTest(
  'a part that cannot be read, kept or shown costs no more than itself',
  async ({ desk, simulator }) => {
    const jobs = new SpoiltJobs(simulator);
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`;
    jobs.reporting('nan.glb', '{"mass":NaN,"range":[-Infinity,2]}');
    jobs.reporting('deep.glb', `{"mass":2,"points":${deep}}`);
    const bare = jobs.saying('bare.glb', { output: null });
    simulator.setPhase(bare, 'completed');
    const large = Array.from({ length: 2 }, (_unused, index) =>
      jobs.saying('large', { filename: `${index}${'n'.repeat(1_900_000)}`, stage: 'texturing' }),
    );
    await desk.typeIds(jobs.ids.join('\n'));

    await desk.open('nan.glb');
    await expect(desk.section('Report')).toContainText('Mass');
    await desk.open('deep.glb');
    await expect(desk.section('Report')).toContainText(/Mass\s*2/);
    await desk.open('bare.glb');
    await expect(desk.section('Output')).toContainText('Rigyd lists no files for it');
    for (const id of large) {
      await expect(desk.row(id)).toContainText('Texturing');
      const { rows } = await stateOf(desk.page);
      expect(Math.max(...rows.map(({ name }) => name?.length ?? 0))).toBeLessThanOrEqual(300);
    }
  },
);

desktopTest(
  'a name with non-characters does not end the app when the tray menu is read, nor after a restart',
  async ({ tray, newDesk: desk, simulator }) => {
    desktopTest.skip(process.platform !== 'linux', 'Other systems have no bus on which to look.');
    const jobs = new SpoiltJobs(simulator);
    const id = jobs.saying('spoilt', { filename: 'chair\uFFFF\uFDD0\u{1FFFE}.glb' });
    const menu = async (): Promise<string> => {
      const lines = await tray.menu().catch(() => []);
      return lines.map(({ label }) => label).join('\n');
    };
    const env = { RIGYD_API_KEY: simulator.key };
    await desk.start({ env });
    await desk.typeIds(id);
    await expect(desk.row(id)).toContainText('Running');
    await expect.poll(menu).toContain('chair\uFFFD\uFFFD\uFFFD.glb');
    await desk.quit();

    // As a version kept it that stored answers as they came; the service says nothing newer.
    const stored = { id, status: 'running', filename: 'lamp\uFFFF.glb' };
    await changeStoredJobs(desk, (record) => ({ ...record, raw: stored }));
    simulator.faults.set({ fault: { kind: 'hang' }, job: id });
    await desk.start({ env });
    await expect(desk.row(id)).toContainText('lamp\uFFFD.glb');
    await expect.poll(menu).toContain('lamp\uFFFD.glb');
  },
);
