import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './support/self-signed.ts';
import { addRunning, watchRunning } from './support/running-job.ts';
import { expect, sharedTest, test } from './support/test.ts';

sharedTest(
  'while the service is away the last values stay, marked stale, and go on by themselves',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'crate.glb' });
    const others = Array.from({ length: 4 }, (_, index) => addRunning(simulator, `part ${index}.glb`, 10));
    simulator.setPhase(id, 'running', 40);
    await desk.typeIds([id, ...others].join('\n'));
    await expect(desk.row(id)).toContainText('40%');
    for (const other of others) await expect(desk.row(other)).toContainText('10%');
    simulator.faults.set({ fault: { kind: 'reset' } });
    await desk.check([id, ...others]);
    await expect(desk.page.getByRole('alert')).toContainText('No response from 127.0.0.1');
    await expect(desk.row(id)).toContainText('40%');
    for (const stale of [id, ...others]) await expect(desk.row(stale)).toContainText('Stale');
    const counts = [
      desk.page.getByRole('group', { name: 'Summary' }),
      desk.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Active' }),
    ];
    for (const count of counts) await expect(count).toContainText('Stale');
    simulator.faults.clear();
    await desk.button('Try again').click();
    await expect(desk.page.getByRole('alert')).toBeHidden();
    await expect(desk.row(id)).not.toContainText('Stale');
    for (const count of counts) await expect(count).not.toContainText('Stale');
  },
);

sharedTest(
  'a service that answers with errors only is told like one that does not answer, within half a minute',
  async ({ desk, simulator }) => {
    const ids = ['vase.glb', 'bowl.glb'].map((filename) => addRunning(simulator, filename, 30));
    await desk.typeIds(ids.join('\n'));
    for (const id of ids) await expect(desk.row(id)).toContainText('30%');
    simulator.faults.set({ fault: { kind: 'status', status: 500, error: 'Pipeline down' } });
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('has returned errors (Pipeline down)', { timeout: 30_000 });
    await expect(alert).toContainText('Jobs may be out of date.');
    simulator.faults.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toBeHidden();
  },
);

sharedTest('a 429 quiets every job for as long as the service asks', async ({ desk, simulator }) => {
  const ids = ['chair.glb', 'mug.glb', 'gear.glb'].map((filename) => addRunning(simulator, filename, 40));
  await desk.typeIds(ids.join('\n'));
  for (const id of ids) await expect(desk.row(id)).toContainText('40%');
  simulator.faults.set({
    fault: { kind: 'status', status: 429, retryAfter: 3 },
    endpoint: 'job',
    times: 1,
  });
  await desk.check(ids);
  await expect(desk.page.getByText('Rigyd asked us to slow down.')).toBeVisible();
  const polls = (): number =>
    simulator.requests.entries.filter(({ path }) => path.startsWith('/api/conversions/')).length;
  const quietSince = polls();
  await expect(desk.page.getByText('Rigyd asked us to slow down.')).toBeHidden();
  const refusedTogether = 3;
  expect(polls() - quietSince).toBeLessThanOrEqual(refusedTogether * 2);
});

sharedTest(
  'a proxy’s page instead of an answer is said, and costs nothing that was known',
  async ({ desk, simulator }) => {
    const id = await watchRunning(desk, simulator, 'mug.glb', 20);
    await desk.open(id);
    simulator.faults.set({ fault: { kind: 'body' } });
    await desk.check([id]);
    await expect(desk.details).toContainText('That response doesn’t look like Rigyd’s.');
    await expect(desk.row(id)).toContainText('20%');
  },
);

sharedTest(
  'fields that are missing or mistyped become dashes with a note, never a crash',
  async ({ desk, simulator }) => {
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
    await expect(desk.section('Unrecognized values').getByRole('listitem').first()).toBeVisible();
  },
);

sharedTest(
  'the network layer gives up a redirect instead of following it with the key',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'chair.glb' });
    simulator.faults.set({ fault: { kind: 'redirect' }, endpoint: 'job' });
    await desk.typeIds(id);
    await expect(desk.row(id)).toContainText('No response yet');
    expect(simulator.requests.entries.filter(({ origin }) => origin === 'assets')).toEqual([]);
  },
);

test('a service whose certificate nobody vouches for is told from one that is away, and gets nothing', async ({
  newDesk: desk,
  simulator,
}) => {
  const asked: string[] = [];
  const impostor = createServer(selfSigned(), (incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    outgoing.end('{}');
  }).listen(0, 'localhost');
  await once(impostor, 'listening');
  let knocks = 0;
  impostor.on('connection', () => (knocks += 1));
  const { port } = impostor.address() as AddressInfo;
  await desk.start({
    env: { RIGYD_API_URL: `https://localhost:${port}/api`, RIGYD_API_KEY: simulator.key },
  });
  await desk.typeIds('abcdef1234567890');
  const alert = desk.page.getByRole('alert');
  await expect(alert).toContainText('hasn’t been trusted since');
  const before = knocks;
  expect(before).toBeGreaterThan(0);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => knocks).toBeGreaterThan(before);
  await expect(alert).toContainText('hasn’t been trusted since');
  expect(asked).toEqual([]);
  impostor.closeAllConnections();
  impostor.close();
});
