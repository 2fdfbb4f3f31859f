/** ISO 8601 as the API sends it. `Date.parse` alone would read a date out of `job 1`. */
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A timestamp of the API in milliseconds since the epoch; null where it is none. */
export function parseTimestamp(timestamp: string | null | undefined): number | null {
  if (timestamp === null || timestamp === undefined || !iso.test(timestamp)) return null;
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? null : time;
}
