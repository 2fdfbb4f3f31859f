import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IPv4 addresses as ::a.b.c.d (RFC 4291), which the library counts as public: `URL` writes [::127.0.0.1] as [::7f00:1]. */
const ipv4Compatible = ipaddr.IPv6.parseCIDR('::/96');
/** A network without IPv4 reaches every IPv4 host under such an address (RFC 6052), public ones too. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address is in one of the special ranges (IANA's registries, RFC 6890): this machine, the network around
 * it, or nobody. What is no IP address counts as private.
 */
export function isPrivateAddress(address: string): boolean {
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
export function isPrivateHost({ hostname }: URL): boolean {
  if (hostname.startsWith('[')) return isPrivateAddress(hostname.slice(1, -1));
  return isIP(hostname) === 4 ? isPrivateAddress(hostname) : privateNames.test(hostname);
}

/** Whether a host of a URL is an IP address already. */
export const isAddress = ({ hostname }: URL): boolean => hostname.startsWith('[') || isIP(hostname) === 4;
