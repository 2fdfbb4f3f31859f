import type { AppState } from '../context.ts';
import { listWords } from '../words/list.ts';

/**
 * Copies the failed jobs that the list would show, one on each line, those added first on top, to submit them anew:
 * their names as the service has them, which are those of their files, or their IDs. A job without a name is given by its ID.
 */
export async function copyFailed(app: AppState, what: 'names' | 'IDs'): Promise<void> {
  const rows = app.view.rowsWith({ statuses: ['failed'] }).toReversed();
  const lines = rows.map(({ id, name }) => (what === 'IDs' ? id : (name ?? id)));
  const copied = what === 'IDs' ? listWords.reasons.copiedIds : listWords.reasons.copiedNames;
  await app.clipboard.copy(lines.join('\n'), copied(rows.length));
}
