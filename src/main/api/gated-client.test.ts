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
