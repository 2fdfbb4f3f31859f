/** A part of a file; both ends are included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * The part of a file of so many bytes that a `Range` header asks for (RFC 9110, 14.1.2). Null means all of it: no
 * header, another unit, several ranges, or one that cannot be read.
 */
export function parseRange(
  header: string | null | undefined,
  bytes: number,
): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const count = Math.min(Number(last), bytes);
    return count === 0 ? 'unsatisfiable' : { from: bytes - count, to: bytes - 1 };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return null;
  if (from >= bytes) return 'unsatisfiable';
  return { from, to: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}
