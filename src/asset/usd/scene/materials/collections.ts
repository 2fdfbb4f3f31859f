/** Which prims a collection has (`pxr/usd/usd/collectionAPI.h`). */
import type { Stage, StagePrim } from '../../stage.ts';

/** Collections that include collections: how deep that is followed. */
const mostNested = 16;

/** The prim and the collection's name in `/World.collection:name`; null for any other path. */
export function splitCollectionPath(path: string): { prim: string; name: string } | null {
  const at = path.lastIndexOf('.collection:');
  return at < 0 ? null : { prim: path.slice(0, at), name: path.slice(at + '.collection:'.length) };
}

/**
 * Whether a collection has a prim, by what it includes and excludes; null where it is given by an expression, which is not read.
 */
export function isInCollection(
  stage: Stage,
  prim: StagePrim,
  name: string,
  path: string,
  depth = 0,
): boolean | null {
  const property = (part: string): string => `collection:${name}:${part}`;
  const expression = prim.attribute(property('membershipExpression'));
  const includes = prim.targets(property('includes'));
  const includesRoot = prim.attribute(property('includeRoot'))?.bool() === true;
  if (includes.length === 0 && !includesRoot && expression !== null) return null;
  const isExact = prim.attribute(property('expansionRule'))?.text() === 'explicitOnly';

  let nearest = includesRoot && !isExact ? 0 : -1;
  for (const included of includes) {
    const inner = splitCollectionPath(included);
    if (inner === null) {
      if (isExact ? included === path : isAtOrBelow(path, included))
        nearest = Math.max(nearest, included.length);
      continue;
    }
    const owner = depth < mostNested ? stage.primAt(inner.prim) : null;
    const answer = owner && isInCollection(stage, owner, inner.name, path, depth + 1);
    if (answer === null && owner !== null) return null;
    // What another collection has counts as named itself: only an exclusion of the very prim is nearer.
    if (answer === true) nearest = path.length;
  }
  if (nearest < 0) return false;
  return !prim
    .targets(property('excludes'))
    .some((excluded) => isAtOrBelow(path, excluded) && excluded.length >= nearest);
}

const isAtOrBelow = (path: string, above: string): boolean =>
  path === above || above === '/' || path.startsWith(`${above}/`);
