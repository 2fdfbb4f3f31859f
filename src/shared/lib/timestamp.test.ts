import { describe, expect, it } from 'vitest';
import { isMoment, momentSchema, parseTimestamp, toIso } from './timestamp.ts';

describe('a timestamp', () => {
  it('of the API is read', () => {
    expect(parseTimestamp('2026-05-06T12:00:01.000Z')).toBe(Date.UTC(2026, 4, 6, 12, 0, 1));
  });

  it.each([
    '2026-05-06T12:00:01',
    '2026-05-06 12:00:01',
    '2026-05-06 12:00:01 Z',
    '2026-05-06T14:00:01+02:00',
    '2026-05-06T14:00:01+0200',
    '2026-05-06T14:00:01.000+02',
    ' 2026-05-06t12:00:01z ',
  ])('is read from %j, in UTC where it names no zone', (text) => {
    expect(parseTimestamp(text)).toBe(Date.UTC(2026, 4, 6, 12, 0, 1));
  });

  it.each([null, undefined, '', 'job 1', 'soon', '2026', '2026-13-45T99:99'])('is not seen in %j', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});

describe('a moment', () => {
  it('is what a date can hold', () => {
    for (const time of [0, Date.UTC(2026, 4, 6), 8.64e15, -8.64e15]) expect(isMoment(time)).toBe(true);
    for (const time of [1e300, 8.64e15 + 1, -1e16, NaN, Infinity]) {
      expect(isMoment(time)).toBe(false);
      expect(toIso(time)).toBeNull();
      expect(momentSchema.safeParse(time).success).toBe(false);
    }
    expect(toIso(0)).toBe('1970-01-01T00:00:00.000Z');
  });

  it('that an app wrote down does not lie before the epoch', () => {
    expect(momentSchema.safeParse(-1).success).toBe(false);
  });
});
