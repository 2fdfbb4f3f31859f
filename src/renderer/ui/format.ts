/** Numbers and times, formatted for the system's locale, with English words. */

import { isMoment, parseTimestamp } from '../../shared/lib/timestamp.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `under 0.1 s`, `0.4 s`, `42 s`, `1 min 27 s`, `2 h 5 min`, `3 d 4 h` from milliseconds. */
export function formatDuration(ms: number): string {
  if (!isMoment(ms)) return unknown;
  if (ms < 0) return '0 s';
  if (ms < second / 10) return 'under 0.1 s';
  if (ms < second) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return pair(ms, minute, 'min', second, 's');
  if (ms < day) return pair(ms, hour, 'h', minute, 'min');
  return pair(ms, day, 'd', hour, 'h');
}

function pair(ms: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((ms % large) / small);
  const head = `${Math.floor(ms / large)} ${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

/**
 * `just now`, `42 s ago`, `5 min ago`, `3 h ago`, `2 d ago`; the time itself if it is in the future, because the clock was
 * set back.
 */
export function formatAge(then: number, now: number): string {
  const age = now - then;
  if (!isMoment(then)) return unknown;
  if (age < -minute) return formatMoment(then, now);
  if (age < 5 * second) return 'just now';
  if (age < minute) return `${Math.floor(age / second)} s ago`;
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < day) return `${Math.floor(age / hour)} h ago`;
  return `${Math.floor(age / day)} d ago`;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `982 KB`, `1.2 MB`: steps of a thousand, as file managers count. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const timeOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** Stands for an invalid time or duration: formatting never throws, whatever came from outside. */
const unknown = '–';

export const formatTime = (time: number): string => (isMoment(time) ? timeOnly.format(time) : unknown);
export const formatDateTime = (time: number): string => (isMoment(time) ? dateAndTime.format(time) : unknown);

/** A day, without the time. */
export const formatDate = (time: number): string => (isMoment(time) ? dateOnly.format(time) : unknown);

/** The time of day, with the date if that is not the day of `now`. */
export const formatMoment = (time: number, now = Date.now()): string =>
  isMoment(time) && new Date(time).toDateString() === new Date(now).toDateString()
    ? formatTime(time)
    : formatDateTime(time);

/** A timestamp of the service as local date and time; one that cannot be read is left as it is. */
export function formatTimestamp(timestamp: string): string {
  const time = parseTimestamp(timestamp);
  return time === null ? timestamp : formatDateTime(time);
}
