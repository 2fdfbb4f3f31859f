/**
 * Stable error codes. Main decides which one applies and keeps the words of whoever failed (the service, the system);
 * the renderer picks the sentence a person reads. Codes are stored and sent between processes: rename none.
 */
export const errorCodes = [
  // Asking the service
  'offline', // no connection: no network, or the host refuses or cannot be found
  'connection-lost', // a connection that broke before the answer was whole
  'timeout', // a connection, but no answer in time
  'certificate', // the host's certificate is not trusted, so nothing was sent
  'unauthorized', // 401: the key is missing, unknown, revoked or expired
  'forbidden', // 403
  'payment-required', // 402
  'not-found', // 404: no such job, or not this key's
  'gone', // 410: deleted for good
  'not-ready', // 409: the job is not completed yet
  'rate-limited', // 429
  'service-down', // 5xx
  'rejected', // any other 4xx
  'bad-answer', // an answer that is not what the API promises (HTML of a proxy, no id, no status)
  'answer-too-large', // an answer about one job, say, that is larger than what is read
  // The key
  'no-key',
  'key-malformed',
  'cli-key-gone', // the command line's key is not there any more, or is another one
  'keychain-unavailable', // no keychain service on this system
  'keychain-locked', // there is one, but it does not open
  'keychain-timeout', // it never answered
  'address-refused', // the service points to an address that this app does not fetch from
  // Bringing results home
  'not-completed', // 202 or 409: the service has not made the result yet
  'mjcf-missing',
  'link-expired', // the file host refused the address that the API gave
  'cancelled',
  'interrupted', // the app ended before the download did
  'truncated', // the transfer ended early
  'archive-damaged', // not a ZIP, or a checksum does not match
  'archive-unsafe', // a ZIP that would write outside its folder or fill the disk
  'archive-unsupported', // a ZIP that is encrypted, or packed by a method this app does not know
  'disk-full',
  'folder-unavailable', // missing, not a folder, or not writable
  'folder-missing', // it is not there and cannot be made, as on a drive that is not connected
  'folder-silent', // it does not answer, as on a network drive that is away
  'export-too-large', // the file would be larger than what is imported
  // Bringing an exported list back
  'file-unusable', // the file cannot be read, or is far too large
  'file-missing', // there is no such file
  // Looking at files inside the window
  'too-large', // more bytes than are shown
  'not-previewable', // not a picture, video or text
  'safe-mode', // safe mode shows no previews
  'no-model', // no USD, glTF or MuJoCo file, or none that is one by its content
  'not-openable', // a file of a kind that might run something
  'not-opened', // the system opened a file with no app
  'unconfirmed', // what is known of the job is a hint, and the service has not answered for it
  'no-result', // nothing of this job has come home, or it is not where it was put
  'command-unusable', // not a program that can be run without a shell
  'command-argument', // an argument holds a field that there is not, or is too long to be confirmed
  'too-many-views', // with those that safe mode does not show
  'no-browser', // the system opens no web pages
  'links-unchanged', // the system did not make this app the one for its links
  // New versions of the app itself, which stays as it is
  'update-misconfigured', // a feed is set, but not one that can be used
  'update-unreachable', // the feed, or the file that it names, did not come
  'update-unreadable', // what came is no feed
  'update-unsigned', // the feed is not signed by who makes the app
  'update-outdated', // the feed was signed before one that this copy has seen
  'update-damaged', // the file is not the one that the feed names
  'update-not-installed', // it could not be put in place
  // Everything else
  'invalid-request',
  'unknown-job', // this app does not watch a job with that ID
  'unknown-batch', // there is no batch with that ID
  'storage', // the database on this machine
  'not-saved', // a change is in effect, but could not be written to disk yet; it is tried again
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What went wrong: a stable code and, where there are any, the words of whoever reported it. Never holds the key. */
export interface Failure {
  code: ErrorCode;
  /** The service's or the system's own text, for people to read and search; null where there is none. */
  text: string | null;
}

/** Either a value or the reason why there is none. What crosses a border returns this instead of throwing. */
export type Outcome<T, F extends Failure = Failure> = Success<T> | { ok: false; failure: F };

export interface Success<T> {
  ok: true;
  value: T;
  /** Set on the answer to a change that is in effect, but could not be written to disk yet; that is tried again. */
  isUnsaved?: true;
}

/** What stands for the words of a refusal in plain text, where the API speaks JSON. */
export const plainTextRefusal = (status: number): string => `HTTP ${status}, plain text`;

export const success = <T>(value: T): Success<T> => ({ ok: true, value });

export const failed = (code: ErrorCode, text: string | null = null): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, text },
});

/** The words of something that was thrown, which may be anything. */
export const messageOf = (error: unknown): string => toError(error).message;

/** Something that was thrown, as an error. */
export const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
