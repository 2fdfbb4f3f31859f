import { z } from 'zod';

/** Whether a number of milliseconds since the epoch is a moment that a date can hold; to write any other one throws. */
export const isMoment = (time: number): boolean => Number.isFinite(time) && Math.abs(time) <= 8.64e15;

/** A time that was written down by an app, in milliseconds since the epoch. */
export const momentSchema = z.number().nonnegative().refine(isMoment);

/** Stands on reading for a time that was written down and cannot be one, until the reader puts another in its place. */
export const unreadableTime = -1;

/** The same, or the time now where it could not be read. */
export const readTimeOr = (time: number, now: number): number => (time === unreadableTime ? now : time);

/**
 * ISO 8601 as the API sends it; a space may stand for the `T`, and the zone may be left out. `Date.parse` alone would read
 * a date out of `job 1`, and take a time without zone for a local one.
 */
const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d|[+-]\d\d)?$/i;

/**
 * A timestamp of the API in milliseconds since the epoch; null where it is none. One without a zone is in UTC, as all
 * times of the API are.
 */
export function parseTimestamp(timestamp: string | null | undefined): number | null {
  const [, day, clock, zone = 'Z'] = iso.exec(timestamp?.trim() ?? '') ?? [];
  if (day === undefined || clock === undefined) return null;
  const time = Date.parse(`${day}T${clock}${zoneOf(zone)}`);
  return Number.isNaN(time) ? null : time;
}

/** `+02` and `+0200` as `+02:00`, the one form that every `Date.parse` reads. */
const zoneOf = (zone: string): string =>
  /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;

/** A time as ISO 8601 in UTC; null where no date holds it. */
export const toIso = (time: number): string | null => (isMoment(time) ? new Date(time).toISOString() : null);
