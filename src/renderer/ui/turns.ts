type Turn = () => void;

/** What waits for a task of its own, the first first: what the page is there for, then what stands around it. */
const waiting = { first: new Set<Turn>(), later: new Set<Turn>() };

const isEmpty = (): boolean => waiting.first.size + waiting.later.size === 0;

/**
 * Runs something in a task of its own. Between two such tasks everything else that waits in the page has its turn.
 *
 * @param when `first`: before all that is to run later, whichever of them was given sooner
 * @returns a function that takes it back, if it has not run yet
 */
export function inTurn(run: () => void, when: 'first' | 'later' = 'later'): () => void {
  // Each is known by a function of its own: the same may be given twice.
  const turn = (): void => run();
  if (isEmpty()) setTimeout(takeTurn);
  waiting[when].add(turn);
  return () => void waiting[when].delete(turn);
}

function takeTurn(): void {
  const [next] = waiting.first.size > 0 ? waiting.first : waiting.later;
  if (next === undefined) return;
  waiting.first.delete(next);
  waiting.later.delete(next);
  if (!isEmpty()) setTimeout(takeTurn);
  next();
}
