import type { Scanner } from './scanner.ts';

/** Reads a path in angle brackets; empty for `<>`. One that is relative is from `prim`. */
export function readPath(scanner: Scanner, prim: string): string {
  scanner.peek();
  const start = scanner.position;
  const path = absolutePath(scanner.path(), prim);
  return path ?? scanner.fail('a path that stays inside the layer', start);
}

/**
 * The absolute form of a path, without selections of variants: `../B.c` from `/A/D` is `/A/B.c`. Null where it leads out of
 * the layer.
 */
export function absolutePath(written: string, prim: string): string | null {
  const path = withoutVariants(written);
  if (path === '' || path.startsWith('/')) return path;
  const parts = prim === '/' ? [] : prim.slice(1).split('/');
  let rest = path;
  while (rest === '..' || rest.startsWith('../')) {
    if (parts.pop() === undefined) return null;
    rest = rest.slice(3);
  }
  if (rest === '.' || rest.startsWith('./')) rest = rest.slice(2);
  const base = `/${parts.join('/')}`;
  if (rest === '') return base;
  if (rest.startsWith('.')) return `${base}${rest}`;
  return base === '/' ? `/${rest}` : `${base}/${rest}`;
}

/** `/A{set=variant}B{set=variant}.c` is `/A/B.c`. */
function withoutVariants(path: string): string {
  if (!path.includes('{')) return path;
  // Looking at the end of what is put together would copy all of it each time.
  const pieces: string[] = [];
  let last = '';
  let at = 0;
  for (;;) {
    const open = path.indexOf('{', at);
    const close = path.indexOf('}', open);
    if (open === -1 || close === -1) return pieces.join('') + path.slice(at);
    if (open > at) {
      pieces.push(path.slice(at, open));
      last = path[open - 1] ?? '';
    }
    at = close + 1;
    const isPrimNext = at < path.length && !'/.{['.includes(path[at] ?? '');
    if (isPrimNext && last !== '' && last !== '/') {
      pieces.push('/');
      last = '/';
    }
  }
}
