/** What a key looks like in text. Source: the API's notes on keys. */
const keys = /rgyd_[a-z]+_[A-Za-z0-9_-]+/g;

/** Text in which no key can be read. */
export const redactKeys = (text: string): string => text.replaceAll(keys, '[key]');

/** Writes a line to standard error, for whoever started the app from a terminal. Never with a key in it. */
export function log(message: string, error?: unknown): void {
  const reason =
    error instanceof Error ? (error.stack ?? error.message) : error === undefined ? '' : String(error);
  process.stderr.write(`${redactKeys(reason === '' ? message : `${message}: ${reason}`)}\n`);
}
