import type { BannerKind, LackingPart } from '../../shared/state.ts';
import { countOf } from './count.ts';

/** What does not work for what Electron, or the system, lacks. */
const withoutPart: Record<LackingPart, string> = {
  functions: 'Some features don’t work in this copy of Rigyd Desk. Reinstalling it may help.',
  checks: 'Downloaded results can’t be checked on this computer.',
  pictures: 'Pictures and 3D views can’t be shown on this computer.',
  notifications: 'This system shows no notifications; the bell in the window keeps them.',
  sandbox:
    'Rigyd Desk runs without Chromium’s sandbox, because this system doesn’t let an AppImage have one. Installed from the deb, it has one.',
};

/** By kind of banner: what happened, and what is safe. `detail` is what stands beside the kind in `shared/state.ts`. */
const byKind: Record<BannerKind, (detail: string) => string> = {
  'database-damaged': (file) =>
    `The list on disk was damaged and has been restored from its backup. The damaged file was kept in ${file}.`,
  'jobs-restored': (count) =>
    `${countOf(Number(count), 'job was', 'jobs were')} missing from the list on disk and restored from its backup.`,
  'jobs-impossible': (count) =>
    `${countOf(Number(count), 'entry', 'entries')} with an invalid job ID ${Number(count) === 1 ? 'was' : 'were'} left out of the list.`,
  'batches-restored': (count) =>
    `${countOf(Number(count), 'batch was', 'batches were')} missing from the list on disk and restored from its backup.`,
  'unsaved-restored': (file) =>
    `Changes that couldn’t be saved when Rigyd Desk last quit have been restored from ${file}.`,
  'unsaved-outdated': (file) =>
    `Older unsaved changes were not applied because your list has changed since. Import ${file} to add their notes, tags and batches.`,
  'database-unavailable': (reason) =>
    `Can’t open the list on disk, so changes aren’t saved. Free up disk space or repair it, then restart Rigyd Desk. (${reason})`,
  'credits-low': (count) =>
    `${countOf(Number(count), 'credit')} left. Add more in the Rigyd web app before jobs are rejected.`,
  'write-failed': (reason) =>
    `Can’t save changes to disk. Retrying; keep Rigyd Desk open until this message disappears. (${reason})`,
  'rows-refused': (count) =>
    `Changes to ${countOf(Number(count), 'entry', 'entries')} in the list can’t be saved and will be lost after a restart. Everything else is saved.`,
  'commands-resumed': (count) =>
    `Rigyd Desk quit before the command had run for ${countOf(Number(count), 'result')}. Running it now.`,
  'unexpected-errors': (count) =>
    `Rigyd Desk ran into ${countOf(Number(count), 'unexpected error')}. Your jobs are still watched. If something looks wrong, restart Rigyd Desk.`,
  'links-elsewhere': () =>
    'Links to jobs (rigyd-desk://) open in another app, or not at all. Open them in Rigyd Desk?',
  'safe-mode': () =>
    'Safe mode: previews, checks of results, automatic downloads, the command, your account’s jobs and saved views are off until you restart normally. What you turn on now lasts until then; your settings are kept.',
  'electron-lacks': (parts) =>
    `${parts
      .split(' ')
      .map((part) => withoutPart[part as LackingPart])
      .join(' ')} To report this, copy the diagnostics (Help menu).`,
  /** The detail is a sentence: the job, and how the command ended. */
  'command-failed': (sentence) =>
    `The command failed for ${sentence} The result is safe; see the job’s details.`,
};

/** What stands above the list when something needs attention. Times come formatted. */
export const bannersWords = {
  byKind,
  /** @param lastFour the end of the key */
  keyRejected: (lastFour: string) =>
    `Rigyd rejects the key ending in ${lastFour}, so jobs aren’t checked. Retrying at least every 30 minutes.`,
  noKey: 'Jobs aren’t checked: there is no API key.',
  slowDown: (time: string) => `Rigyd asked us to slow down. Checking again at ${time}.`,
  /** Why Rigyd is out of reach, or of no use. */
  offline: {
    noResponse: (host: string, since: string) => `No response from ${host} since ${since}.`,
    certificate: (host: string, since: string) =>
      `The certificate of ${host} hasn’t been trusted since ${since}, so nothing is sent to it.`,
    /** @param reason what it said, where it said something */
    errors: (host: string, since: string, reason: string | null) =>
      `${host} has returned errors${reason === null ? '' : ` (${reason})`} since ${since}.`,
    otherAnswers: (host: string, since: string) =>
      `Responses from ${host} haven’t looked like Rigyd’s since ${since}. A proxy or sign-in page may be in the way.`,
  },
  /** @param problem one of the sentences above */
  outOfDate: (problem: string, nextTry: string) =>
    `${problem} Jobs may be out of date. Retrying at ${nextTry}.`,
  addKey: 'Add API key',
  changeKey: 'Change API key',
  restartNormally: 'Restart normally',
  openLinksHere: 'Open links here',
  leaveLinks: 'No thanks',
};
