import type { ResultFormat } from '../../shared/downloads.ts';

/** The formats of a result, in the order in which they are offered. */
export const formatWords: Record<ResultFormat, string> = {
  all: 'Everything',
  usd: 'USD',
  mjcf: 'MJCF',
};
