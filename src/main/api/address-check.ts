import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import { isLoopback, readUrl } from './base-url.ts';

/**
 * The IP addresses that a URL's host leads to. None where a proxy is used that looks names up by itself. Rejects where
 * the name leads nowhere.
 */
export type ResolveHost = (url: URL) => Promise<string[]>;

export interface AddressCheckOptions {
  /** The API's base URL. */
  api: URL;
  /** As the network stack resolves that fetches the file afterwards. */
  resolveHost: ResolveHost;
}

/**
 * Reads an address that the service, or a host it sends to, has named, and decides whether it is fetched from.
 *
 * @param base what a relative address is relative to: the API, or the host that redirects
 * @returns the address, or `address-refused`. Rejects as `fetch` does where the host's name leads nowhere, and on abort.
 */
export type AddressCheck = (text: string, base: URL, signal: AbortSignal) => Promise<Outcome<URL>>;

/**
 * The one gate in front of every address that an answer names: https, and nothing of this machine or the network around
 * it, since an answer must not make the app knock on doors there. Names are resolved first, and one private address among
 * several is enough to refuse. What the API itself stands on is trusted: its own origin, and this machine under its
 * loopback names where the API is on it. A name and password in an address would be sent as authorisation.
 *
 * Any port may be named: Chromium refuses those of other protocols by itself (`net::ERR_UNSAFE_PORT`).
 *
 * Between this check and the connection the name is looked up once more, as a rule from Chromium's cache. A host that
 * answers differently within that moment could draw one TLS handshake to a private address; https then fails there,
 * because nobody inside has a certificate for that name, so nothing is sent and nothing is read.
 */
export function createAddressCheck({ api, resolveHost }: AddressCheckOptions): AddressCheck {
  return async (text, base, signal) => {
    const url = readUrl(text, base);
    if (url === null || url.username !== '' || url.password !== '') return refused;
    if (url.origin === api.origin) return success(url);
    if (isLoopback(api) && isLoopback(url) && /^https?:$/.test(url.protocol)) return success(url);
    if (url.protocol !== 'https:' || isPrivateHost(url)) return refused;
    if (isAddress(url)) return success(url);
    const addresses = await unlessAborted(resolveHost(url), signal);
    return addresses.some(isPrivateAddress) ? refused : success(url);
  };
}

/** A name server may take longer than the person waits. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const refused: { ok: false; failure: Failure } = failed('address-refused');

/** IPv4 addresses as ::a.b.c.d (RFC 4291), which the library counts as public: `URL` writes [::127.0.0.1] as [::7f00:1]. */
const ipv4Compatible = ipaddr.IPv6.parseCIDR('::/96');
/** A network without IPv4 reaches every IPv4 host under such an address (RFC 6052), public ones too. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address is in one of the special ranges (IANA's registries, RFC 6890): this machine, the network around
 * it, or nobody. What is no IP address counts as private.
 */
function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%', 1);
  // The library also reads octal and hexadecimal numbers, and fewer than four.
  if (isIP(plain) === 0) return true;
  const ip = ipaddr.parse(plain);
  if (ip.kind() === 'ipv4') return ip.range() !== 'unicast';
  if (ip.match(nat64)) return isPrivateAddress(ip.toByteArray().slice(-4).join('.'));
  return ip.match(ipv4Compatible) || ip.range() !== 'unicast';
}

/**
 * Names that are given out in private networks only. Sources: RFC 6761, 6762 and 8375, ICANN's reservation of `internal`
 * and its list of names that collide (`home`, `corp`), and what routers hand out (`lan`). A name without a dot is
 * completed with the domain of the network.
 */
const privateNames = /^(?:[^.]+|.*\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa))\.?$/;

/** Whether a host of a URL is private by its name or its literal address, before anybody is asked where it leads. */
function isPrivateHost({ hostname }: URL): boolean {
  if (hostname.startsWith('[')) return isPrivateAddress(hostname.slice(1, -1));
  return isIP(hostname) === 4 ? isPrivateAddress(hostname) : privateNames.test(hostname);
}

/** Whether a host of a URL is an IP address already. */
const isAddress = ({ hostname }: URL): boolean => hostname.startsWith('[') || isIP(hostname) === 4;
