import type { ErrorCode, Failure } from '../../shared/errors.ts';
import { FolderSilentError } from '../files/folder-calls.ts';

const diskFull: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const folderUnavailable: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'EBUSY',
  'EIO',
  'ENODEV',
  'ENXIO',
  'ESTALE',
]);

/** The code of an error that the operating system reported (`ENOSPC`, say); null for any other. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}

/** Why a file could not be read or written, with the system's own text. */
export function fileFailure(error: unknown): Failure {
  const system = systemCode(error);
  const code: ErrorCode =
    error instanceof FolderSilentError ? 'folder-silent' : system === null ? 'internal' : codeOf(system);
  return { code, text: error instanceof Error ? error.message : String(error) };
}

/** Why a file that a person chose could not be read. */
export function unreadFailure(error: unknown): Failure {
  const { code, text } = fileFailure(error);
  return { code: code === 'folder-silent' ? code : 'file-unusable', text };
}

const codeOf = (system: string): ErrorCode =>
  diskFull.has(system) ? 'disk-full' : folderUnavailable.has(system) ? 'folder-unavailable' : 'internal';
