import { expect, test } from './support/test.ts';

test('while the service is away the last values stay, marked stale, and go on by themselves', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'crate.glb' });
  const others = simulator.addJobs(8).filter((other) => simulator.job(other).status === 'running');
  simulator.setPhase(id, 'running', 40);
  await desk.typeIds([id, ...others].join('\n'));
  await expect(desk.row(id)).toContainText('40 %');
  simulator.faults.set({ fault: { kind: 'reset' } });
  await expect(desk.page.getByRole('alert')).toContainText('No answer from 127.0.0.1');
  await expect(desk.row(id)).toContainText('40 %');
  for (const stale of [id, ...others]) await expect(desk.row(stale)).toContainText('stale');
  simulator.faults.clear();
  await desk.button('Try now').click();
  await expect(desk.page.getByRole('alert')).toBeHidden();
  await expect(desk.row(id)).not.toContainText('stale');
});

test('a 429 quiets every job for as long as the service asks', async ({ desk, simulator }) => {
  const ids = simulator.addJobs(3);
  await desk.typeIds(ids.join('\n'));
  await expect(desk.row(ids[0] ?? '')).toBeVisible();
  simulator.faults.set({
    fault: { kind: 'status', status: 429, retryAfter: 3 },
    endpoint: 'job',
    times: 1,
  });
  await expect(desk.page.getByText('The service asked to slow down.')).toBeVisible();
  const polls = (): number =>
    simulator.requests.entries.filter(({ path }) => path.startsWith('/api/conversions/')).length;
  const quietSince = polls();
  await expect(desk.page.getByText('The service asked to slow down.')).toBeHidden();
  const refusedTogether = 3;
  expect(polls() - quietSince).toBeLessThanOrEqual(refusedTogether * 2);
});

test('a proxy’s page instead of an answer is said, and costs nothing that was known', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  simulator.setPhase(id, 'running', 20);
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('20 %');
  await desk.open(id);
  simulator.faults.set({ fault: { kind: 'body' } });
  await expect(desk.details).toContainText('Something answered that is not the Rigyd API.');
  await expect(desk.row(id)).toContainText('20 %');
});

test('fields that are missing or mistyped become dashes with a note, never a crash', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'gear.glb' });
  simulator.setPhase(id, 'completed');
  simulator.faults.set({
    fault: {
      kind: 'json',
      set: { 'data.progress': 'half', 'data.output.textures': 7 },
      remove: ['data.timing'],
    },
    job: id,
  });
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Completed');
  await desk.open(id);
  await expect(desk.section('Not understood').getByRole('listitem').first()).toBeVisible();
});

test('the network layer gives up a redirect instead of following it with the key', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.faults.set({ fault: { kind: 'redirect' }, endpoint: 'job' });
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('No answer yet');
  expect(simulator.requests.entries.filter(({ origin }) => origin === 'assets')).toEqual([]);
});
