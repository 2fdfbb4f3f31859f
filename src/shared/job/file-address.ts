/** `https://…`, and other schemes that need no slashes but that nothing is fetched by. */
const absolute = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:data|blob|file|mailto|javascript):)/i;
/** `assets.rigyd.com/…` or `127.0.0.1:5000/…`: a host, perhaps a port, and a path. */
const schemeless = /^(?:(?:[a-z0-9-]+\.)+[a-z]{2,}|\d+(?:\.\d+){3}|localhost)(?::\d+)?\//i;

/**
 * Whether a text that stands alone is meant as the address of a file rather than as a word, a sentence or a file name.
 * Paths without a leading slash are not: they may as well lie inside an archive.
 */
export const looksLikeAddress = (text: string): boolean =>
  !/\s/.test(text) && (/^https?:\/\/[^/]/i.test(text) || /^\/\/?[^/]/.test(text) || schemeless.test(text));

/**
 * The full address of a file. The service documents full ones; others are read as a browser on the API's host would
 * (`/uploads/a.png`, `//assets.rigyd.com/a.png`), and a host without a scheme (`assets.rigyd.com/a.png`) as that host.
 *
 * @param origin of the API, such as `https://api.rigyd.com`
 */
export function fullAddress(text: string, origin: string): string {
  const address = text.trim();
  const scheme = origin.slice(0, origin.indexOf('//'));
  if (absolute.test(address)) return address;
  if (address.startsWith('//')) return `${scheme}${address}`;
  if (address.startsWith('/')) return `${origin}${address}`;
  return schemeless.test(address) ? `${scheme}//${address}` : `${origin}/${address}`;
}

/** An address up to its query or fragment. */
export const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? '';

/** The name of the file that an address ends in; null where it ends in none. */
export function nameInAddress(address: string): string | null {
  const path = withoutQuery(address);
  const slash = path.lastIndexOf('/');
  const last = path.slice(slash + 1);
  if (slash < 1 || path[slash - 1] === '/' || !last.includes('.')) return null;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
