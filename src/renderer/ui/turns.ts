/** What waits for a task of its own, the first first. */
const waiting = new Set<() => void>();

/**
 * Runs something in a task of its own. Between two such tasks everything else that waits in the page has its turn.
 *
 * @returns a function that takes it back, if it has not run yet
 */
export function inTurn(run: () => void): () => void {
  // Each is known by a function of its own: the same may be given twice.
  const turn = (): void => run();
  if (waiting.size === 0) setTimeout(takeTurn);
  waiting.add(turn);
  return () => void waiting.delete(turn);
}

function takeTurn(): void {
  const [next] = waiting;
  if (next === undefined) return;
  waiting.delete(next);
  if (waiting.size > 0) setTimeout(takeTurn);
  next();
}
