import { holdsKey } from './without-key.ts';

const removed = '[key]';

/** What a key looks like in text. Source: the API's notes on keys. */
const keys = /rgyd_[a-z]+_[A-Za-z0-9_-]+/g;

/** Shorter than any secret; replacing it would only tear holes into text. */
const minSecretLength = 8;

const secrets = new Set<string>();

/** Has {@link redact} take this text out from now on: a key need not look like one. It is kept in memory only. */
export function keepOutOfLogs(secret: string): void {
  const text = secret.trim();
  if (text.length < minSecretLength) return;
  for (const form of [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)])
    secrets.add(form);
}

/** Text in which no key can be read, nor the name of the person whose home folder this is. */
export function redact(text: string, home = ''): string {
  let result = text;
  for (const secret of secrets) result = result.replaceAll(secret, removed);
  if ([...secrets].some((secret) => holdsKey(result, secret))) return removed;
  result = result.replaceAll(keys, removed);
  return home.length > 1 ? result.replaceAll(home, '~') : result;
}
