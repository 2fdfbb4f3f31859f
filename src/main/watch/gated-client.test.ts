import { describe, expect, it } from 'vitest';
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
    () => false,
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

describe('the only job on its way, refused together with the account’s list', () => {
  /** @param hasList whether the service answered with a list before */
  async function refusedWith(hasList: boolean) {
    const clock = virtualClock();
    const fake = createFakeClient();
    const origin = 'https://api.rigyd.com';
    const gates = new OriginGates({ clock, random: () => 0.5 });
    const client = createGatedClient(
      fake.createClient(() => 'key'),
      gates,
      origin,
      new RequestRate(clock),
      () => true,
    );
    fake.say('a', { status: 'running' });
    fake.state.listed = hasList ? [] : null;
    await client.listJobs({ page: 1 }, 100);
    await client.getJob('a');
    fake.state.failure = 'forbidden';
    await clock.advance(1_000);
    await client.getJob('a');
    await clock.advance(20_000);
    await client.listJobs({ page: 1 }, 100);
    return gates.isOpen(origin);
  }

  it('is refused with all else, where the list was answered before', async () => {
    expect(await refusedWith(true)).toBe(false);
  });

  it('may be refused alone, where the service has no list', async () => {
    expect(await refusedWith(false)).toBe(true);
  });
});
