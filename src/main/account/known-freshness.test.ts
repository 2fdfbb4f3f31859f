import { expect, it } from 'vitest';
import { KnownFreshness } from './known-freshness.ts';

it('what was learned of the list of a service is there in the next run, for that service alone', () => {
  const rows = new Map<string, unknown>();
  const known = new KnownFreshness({ set: (key, value) => void rows.set(key, value()) });
  expect(known.of('https://a.example')).toBeNull();
  known.note('https://a.example', 'fresh');
  const next = new KnownFreshness({ set: () => {} });
  next.load(rows);
  expect(next.of('https://a.example')).toBe('fresh');
  expect(next.of('https://b.example')).toBeNull();
});

it('what cannot be read of it is nothing', () => {
  const known = new KnownFreshness({ set: () => {} });
  known.load(new Map([['app!list-freshness', { origin: 5, verdict: 'wonderful' }]]));
  expect(known.of('https://a.example')).toBeNull();
});
