import { z } from 'zod';
import type { Banner } from '../../shared/state.ts';
import { isWellFormedLine } from '../../shared/lib/well-formed.ts';
import type { Rows } from '../store/database.ts';
import { jobIdOf } from '../store/row-keys.ts';

const impossible = z.object({ id: z.string().refine((id) => !isWellFormedLine(id)) });

/**
 * Takes out the jobs whose ID holds half a surrogate or a control character, which lists brought along in earlier versions:
 * it cannot be asked for, and several of them can have the same row on disk.
 *
 * @returns what is to be written of it: a removal for each
 */
export function takeOutImpossible(rows: Map<string, unknown>): Rows {
  const taken = [...rows].flatMap(([key, value]) =>
    jobIdOf(key) !== null && impossible.safeParse(value).success ? [key] : [],
  );
  for (const key of taken) rows.delete(key);
  return new Map(taken.map((key) => [key, undefined]));
}

export const impossibleBanners = ({ size }: Rows): Banner[] =>
  size === 0 ? [] : [{ kind: 'jobs-impossible', detail: String(size) }];
