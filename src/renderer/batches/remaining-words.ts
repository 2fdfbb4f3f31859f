import type { Remaining } from '../../shared/remaining.ts';

const minute = 60_000;
const hour = 60 * minute;

/** `less than a minute left`, `about 4 min left`, `4 to 7 min left`, `1 to 3 h left`: a range, and no finer than it is. */
export function remainingWords({ low, high }: Remaining): string {
  if (high < minute) return 'less than a minute left';
  const [unit, word] = high < 2 * hour ? [minute, 'min'] : [hour, 'h'];
  const from = Math.floor(low / unit);
  const to = Math.ceil(high / unit);
  if (from === to) return `about ${to} ${word} left`;
  return from === 0 ? `up to ${to} ${word} left` : `${from} to ${to} ${word} left`;
}
