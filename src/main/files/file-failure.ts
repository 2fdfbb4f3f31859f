import { messageOf } from '../../shared/errors.ts';
import type { Failure } from '../../shared/errors.ts';
import { FolderSilentError } from './folder-calls.ts';

const diskFull: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/**
 * The code of an error that the operating system reported (`ENOSPC`, say; `UNKNOWN` for what has no code); null for any
 * other.
 */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^(E[A-Z0-9]+|UNKNOWN)$/.test(error.code) ? error.code : null;
}

/** For a call whose answer is null where there is no such file or folder. Throws any other error. */
export function nullIfMissing(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null;
  throw error;
}

/**
 * Why a file could not be read or written, with the system's own text. A share or a disk may fail with any code, which is
 * a problem of the folder and not of the app.
 */
export function fileFailure(error: unknown): Failure {
  const text = messageOf(error);
  if (error instanceof FolderSilentError) return { code: 'folder-silent', text };
  const system = systemCode(error);
  if (system === null) return { code: 'internal', text };
  return { code: diskFull.has(system) ? 'disk-full' : 'folder-unavailable', text };
}

/** {@link fileFailure} as an outcome. */
export const fileFailed = (error: unknown): { ok: false; failure: Failure } => ({
  ok: false,
  failure: fileFailure(error),
});

/** Why a file that a person chose could not be read. */
export function unreadFailure(error: unknown): Failure {
  const { code, text } = fileFailure(error);
  return { code: code === 'folder-silent' ? code : 'file-unusable', text };
}
