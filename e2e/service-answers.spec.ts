import type { FaultRuleInput, Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { addRunning } from './support/running-job.ts';
import { expect, sharedTest, test } from './support/test.ts';

const alerts = (desk: Desk) => desk.page.getByRole('alert');

const runningJob = (simulator: Simulator, filename: string): string => addRunning(simulator, filename, 40);

/** A job of which each answer is spoilt in one way, and the words that say so in its details. */
const spoilt: [name: string, fault: FaultRuleInput['fault'], words: string][] = [
  ['402.glb', { kind: 'status', status: 402, error: 'Insufficient credits' }, 'no credits left'],
  [
    '403.glb',
    { kind: 'status', status: 403, error: 'Forbidden', shape: 'strapi' },
    'has no access to this job',
  ],
  ['404.glb', { kind: 'status', status: 404, error: 'Conversion job not found' }, 'has no such job'],
  ['409.glb', { kind: 'status', status: 409, error: 'Busy' }, 'hasn’t completed yet'],
  ['410.glb', { kind: 'status', status: 410, error: 'Deleted after 30 days' }, 'Deleted after 30 days'],
  ['500.glb', { kind: 'status', status: 500, error: 'Pipeline down' }, 'Pipeline down'],
  ['page.glb', { kind: 'body' }, 'doesn’t look like Rigyd’s'],
  ['proxy.glb', { kind: 'status', status: 403, body: 'html' }, 'doesn’t look like Rigyd’s'],
  ['said.glb', { kind: 'body', text: '{"error":"Down for maintenance"}' }, 'Down for maintenance'],
  ['other.glb', { kind: 'json', set: { 'data.id': 'another0000000000000job' } }, 'about another job'],
  ['reset.glb', { kind: 'truncate', keep: 0.5 }, 'connection was lost'],
  ['huge.glb', { kind: 'json', set: { 'data.report': 'x'.repeat(17_000_000) } }, 'larger than 2 MB'],
  ['elsewhere.glb', { kind: 'redirect' }, 'redirects to http'],
];

sharedTest(
  'the trouble of one job is said with that job, and holds up no other',
  async ({ desk, simulator }) => {
    const good = runningJob(simulator, 'good.glb');
    const drips = [1, 2, 3, 4].map((number) => runningJob(simulator, `drip${number}.glb`));
    for (const job of drips)
      simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 1, after: 20 }, job, endpoint: 'job' });
    const ids = spoilt.map(([filename, fault]) => {
      const job = runningJob(simulator, filename);
      simulator.faults.set({ fault, job, endpoint: 'job' });
      return job;
    });
    const moved = runningJob(simulator, 'moved.glb');
    simulator.faults.set({
      fault: { kind: 'redirect', status: 308, to: '{path}/{query}' },
      job: moved,
      endpoint: 'job',
    });

    // Tall enough for all rows: the list draws no others.
    await desk.resize(1280, 1500);
    await desk.typeIds([...drips, good, moved, ...ids].join('\n'));
    await expect(desk.row('good.glb')).toContainText('40%', { timeout: 25_000 });
    await expect(desk.row('moved.glb')).toContainText('40%');
    for (const [index, [filename, , words]] of spoilt.entries())
      await test.step(filename, async () => {
        await desk.open(ids[index] ?? '');
        await expect(desk.details).toContainText(words);
      });
    simulator.setPhase(good, 'running', 60);
    await expect(desk.row('good.glb')).toContainText('60%');
    await expect(alerts(desk)).toBeHidden();
  },
);

sharedTest('a job that is over under another name is asked ever more rarely', async ({ desk, simulator }) => {
  const statuses = ['cancelled', 'canceled', 'expired', 'error', 'succeeded', 'done', 'COMPLETED', 'timeout'];
  const jobs = statuses.map((status) => {
    const job = runningJob(simulator, `${status}.glb`);
    simulator.faults.set({ fault: { kind: 'json', set: { 'data.status': status } }, job, endpoint: 'job' });
    return job;
  });
  const good = runningJob(simulator, 'good.glb');
  await desk.typeIds([...jobs, good].join('\n'));
  const asked = (id: string): number =>
    simulator.requests.entries.filter(({ path }) => path.endsWith(id)).length;
  await expect.poll(() => asked(good), { timeout: 25_000 }).toBeGreaterThan(4);
  for (const job of jobs) expect(asked(job)).toBeLessThanOrEqual(2);
});

sharedTest(
  'a key that was refused by mistake is tried again without being typed',
  async ({ desk, simulator }) => {
    const id = runningJob(simulator, 'chair.glb');
    await desk.typeIds(id);
    await expect(desk.row('chair.glb')).toContainText('40%');
    simulator.revokeKey(simulator.key);
    await desk.check([id]);
    const banner = alerts(desk).filter({ hasText: 'Rigyd rejects the key ending in' });
    await expect(banner).toBeVisible();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(desk.messages).toContainText('Rigyd rejected this key.');
    simulator.acceptKey(simulator.key);
    simulator.setPhase(id, 'running', 60);
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toBeHidden();
    await expect(desk.row('chair.glb')).toContainText('60%');
  },
);

