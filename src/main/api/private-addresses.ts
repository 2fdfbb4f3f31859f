import { BlockList, isIP } from 'node:net';

/**
 * Ranges that lead to this machine, to the network around it, or to nobody. Sources: the IANA registries of special-purpose
 * IPv4 and IPv6 addresses (RFC 6890), and fec0::/10, which is out of use but still routed by some (RFC 3879).
 */
const ipv4Ranges: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const ipv6Ranges: [string, number][] = [
  // This machine, and IPv4 addresses in the forms ::a.b.c.d, ::ffff:a.b.c.d and ::ffff:0:a.b.c.d
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo, benchmarks, documentation, 6to4
  ['2001::', 32],
  ['2001:2::', 48],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

// Two lists: in one, the range of ::ffff:a.b.c.d would match every IPv4 address.
const [ipv4, ipv6] = [new BlockList(), new BlockList()];
for (const [net, prefix] of ipv4Ranges) ipv4.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of ipv6Ranges) ipv6.addSubnet(net, prefix, 'ipv6');

/** 64:ff9b::/96: a network without IPv4 reaches every IPv4 host under such an address (RFC 6052), public ones too. */
const nat64 = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?$/;

/** Whether an IP address is none of the public internet. What is no IP address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%', 1);
  const family = isIP(plain);
  if (family === 0) return true;
  if (family === 4) return ipv4.check(plain, 'ipv4');
  const normal = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  const [isNat64, high = '0', low = '0'] = nat64.exec(normal) ?? [];
  if (isNat64 === undefined) return ipv6.check(normal, 'ipv6');
  const bytes = [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 0xff]);
  return ipv4.check(bytes.join('.'), 'ipv4');
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
