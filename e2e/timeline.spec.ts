import type { Locator } from '@playwright/test';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { placeOf } from './support/places.ts';
import { changeStoredJobs } from './support/stored-jobs.ts';
import { expect, sharedTest } from './support/test.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** A minute of submission, two of preparing, one in line and five of running. */
const durations = {
  submitting: minute,
  preprocessing: 2 * minute,
  queued: minute,
  running: 5 * minute,
};

const timeline = (desk: Desk): Locator => desk.section('Timing').getByRole('list', { name: 'Timeline' });
const segment = (desk: Desk, name: string): Locator =>
  timeline(desk).getByRole('button', { name: new RegExp(`^${name}: `) });

const bar = (desk: Desk, name: string): Promise<{ x: number; width: number }> =>
  placeOf(segment(desk, name).locator('[data-bar]'));

sharedTest(
  'a job driven through its phases is drawn as far as it got, in order and to scale',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'crate.fbx', durations, ageMs: 10 * minute });
    simulator.setPhase(id, 'submitting', 50);
    await desk.typeIds(id);
    await desk.open(id);
    const phases = ['Submitted', 'Preprocessing', 'Queued', 'Running'];
    for (const [index, status] of ['submitting', 'preprocessing', 'queued', 'running'].entries()) {
      simulator.setPhase(id, status, 50);
      await desk.check([id]);
      for (const name of phases.slice(0, index + 1)) await expect(segment(desk, name)).toBeVisible();
      for (const name of phases.slice(index + 1)) await expect(segment(desk, name)).toHaveCount(0);
    }
    await expect(segment(desk, 'Running')).toHaveAccessibleName(/so far, since/);
    simulator.setPhase(id, 'completed');
    await desk.check([id]);
    await expect(segment(desk, 'Running')).toHaveAccessibleName(/^Running: 5 min, .* to /);
    await expect(desk.section('Timing')).toContainText('Export · Align · Transform · Compress · Process');

    const bars = await Promise.all(phases.map((name) => bar(desk, name)));
    const perMinute = (bars[3]?.width ?? 0) / 5;
    expect(perMinute).toBeGreaterThan(10);
    for (const [index, minutes] of [1, 2, 1, 5].entries()) {
      const { x = 0, width = 0 } = bars[index] ?? {};
      expect(Math.abs(width - minutes * perMinute)).toBeLessThan(2);
      const next = bars[index + 1];
      if (next !== undefined) expect(Math.abs(next.x - (x + width))).toBeLessThan(2);
    }

    await segment(desk, 'Submitted').focus();
    await desk.page.keyboard.press('ArrowDown');
    await expect(segment(desk, 'Preprocessing')).toBeFocused();
    await expect(desk.section('Timing').getByText(/^Preprocessing: 2 min, .+ to .+$/)).toBeVisible();
  },
);

sharedTest(
  'a stage whose time only the app saw took about so long, to the eye as to the ear',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'pump.glb', durations, ageMs: 10 * minute });
    simulator.setPhase(id, 'running', 20);
    await desk.typeIds(id);
    await desk.open(id);
    await expect(segment(desk, 'Running')).toBeVisible();
    simulator.setPhase(id, 'running', 80);
    await desk.check([id]);
    await expect(
      timeline(desk)
        .getByText(/^about /)
        .first(),
    ).toBeVisible();
    await expect(
      timeline(desk).getByRole('button', { name: /: about .* so far, .*as seen by Rigyd Desk$/ }),
    ).toBeVisible();
    expect(await findings(desk)).toEqual([]);
  },
);

sharedTest(
  'a download of days later breaks the axis, and says so; axe finds nothing in either theme',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'mug.glb', durations, ageMs: 2 * day });
    await desk.typeIds(id);
    await desk.open(id);
    await desk.button('Download: mug.glb').click();
    await expect(desk.button('Show in folder: mug.glb')).toBeVisible();
    await expect(segment(desk, 'Download')).toHaveAccessibleName(/^Download: .* to /);
    await expect(desk.section('Timing')).toContainText('A wait of 1 d 23 h is drawn shorter than it was');
    const [run, queue, home] = [
      await bar(desk, 'Running'),
      await bar(desk, 'Queued'),
      await bar(desk, 'Download'),
    ];
    expect(run.width / queue.width).toBeGreaterThan(4.5);
    expect(run.width / queue.width).toBeLessThan(5.5);
    expect(home.x).toBeGreaterThan(run.x + run.width + 10);
    expect(await findings(desk)).toEqual([]);
  },
);

sharedTest(
  'what is usual is said once enough jobs like it are finished, and not before',
  async ({ desk, simulator }) => {
    const add = (index: number, running: number): string =>
      simulator.addJob({
        filename: `part ${index}.glb`,
        sizeBytes: 2_000_000,
        ageMs: 60 * minute,
        durations: { submitting: second, queued: second, running },
      });
    const early = Array.from({ length: 9 }, (_, index) => add(index, (60 + index) * second));
    await desk.typeIds(early.join('\n'));
    await desk.open('part 4.glb');
    await expect(segment(desk, 'Running')).toBeVisible();
    await expect(desk.section('Timing')).not.toContainText(/similar jobs|of this type|of its kind/);

    const slow = add(99, 5 * minute);
    const late = [add(9, 69 * second), add(10, 70 * second)];
    await desk.paste([...late, slow].join('\n'));
    await desk.open('part 99.glb');
    const timing = desk.section('Timing');
    await expect(timing).toContainText('Usually takes 1 min 1 s to 1 min 9 s, based on 11 similar jobs.');
    await expect(timing).toContainText('Slower than all 11 similar jobs.');
  },
);

sharedTest(
  'a job that stands still is flagged, once it is known to have done so for long enough',
  async ({ desk, simulator }) => {
    const still = simulator.addJob({ filename: 'gear.glb' });
    const moving = simulator.addJob({ filename: 'chair.glb' });
    for (const id of [still, moving]) simulator.setPhase(id, 'running', 40);
    await desk.typeIds(`${still}\n${moving}`);
    await expect(desk.row(still)).toContainText('40%');
    await expect(desk.row(moving)).toContainText('40%');
    await expect(desk.row(still)).not.toContainText('Stuck?');
    await desk.quit();
    const earlier = Date.now() - 24 * minute;
    await changeStoredJobs(desk, (record) => ({ ...record, changedAt: earlier, fetchedAt: earlier }));

    simulator.setPhase(moving, 'running', 60);
    await desk.start();
    await expect(desk.row(still)).toContainText('Stuck?');
    await expect(desk.row(still)).toContainText('No change for 24 min');
    await expect(desk.row(moving)).toContainText('60%');
    await expect(desk.row(moving)).not.toContainText('Stuck?');

    await desk.open(still);
    const advice = desk.details.getByRole('group', { name: 'Stuck?' });
    await advice.getByRole('button', { name: 'Copy for support' }).click();
    await expect(desk.messages).toContainText('Copied details for support.');
    expect(await desk.clipboard()).toContain(`Pipeline ID: ${simulator.job(still).physiq_job_id}`);
    simulator.faults.set({ fault: { kind: 'json', set: { 'data.report': { mesh: 'open' } } }, job: still });
    await advice.getByRole('button', { name: 'Check now' }).click();
    await advice.getByRole('button', { name: 'Go to report' }).click();
    await expect(desk.section('Report').getByRole('heading')).toBeFocused();
    expect(await findings(desk)).toEqual([]);
    simulator.setPhase(still, 'running', 70);
    await desk.check([still]);
    await expect(advice).toBeHidden();
    await expect(desk.row(still)).not.toContainText('Stuck?');
  },
);
