import { expect, sharedTest as test, smoke } from './support/test.ts';

test('a job is seen through every status to its end', smoke, async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'crate.fbx' });
  await desk.typeIds(id);
  const row = desk.row(id);
  await desk.open(id);
  for (const [status, words] of [
    ['submitting', 'Submitting'],
    ['preprocessing', 'Preprocessing'],
    ['queued', 'Queued'],
    ['running', 'Running'],
    ['completed', 'Completed'],
  ] as const) {
    simulator.setPhase(id, status);
    await desk.check([id]);
    await expect(row).toContainText(words);
  }
  await desk.section('Timing').getByText('Exact times').click();
  const seen = desk.section('Timing').getByRole('list', { name: 'Seen by Rigyd Desk' });
  await expect(seen.getByRole('listitem')).toContainText([
    'Submitting',
    'Preprocessing',
    'Queued',
    'Running',
    'Completed',
  ]);
  await expect(desk.button('Download: crate.fbx')).toBeVisible();
});

test('a finished job is not asked for any more', async ({ desk, simulator }) => {
  const done = simulator.addJob({ filename: 'mug.glb' });
  const active = simulator.addJob({ filename: 'gear.glb' });
  simulator.setPhase(done, 'completed');
  await desk.typeIds(`${done}\n${active}`);
  await expect(desk.row(done)).toContainText('Completed');
  const asked = (id: string): number =>
    simulator.requests.entries.filter(({ path }) => path.endsWith(id)).length;
  await expect.poll(() => asked(active)).toBeGreaterThanOrEqual(3);
  expect(asked(done)).toBe(1);
});

test('a failed job shows its error, in the row and in the details', async ({ desk, simulator }) => {
  const error = 'Mesh is not watertight: 14 open edges.';
  const id = simulator.addJob({ filename: 'lamp.glb', fails: error });
  simulator.setPhase(id, 'failed');
  await desk.typeIds(id);
  await expect(desk.row('lamp.glb')).toContainText('Failed');
  await expect(desk.row('lamp.glb')).toContainText(error);
  await desk.open('lamp.glb');
  await expect(desk.details.getByRole('note')).toHaveText(error);
  await expect(desk.section('Output')).toHaveCount(0);
});

test('a status from the future is shown as it is and still asked for', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.faults.set({ fault: { kind: 'json', set: { 'data.status': 'post_validation' } }, job: id });
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Post validation');
  simulator.faults.clear();
  simulator.setPhase(id, 'completed');
  await expect(desk.row(id)).toContainText('Completed');
});

test('progress and stage move in the row', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'gear.glb' });
  await desk.typeIds(id);
  simulator.setPhase(id, 'running', 50);
  await expect(desk.row(id)).toContainText('50%');
  await expect(desk.row(id).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
});

test('the details have a place for every field of the answer', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'toolbox.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  const job = simulator.job(id);
  await expect(desk.section('Preprocess')).toContainText('Skipped');
  await expect(desk.section('Preprocess')).toContainText('The input is already a GLB');
  for (const role of [
    'Model',
    'Textures',
    'MJCF package',
    'Simulation video',
    'Simulation GIF',
    'Simulation log',
  ])
    await expect(desk.section('Output')).toContainText(role);
  await expect(desk.section('Output')).toContainText(job.output?.model?.name ?? 'no model');
  const facts = desk.section('Job');
  for (const label of [
    'Status',
    'Stage',
    'Progress',
    'Error',
    'Type',
    'Credits charged',
    'Job ID',
    'Pipeline ID',
  ])
    await expect(facts.getByText(label, { exact: true })).toBeVisible();
  await expect(facts).toContainText(job.physiq_job_id ?? 'no pipeline ID');
  await desk.section('Timing').getByText('Exact times').click();
  for (const label of ['Created', 'Queued', 'Started', 'Completed', 'Updated'])
    await expect(desk.section('Timing').getByText(label, { exact: true }).first()).toBeVisible();
  for (const label of ['File name', 'File size', 'Model', 'Images', 'Metadata'])
    await expect(desk.section('Input').getByText(label, { exact: true })).toBeVisible();
  await expect(desk.section('Parameters')).toBeVisible();
  await expect(desk.section('Report').getByRole('group').first()).toBeVisible();
  // Of what it does not have, there is no empty section.
  await expect(desk.section('Related jobs')).toHaveCount(0);

  await desk.button('Copy raw JSON').click();
  await expect(desk.messages).toContainText('Copied the raw JSON.');
  expect(JSON.parse(await desk.clipboard())).toEqual(JSON.parse(JSON.stringify(job)));
});

test('preprocessing shows its steps, statistics and telemetry', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'drill.fbx' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  const section = desk.section('Preprocess');
  await expect(section.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    'Export',
    'Align',
    'Transform',
    'Compress',
    'Process',
  ]);
  for (const words of ['Vertex count', 'Face count', 'Duration', 'Intermediate GLB'])
    await expect(section).toContainText(words);
});
