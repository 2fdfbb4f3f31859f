import { isLoopback } from '../rigyd/base-url.ts';

/** Hosts on this machine or in the network around it, as far as their name tells. */
const privateHosts = [
  /^(?:0|10|127)\./,
  /^169\.254\./,
  /^192\.168\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  // IPv6: this machine, unique local, link-local, and any address of IPv4 in its clothes
  /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:)/,
  /^(?:[^.[]+|.*\.(?:localhost|local|internal|home\.arpa))\.?$/,
];

/**
 * The address of a file, if it is one to fetch from: https, and nothing of this machine or the network around it, since
 * an answer of the service must not make the app knock on doors there. What the API itself stands on is trusted: its
 * own origin, and this machine where the API is on it. A name and password in it would be sent as authorisation.
 *
 * @param base what a relative address (of a redirect) is relative to
 * @param api the API's base URL
 */
export function fileAddress(text: string, api: URL, base?: URL): URL | null {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return null;
  }
  if (url.username !== '' || url.password !== '') return null;
  if (url.origin === api.origin) return url;
  if (isLoopback(api) && isLoopback(url) && /^https?:$/.test(url.protocol)) return url;
  const isPrivate = privateHosts.some((hosts) => hosts.test(url.hostname));
  return url.protocol === 'https:' && !isPrivate ? url : null;
}
