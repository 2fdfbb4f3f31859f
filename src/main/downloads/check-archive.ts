import { failed, type Outcome } from '../../shared/errors.ts';
import { workFiles } from '../files/folder-files.ts';
import { forgetAttempts, noteAttempt } from '../store/opening-attempts.ts';
import { type Archive, type ArchiveOptions, openArchive } from './archive.ts';
import { archiveReasons } from '../words/reasons.ts';

/** A check that ended the app so often in a row is not begun again. */
const maxLostChecks = 2;

/** Opens an archive as `openArchive` does. Its limits are to keep a check from ending the process; one that does is not repeated for ever. */
export async function checkArchive(path: string, options: ArchiveOptions): Promise<Outcome<Archive>> {
  const lost = await noteAttempt(path, workFiles);
  if (lost >= maxLostChecks) return failed('archive-unsafe', archiveReasons.crashes(lost));
  return openArchive(path, options).finally(() => forgetAttempts(path, workFiles));
}