sharedTest(
  'a service that answers nothing of use for a while is said to be out of reach, with the next try',
  async ({ desk, simulator }) => {
    const ids = ['chair.glb', 'mug.glb'].map((filename) => runningJob(simulator, filename));
    await desk.typeIds(ids.join('\n'));
    for (const id of ids) await expect(desk.row(id)).toContainText('40%');
    simulator.faults.set({ fault: { kind: 'status', status: 503, error: 'Under maintenance' } });
    await expect(async () => {
      await desk.check(ids);
      await expect(alerts(desk)).toContainText('has returned errors (Under maintenance) since', {
        timeout: 1_000,
      });
    }).toPass({ timeout: 40_000 });
    await expect(alerts(desk)).toContainText('Retrying at');
    for (const id of ids) {
      await expect(desk.row(id)).toContainText('40%');
      await expect(desk.row(id)).toContainText('Stale');
    }
    simulator.faults.clear();
    simulator.faults.set({ fault: { kind: 'status', status: 403, body: 'html' } });
    await desk.button('Try again').click();
    await expect(alerts(desk)).toContainText('haven’t looked like Rigyd’s');
    simulator.faults.clear();
    await desk.button('Try again').click();
    await expect(alerts(desk)).toBeHidden();
  },
);

sharedTest('a 429 with a date quiets every job until then', async ({ desk, simulator }) => {
  const ids = ['chair.glb', 'mug.glb'].map((filename) => runningJob(simulator, filename));
  await desk.typeIds(ids.join('\n'));
  for (const id of ids) await expect(desk.row(id)).toContainText('40%');
  const until = Math.ceil(Date.now() / 1_000 + 4) * 1_000;
  simulator.faults.set({
    fault: { kind: 'status', status: 429, retryAfter: new Date(until).toUTCString() },
    endpoint: 'job',
  });
  await desk.check(ids);
  await expect(desk.page.getByText('Rigyd asked us to slow down.')).toBeVisible();
  simulator.faults.clear();
  const polls = (): number =>
    simulator.requests.entries.filter(({ path }) => path.startsWith('/api/conversions/')).length;
  const before = polls();
  await expect(desk.page.getByText('Rigyd asked us to slow down.')).toBeHidden();
  expect(Date.now()).toBeGreaterThanOrEqual(until - 100);
  // The account or its list may be the one that finds out that the wait is over.
  await expect.poll(polls).toBeGreaterThan(before);
});

sharedTest(
  'an account’s list of smaller pages is read by cursor, and counted for what was found',
  async ({ desk, simulator }) => {
    simulator.setList(true);
    simulator.addJobs(130);
    simulator.faults.set({
      fault: { kind: 'list', maxPageSize: 50, refuses: true, paging: 'cursor' },
      endpoint: 'list',
    });
    simulator.faults.set({ fault: { kind: 'json', set: { 'data.3': null } }, endpoint: 'list' });
    // Read from its beginning, as after a start.
    await desk.page.evaluate(async () => {
      await window.rigyd.changeSettings({ watchAccount: false });
      await window.rigyd.changeSettings({ watchAccount: true });
    });
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '128', { timeout: 20_000 });
    await desk.button(/^Account, /).click();
    const panel = desk.page.getByRole('dialog', { name: 'Account' });
    await expect(panel).toContainText('entries could not be read');
    await expect(panel).not.toContainText('All found');
  },
);

test('a certificate that is not trusted is said as such', async ({ newDesk: desk, simulator }) => {
  const id = runningJob(simulator, 'chair.glb');
  const { host } = new URL(simulator.baseUrl);
  await desk.start({ env: { RIGYD_API_URL: `https://${host}/api`, RIGYD_API_KEY: simulator.key } });
  await desk.typeIds(id);
  await expect(alerts(desk)).toContainText('hasn’t been trusted since');
});

test('a key is good as long as the jobs are answered, whatever the account, the list or one job refuse', async ({
  newDesk: desk,
  simulator,
}) => {
  simulator.setList(true);
  simulator.faults.set({ fault: { kind: 'status', status: 401, error: 'JWT required' }, endpoint: 'me' });
  simulator.faults.set({ fault: { kind: 'status', status: 403, shape: 'strapi' }, endpoint: 'list' });
  const good = runningJob(simulator, 'good.glb');
  const foreign = runningJob(simulator, 'foreign.glb');
  simulator.faults.set({ fault: { kind: 'status', status: 401 }, endpoint: 'job', job: foreign });
  await desk.start();
  await desk.enterKey(simulator.key);
  await desk.keyAccepted();
  await desk.typeIds([foreign, good].join('\n'));
  await expect(desk.row('good.glb')).toContainText('40%');
  await expect(desk.row(foreign)).toContainText('No access');
  simulator.setPhase(good, 'running', 60);
  await expect(desk.row('good.glb')).toContainText('60%');
  await expect(alerts(desk)).toBeHidden();

  await desk.button('Account, balance unavailable').click();
  const panel = desk.page.getByRole('dialog', { name: 'Account' });
  await expect(panel).toContainText('can’t see the account’s balance (JWT required)');
  await expect(panel).toContainText('can’t list the account’s jobs');
  await expect(panel).not.toContainText('remove it');
});
