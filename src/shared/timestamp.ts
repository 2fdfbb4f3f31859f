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
