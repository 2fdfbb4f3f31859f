import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatDateTime,
  formatDuration,
  formatMoment,
  formatTime,
  formatTimestamp,
} from './format.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [0, 'under 0.1 s'],
    [99, 'under 0.1 s'],
    [100, '0.1 s'],
    [440, '0.4 s'],
    [999, '0.9 s'],
    [second, '1 s'],
    [minute - 1, '59 s'],
    [minute, '1 min'],
    [87 * second, '1 min 27 s'],
    [hour - 1, '59 min 59 s'],
    [hour, '1 h'],
    [2 * hour + 5 * minute + 59 * second, '2 h 5 min'],
    [day - 1, '23 h 59 min'],
    [day, '1 d'],
    [3 * day + 4 * hour + 30 * minute, '3 d 4 h'],
    [400 * day, '400 d'],
  ])('says %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

describe('formatAge', () => {
  it.each([
    [-minute, 'just now'],
    [0, 'just now'],
    [5 * second - 1, 'just now'],
    [5 * second, '5 s ago'],
    [minute - 1, '59 s ago'],
    [minute, '1 min ago'],
    [hour - 1, '59 min ago'],
    [hour, '1 h ago'],
    [day - 1, '23 h ago'],
    [day, '1 d ago'],
    [800 * day, '800 d ago'],
  ])('says %d ms before now as %s', (age, words) => {
    expect(formatAge(1_700_000_000_000 - age, 1_700_000_000_000)).toBe(words);
  });
});

it('a time in the future, after the clock was set back, is shown as a time', () => {
  const then = new Date(2026, 10, 26, 17, 30).getTime();
  expect(formatAge(then, then - 2 * hour)).toBe(formatTime(then));
  expect(formatAge(then, then - 3 * day)).toBe(formatDateTime(then));
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [5, '5 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [9_949, '9.9 KB'],
    [9_990, '10 KB'],
    [982_341, '982 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [1_245_678, '1.2 MB'],
    [500_000_000, '500 MB'],
    [2_000_000_000, '2.0 GB'],
    [3e12, '3.0 TB'],
    [5e15, '5000 TB'],
  ])('says %d bytes as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});

describe('dates and times', () => {
  const noon = Date.parse('2026-05-06T12:00:01.000Z');

  it('are those of the system’s language, to the second', () => {
    expect(formatTime(noon)).toBe(new Date(noon).toLocaleTimeString(undefined, { timeStyle: 'medium' }));
    expect(formatDateTime(noon)).toContain(formatTime(noon));
    expect(formatDateTime(noon)).toContain('2026');
  });

  it('show the day if it is not today', () => {
    expect(formatMoment(noon, noon + 1_000)).toBe(formatTime(noon));
    for (const days of [-1, 1, 365])
      expect(formatMoment(noon, noon + days * 86_400_000)).toBe(formatDateTime(noon));
  });

  it.each([1e300, -1e300, 8.64e15 + 1, NaN, Infinity])('are a dash for %d, which no date holds', (time) => {
    for (const format of [formatTime, formatDateTime, formatDuration]) expect(format(time)).toBe('–');
    expect(formatAge(time, noon)).toBe('–');
  });

  it('are read out of a timestamp of the service', () => {
    expect(formatTimestamp('2026-05-06T12:00:01.000Z')).toBe(formatDateTime(noon));
  });

  it.each(['', 'soon', '2026-13-45T99:00:00Z'])('stay as they are where %j cannot be read', (timestamp) => {
    expect(formatTimestamp(timestamp)).toBe(timestamp);
  });
});
