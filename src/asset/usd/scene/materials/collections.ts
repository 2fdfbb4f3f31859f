/** Which prims collections have (`pxr/usd/usd/collectionAPI.h`). */
import type { Stage, StagePrim } from '../../stage.ts';

/** Collections that include one another: so many are looked at for one prim. */
const mostIncluded = 1000;

/** The prim and the collection's name in `/World.collection:name`; null for any other path. */
export function splitCollectionPath(path: string): { prim: string; name: string } | null {
  const at = path.lastIndexOf('.collection:');
  return at < 0 ? null : { prim: path.slice(0, at), name: path.slice(at + '.collection:'.length) };
}

/** What is said of one collection. */
interface Rules {
  includes: ReadonlySet<string>;
  /** Paths of collections that it includes. */
  collections: string[];
  excludes: ReadonlySet<string>;
  includesRoot: boolean;
  /** Has the prims that it names, and none below them. */
  isExact: boolean;
  isByExpression: boolean;
}

/** Answers whether collections of a stage have prims. What is said of each is read once. */
export class Collections {
  readonly #stage: Stage;
  /** By the collection's path; null where there is no prim to have it. */
  readonly #known = new Map<string, Rules | null>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /**
   * Whether the collection at a path, `/World.collection:name`, has a prim, by what it includes and excludes; null where it is
   * given by an expression, which is not read.
   */
  has(collection: string, prim: string): boolean | null {
    const rules = this.#rulesAt(collection);
    return rules === null ? false : this.#answer(rules, pathsUpFrom(prim), new Map());
  }

  /** @param answers of collections that were asked about the same prim, as several may include the same one */
  #answer(
    rules: Rules,
    paths: readonly [string, ...string[]],
    answers: Map<Rules, boolean | null>,
  ): boolean | null {
    const known = answers.get(rules);
    if (known !== undefined) return known;
    // One that includes itself has nothing more by that.
    answers.set(rules, false);
    const answer = this.#workOut(rules, paths, answers);
    answers.set(rules, answer);
    return answer;
  }

  #workOut(
    rules: Rules,
    paths: readonly [string, ...string[]],
    answers: Map<Rules, boolean | null>,
  ): boolean | null {
    if (rules.isByExpression) return null;
    const [path] = paths;
    const named = (rules.isExact ? [path] : paths).find((one) => rules.includes.has(one));
    let nearest = named?.length ?? (rules.includesRoot && !rules.isExact ? 0 : -1);
    for (const collection of rules.collections) {
      const inner = answers.size < mostIncluded ? this.#rulesAt(collection) : null;
      if (inner === null) continue;
      const answer = this.#answer(inner, paths, answers);
      if (answer === null) return null;
      // What another collection has counts as named itself: only an exclusion of the very prim is nearer.
      if (answer) nearest = path.length;
    }
    return nearest >= 0 && !paths.some((one) => rules.excludes.has(one) && one.length >= nearest);
  }

  #rulesAt(path: string): Rules | null {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const collection = splitCollectionPath(path);
    const prim = collection && this.#stage.primAt(collection.prim);
    const rules = prim && readRules(prim, collection.name);
    this.#known.set(path, rules);
    return rules;
  }
}

function readRules(prim: StagePrim, name: string): Rules {
  const property = (part: string): string => `collection:${name}:${part}`;
  const expression = prim.attribute(property('membershipExpression'));
  const includes = prim.targets(property('includes'));
  const includesRoot = prim.attribute(property('includeRoot'))?.bool() === true;
  return {
    includes: new Set(includes),
    collections: includes.filter((path) => splitCollectionPath(path) !== null),
    excludes: new Set(prim.targets(property('excludes'))),
    includesRoot,
    isExact: prim.attribute(property('expansionRule'))?.text() === 'explicitOnly',
    isByExpression: includes.length === 0 && !includesRoot && expression !== null,
  };
}

/** A path and those of all prims above it, the nearest first. */
function pathsUpFrom(path: string): readonly [string, ...string[]] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    above.push(path.slice(0, at));
  return [path, ...above, '/'];
}
