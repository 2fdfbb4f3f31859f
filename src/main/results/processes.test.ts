import { expect, it } from 'vitest';
import { hostId } from './processes.ts';

const id = '0123456789abcdef0123456789abcdef\n';

it('a machine that has an ID stays the same under another name', () => {
  expect(hostId(id, 'office')).toBe(hostId(id, 'home'));
  expect(hostId(id, 'office')).toMatch(/^[0-9a-f]{8}$/);
  expect(hostId(id.replace('0', 'f'), 'office')).not.toBe(hostId(id, 'office'));
});

it.each(['', 'uninitialized\n'])('machines without an ID (%j) are told apart by their names', (none) => {
  expect(hostId(none, 'one')).not.toBe(hostId(none, 'other'));
});
