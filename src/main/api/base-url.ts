import { failed, success, type Outcome } from '../../shared/errors.ts';
import { trimCharactersEnd } from '../../shared/lib/text.ts';
import { apiReasons } from '../words/reasons.ts';

/** Source: the API's pages. Every path of the API is below it. */
export const liveBaseUrl = 'https://api.rigyd.com/api';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for addresses that cannot leave this machine. */
export const isLoopback = (url: URL): boolean => loopbackHosts.has(url.hostname);

/**
 * Reads the base URL that `RIGYD_API_URL` gives for one run. Anything but https is refused unless it stays on this
 * machine, because the key would cross the network for all to read.
 */
export function parseBaseUrl(text: string | undefined): Outcome<URL> {
  if (text === undefined || text.trim() === '') return success(new URL(liveBaseUrl));
  const url = readUrl(trimCharactersEnd(text.trim(), /\//));
  if (url === null) return refused(apiReasons.badAddress(text));
  if (url.username !== '' || url.password !== '') return refused(apiReasons.addressWithKey);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return success(url);
  return refused(apiReasons.addressWithoutTls(url.origin));
}

/** An address, perhaps relative to another one; null where it is none. */
export function readUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

const refused = (text: string) => failed('invalid-request', text);
