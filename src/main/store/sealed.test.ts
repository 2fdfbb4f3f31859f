import { describe, expect, it } from 'vitest';
import { seal, unseal, unsealBytes } from './sealed.ts';

const values = [
  null,
  0,
  '',
  'text with spaces',
  [1, 2],
  { id: 'a', raw: { nested: ['ü', '\u{1F600}', '\n'] } },
];

describe('a sealed value', () => {
  it.each(values.map((value) => [value]))('comes back as it was: %j', (value) => {
    expect(unseal('job!a', seal('job!a', value))).toEqual(value);
  });

  it.each(values.map((value) => [value]))('comes back as bytes as well: %j', (value) => {
    const bytes = Buffer.from(seal('job!a', value));
    expect(unsealBytes('job!a', bytes)?.toString()).toBe(JSON.stringify(value));
    expect(unsealBytes('job!b', bytes)).toBeUndefined();
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unsealBytes('job!a', changed)).toBeUndefined();
    }
  });

  it('does not come back when any one character of it has changed', () => {
    const sealed = seal('job!a', { id: 'abc123', order: 1 });
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === '1' ? '2' : '1'}${sealed.slice(at + 1)}`;
      expect(unseal('job!a', changed), changed).toBeUndefined();
    }
  });

  it('does not come back when its end is missing', () => {
    const sealed = seal('job!a', { id: 'abc123' });
    for (let length = 0; length < sealed.length; length += 1)
      expect(unseal('job!a', sealed.slice(0, length))).toBeUndefined();
  });

  it('does not come back under another name', () => {
    expect(unseal('job!b', seal('job!a', { id: 'a' }))).toBeUndefined();
  });
});
