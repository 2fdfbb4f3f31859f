import { plainSourceName } from '../../shared/intake.ts';

/**
 * What a batch is called where nobody said: after its files, else after how and when it was given.
 *
 * @param sources of the texts in which IDs were found, in order
 * @param now milliseconds since the epoch
 */
export function batchName(sources: readonly string[], now: number): string {
  const files = sources.filter((source) => plainSourceName(source) === null);
  const [first] = files;
  if (first !== undefined) return files.length === 1 ? first : `${first} and ${files.length - 1} more`;
  return `${plainSourceName(sources[0] ?? '') ?? 'Added'} ${timeOfDay.format(now)}`;
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
