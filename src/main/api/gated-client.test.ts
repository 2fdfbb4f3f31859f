import { expect, it } from 'vitest';
import { createFakeClient } from '../testing/fake-client.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { createGatedClient } from './gated-client.ts';
import { OriginGates } from './origin-gates.ts';
import { RequestRate } from './request-rate.ts';

it('a key is checked when it is its turn, for which each request of the check has to wait', async () => {
  const clock = virtualClock();
  const fake = createFakeClient();
  const rate = new RequestRate(clock);
  const client = createGatedClient(
    fake.createClient(() => 'key'),
    new OriginGates({ clock, random: () => 0.5 }),
    'https://api.rigyd.com',
    rate,
  );
  while (rate.take());
  void client.checkKey('key', null);
  await clock.advance(100);
  expect(fake.checks).toHaveLength(1);
  void client.checkKey('key', 'a-known-job');
  await clock.advance(199);
  expect(fake.checks).toHaveLength(1);
  await clock.advance(1);
  expect(fake.checks).toHaveLength(2);
});

it('a 429 to the account or its list holds back no job; one to a job holds back all, and then the account’s is kept to', async () => {
  const clock = virtualClock();
  const fake = createFakeClient();
  const origin = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const client = createGatedClient(
    fake.createClient(() => 'key'),
    gates,
    origin,
    new RequestRate(clock),
  );
  fake.state.failure = 'rate-limited';
  fake.state.accountFailure = 'rate-limited';
  for (let times = 0; times < 6; times += 1) {
    await client.listJobs({ page: 1 }, 100);
    await client.getAccount();
  }
  expect(gates.isOpen(origin)).toBe(true);
  await client.getJob('a');
  expect(gates.isOpen(origin)).toBe(false);
  await clock.advance(2_000);
  expect(gates.admit(origin, 'account')).toBe(true);
  await client.getAccount();
  expect(gates.until(origin)).toBe(clock.now() + 4_000);
});
