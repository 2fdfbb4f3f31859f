import { sentenceCase } from '../jobs/job-words.ts';
import { formatBytes, formatDuration, formatTimestamp } from '../ui/format.ts';

/** Endings of the service's field names that say in which unit a number is. */
const units: Record<string, (value: number) => string> = {
  _ms: formatDuration,
  _seconds: (value) => formatDuration(value * 1000),
  _bytes: formatBytes,
};

const unitOf = (key: string, value: unknown): string | undefined =>
  typeof value === 'number' ? Object.keys(units).find((ending) => key.endsWith(ending)) : undefined;

/** Names of fields that are no words. */
const shortNames = new Map([['eta', 'Estimated']]);

/** A field name as words, without the unit that its value is shown in. */
export function valueLabel(key: string, value: unknown): string {
  const unit = unitOf(key, value);
  const name = unit === undefined ? key : key.slice(0, -unit.length);
  return shortNames.get(name) ?? sentenceCase(name);
}

const isTime = (key: string): boolean => key.endsWith('_at') || key.endsWith('At') || key === 'eta';

/** Any value of a free-form part of the answer (report, parameters, telemetry) as a person reads it. */
export function valueWords(key: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    const unit = unitOf(key, value);
    const format = unit === undefined ? undefined : units[unit];
    return format?.(value) ?? value.toLocaleString(undefined, { maximumFractionDigits: 6 });
  }
  if (typeof value === 'object') return 'empty';
  return typeof value === 'string' && isTime(key) ? formatTimestamp(value) : String(value);
}
