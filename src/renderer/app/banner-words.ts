import type { Banner } from '../../shared/state.ts';
import { formatMoment } from '../ui/format.ts';
import { countOf } from '../words/count.ts';
import type { Failure } from '../../shared/errors.ts';

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

/** What a person reads while the service is out of reach or of no use: what is so, since when, and when it is tried again. */
export function describeOffline(
  host: string,
  { since, failure, retryAt }: { since: number; failure: Failure; retryAt: number },
  now = Date.now(),
): string {
  return `${reasonFor(host, failure)} since ${formatMoment(since, now)}. What is shown may be out of date. Next try at ${formatMoment(retryAt, now)}.`;
}

function reasonFor(host: string, { code, text }: Failure): string {
  switch (code) {
    case 'certificate':
      return `${host} has shown no certificate that this machine trusts, so nothing is sent to it,`;
    case 'service-down':
      return `${host} has answered with errors only${quoted(text)}`;
    case 'bad-answer':
      return `Something that is not the Rigyd API has answered for ${host} (a proxy or a sign-in page, perhaps)`;
    default:
      return `No answer from ${host}`;
  }
}

const quoted = (text: string | null): string => (text === null ? '' : ` (${text})`);
