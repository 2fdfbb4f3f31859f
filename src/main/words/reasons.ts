/** Reasons that a failure has besides the sentence for its code: what exactly was wrong, on screen and in the log. */

/** A limit, which is a round number of these. */
const sizeOf = (bytes: number): string =>
  bytes < 1024 ** 2 ? `${bytes / 1024} KB` : `${bytes / 1024 ** 2} MB`;

export const judgeReasons = {
  didNotStart: 'The process that checks results didn’t start.',
};

export const apiReasons = {
  redirectLoop: 'Rigyd redirects in a loop.',
  /** @param origin null where it is no address */
  redirects: (origin: string | null) => `Rigyd redirects to ${origin ?? 'an invalid address'}.`,
  tooLarge: (maxBytes: number) => `The response is larger than ${sizeOf(maxBytes)}.`,
  webPage: 'The response is a web page.',
  webPageWithStatus: (status: number) => `HTTP ${status}, a web page`,
  notJson: 'The response isn’t JSON.',
  anotherJob: (id: string) => `The response is about another job, ${id}.`,
  noJob: 'The response has no job ID or no status.',
  noJobs: 'The response has no list of jobs.',
  noAccount: 'The response has no account.',
  /** The list of the account's jobs goes on beyond what is read. */
  onlyFirstJobs: (jobs: number) =>
    `Only the first ${jobs.toLocaleString()} jobs were read. Add the IDs of others to watch them.`,
  /** The variable of the environment that has the address of the API. */
  badAddress: (text: string) => `RIGYD_API_URL isn’t a URL: ${text}`,
  addressWithKey: 'RIGYD_API_URL must not contain a user name or password; the key is RIGYD_API_KEY.',
  addressWithoutTls: (origin: string) =>
    `RIGYD_API_URL must start with https:// (http:// only for this computer): ${origin}`,
};

export const downloadReasons = {
  hostStatus: (host: string, status: number) => `${host} responded with HTTP ${status}.`,
  hostRedirects: 'The file host redirects to another site.',
  empty: 'The response is empty.',
  anotherPart: 'Rigyd sent a different part than requested.',
  /** @param type of the content; empty for an unknown one @param words the service's; null for none */
  notZip: (type: string, words: string | null) =>
    `Rigyd sent ${type === '' ? 'something else' : type} instead of a ZIP${words === null ? '.' : `: ${words}`}`,
  tooSlow: 'The download was too slow.',
  noData: (seconds: number) => `No data for ${seconds.toLocaleString()} seconds.`,
  tooLarge: 'The result is larger than expected.',
  noBeginning: 'Rigyd left out the beginning of the result.',
  incomplete: (bytes: number, of: number) =>
    `Received ${bytes.toLocaleString()} of ${of.toLocaleString()} bytes.`,
  /** @param needed and free: `1.2 MB` */
  noSpace: (needed: string, free: string) => `${needed} needed, ${free} free.`,
  /** Without a full stop, as the system's own reasons are. */
  folderSilent: (path: string) => `${path} isn’t responding`,
  folderSlow: (path: string) => `Writing to ${path} is slow.`,
  folderMissing: (path: string) => `${path} wasn’t found.`,
};

/** What is wrong with an archive. `entry` is its path in there, in quotation marks. */
export const archiveReasons = {
  crashes: (times: number) => `Rigyd Desk quit ${times} times while checking the archive.`,
  tooManyEntries: (entries: number, max: number) =>
    `It has ${entries.toLocaleString()} entries, more than ${max.toLocaleString()}.`,
  tooManyFiles: (max: number) => `It would create more than ${max.toLocaleString()} files and folders.`,
  tooLarge: (entry: string, maxBytes: number) =>
    `${entry} takes it beyond ${maxBytes.toLocaleString()} bytes unpacked.`,
  growsTooMuch: (from: number, to: number) =>
    `It would grow from ${from.toLocaleString()} to ${to.toLocaleString()} bytes.`,
  noFiles: 'It has no files.',
  overlapping: 'Its entries share the same bytes.',
  symbolicLink: (entry: string) => `${entry} is a symbolic link.`,
  neither: (entry: string) => `${entry} is neither a file nor a folder.`,
  both: (entry: string) => `${entry} is both a file and a folder.`,
  encrypted: (entry: string) => `${entry} is encrypted.`,
  unknownMethod: (entry: string, method: number) =>
    `${entry} is compressed in an unknown way (method ${method}).`,
  pathTooLong: (entry: string) => `The path ${entry} is too long.`,
  tooDeep: (entry: string, max: number) => `${entry} is more than ${max} folders deep.`,
  noName: (entry: string) => `${entry} is a file without a name.`,
  outside: (entry: string) => `${entry} would be written outside its folder.`,
  wrongSize: (entry: string) => `${entry} isn’t as large as declared.`,
  wrongChecksum: (entry: string) => `${entry} doesn’t match its checksum.`,
};

/** Why the command for a result was not run, or did not end well. */
export const commandReasons = {
  notChosen: 'Choose a program first.',
  missing: (program: string) => `${program} wasn’t found, or isn’t allowed to run.`,
  needsShell: 'Batch files run in a shell, which would read file names as commands. Choose an .exe file.',
  option: (argument: string) =>
    `Not run: the program could take “${argument}” for an option. Put something before the value, such as --id={id}.`,
  tookTooLong: (minutes: number) => `It took longer than ${minutes} minutes and was stopped.`,
  appQuit: 'Rigyd Desk quit before it finished.',
  /** @param signal `SIGKILL`; null where the system did not say */
  stopped: (signal: string | null) => `It was stopped by ${signal ?? 'the system'}.`,
  exitCode: (program: string, code: number | null) => `${program} exited with code ${code}.`,
};

export const fileReasons = {
  redirectLoop: 'The file’s host redirects in a loop.',
  unknownType: 'This file type can’t be shown.',
  webPage: 'A web page arrived instead.',
  tooLarge: (maxBytes: number) => `Files over ${sizeOf(maxBytes)} aren’t shown.`,
  /** @param pixels `4,000 × 3,000` */
  pixels: (pixels: string) => `It has ${pixels} pixels.`,
  largerThan: (maxBytes: number) => `It is larger than ${sizeOf(maxBytes)}.`,
  notFile: 'It isn’t a file.',
  /** In place of a path that is not known. */
  someFile: 'The file',
  notText: (file: string) => `${file} isn’t a text file`,
  /** A line of one of several files. */
  lineOf: (file: string, line: string) => `${file}: ${line}`,
};

/** Why a new version of the app was not found, fetched or put in place. */
export const updateReasons = {
  badFeed: (text: string) => `It must be an https:// address: ${text}`,
  badKey: 'Its public key is missing, or isn’t an Ed25519 key.',
  notFeed: 'The response isn’t a signed feed.',
  otherFeed: 'It is signed, but in a form that this version doesn’t know.',
  badRedirect: 'It redirects to an address that isn’t allowed.',
  noFile: (target: string) => `It has no file for ${target}.`,
  wrongSize: (bytes: number, expected: number) =>
    `${bytes.toLocaleString()} bytes arrived instead of ${expected.toLocaleString()}.`,
  tooManyBytes: (expected: number) => `More than ${expected.toLocaleString()} bytes arrived.`,
  wrongChecksum: 'Its checksum doesn’t match.',
  noAppImage: (path: string) => `${path} isn’t a file any more.`,
};

/** Of the list on disk. */
export const storeReasons = {
  unreadable: 'Couldn’t read the list on disk.',
  unopened: 'Couldn’t open the list on disk.',
  inUse: 'It is already open.',
  unknown: 'no reason given',
};
