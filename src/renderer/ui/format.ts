/**
 * Numbers and times, formatted for the system's locale. An invalid one has a dash in its place: formatting never throws,
 * whatever came from outside.
 */

import { isMoment, parseTimestamp } from '../../shared/lib/timestamp.ts';
import { uiWords } from '../words/ui.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Unit = keyof typeof uiWords.timeUnits;

/** `42 s`, `5 min`. */
const withUnit = (value: number | string, unit: Unit): string => `${value} ${uiWords.timeUnits[unit]}`;

/** `under 0.1 s`, `0.4 s`, `42 s`, `1 min 27 s`, `2 h 5 min`, `3 d 4 h` from milliseconds. */
export function formatDuration(ms: number): string {
  if (!isMoment(ms)) return uiWords.unknown;
  if (ms < 0) return withUnit(0, 'second');
  if (ms < second / 10) return uiWords.under(withUnit(0.1, 'second'));
  if (ms < second) return withUnit((Math.floor(ms / 100) / 10).toFixed(1), 'second');
  if (ms < minute) return withUnit(Math.floor(ms / second), 'second');
  if (ms < hour) return pair(ms, minute, 'minute', second, 'second');
  if (ms < day) return pair(ms, hour, 'hour', minute, 'minute');
  return pair(ms, day, 'day', hour, 'hour');
}

function pair(ms: number, large: number, largeUnit: Unit, small: number, smallUnit: Unit): string {
  const rest = Math.floor((ms % large) / small);
  const head = withUnit(Math.floor(ms / large), largeUnit);
  return rest === 0 ? head : `${head} ${withUnit(rest, smallUnit)}`;
}

/**
 * `just now`, `42 s ago`, `5 min ago`, `3 h ago`, `2 d ago`; the time itself if it is in the future, because the clock was
 * set back.
 */
export function formatAge(then: number, now: number): string {
  const age = now - then;
  if (!isMoment(then)) return uiWords.unknown;
  if (age < -minute) return formatMoment(then, now);
  if (age < 5 * second) return uiWords.justNow;
  if (age < minute) return ago(age, second, 'second');
  if (age < hour) return ago(age, minute, 'minute');
  if (age < day) return ago(age, hour, 'hour');
  return ago(age, day, 'day');
}

const ago = (age: number, length: number, unit: Unit): string =>
  uiWords.ago(withUnit(Math.floor(age / length), unit));

/** `982 KB`, `1.2 MB`: steps of a thousand, as file managers count. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  const units = uiWords.byteUnits;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const hourAndMinute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const formatTime = (time: number): string =>
  isMoment(time) ? timeOnly.format(time) : uiWords.unknown;
export const formatDateTime = (time: number): string =>
  isMoment(time) ? dateAndTime.format(time) : uiWords.unknown;

/** A day, without the time. */
export const formatDate = (time: number): string =>
  isMoment(time) ? dateOnly.format(time) : uiWords.unknown;

/** A day with its weekday. */
export const formatDay = (time: number): string => (isMoment(time) ? dayOnly.format(time) : uiWords.unknown);

/** The time of day, to the minute. */
export const formatTimeOfDay = (time: number): string =>
  isMoment(time) ? hourAndMinute.format(time) : uiWords.unknown;

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
