import type { Banner } from '../../shared/state.ts';
import { countOf } from '../ui/format.ts';

/** What a person reads for each banner: what happened, and what is safe. */
export function describeBanner({ kind, detail }: Banner): string {
  switch (kind) {
    case 'database-damaged':
      return `The list on disk was damaged. It was brought back from its backup, and the damaged one kept in ${detail}.`;
    case 'jobs-restored':
      return `${countOf(Number(detail), 'job')} had been lost from the list on disk and came back from its backup.`;
    case 'jobs-impossible':
      return `The list goes on without ${countOf(Number(detail), 'entry', 'entries')} whose ID no job can have.`;
    case 'batches-restored':
      return `${countOf(Number(detail), 'batch', 'batches')} had been lost from the list on disk and came back from its backup.`;
    case 'unsaved-restored':
      return `What could not be saved when Rigyd Desk last quit is in the list again. It had been kept in ${detail}.`;
    case 'unsaved-outdated':
      return `Older changes that could not be saved were not applied, because your list has changed since. They are in ${detail}. Import that file to add their notes, tags and batches.`;
    case 'database-unavailable':
      return `The list on disk cannot be opened, so changes are not saved. Make room or repair it, then start Rigyd Desk again. (${detail})`;
    case 'credits-low':
      return `${countOf(Number(detail), 'credit')} left. Add some in the Rigyd web app before jobs are turned down.`;
    case 'write-failed':
      return `Changes cannot be written to disk at the moment. Rigyd Desk keeps trying; leave it open until this message is gone. (${detail})`;
    case 'rows-refused':
      return `${countOf(Number(detail), 'entry', 'entries')} of the list cannot be saved in this form and will be as before after a restart. Everything else is saved.`;
    case 'commands-resumed':
      return `The app closed before the command had run for ${countOf(Number(detail), 'result')}. It runs for them now.`;
    case 'unexpected-errors':
      return `Rigyd Desk ran into ${countOf(Number(detail), 'unexpected error')} and went on. Your jobs are still watched. If something looks wrong, start Rigyd Desk again.`;
    case 'safe-mode':
      return 'Safe mode: downloads, collecting, the command, your account’s jobs and saved views are off until you restart normally. What you switch on meanwhile holds for this run; what you chose before stays.';
    case 'command-failed':
      return `The command did not end well for ${detail} The result is safe; the job’s details show more.`;
  }
}
