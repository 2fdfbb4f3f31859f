import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Uint8Array(256).fill(255);
for (let at = 0; at < base64.length; at++) sixBits[base64.charCodeAt(at)] = at;

export const isDataUri = (uri: string): boolean => /^data:/i.test(uri);

/** `image/png` of `data:image/png;base64,…`; empty where it says none. */
export const dataUriType = (uri: string): string => uri.slice(5, uri.search(/[;,]/)).toLowerCase();

/**
 * The bytes of a `data:` URI (RFC 2397) in base64, the one encoding that glTF allows.
 *
 * @throws {AssetError} `damaged`; as the budget does
 */
export function readDataUri(uri: string, place: string, budget: AssetBudget): Uint8Array {
  const comma = uri.indexOf(',');
  if (comma < 0 || !uri.slice(0, comma).toLowerCase().endsWith(';base64'))
    throw new AssetError('damaged', `${place}: a data URI without base64`);
  let end = uri.length;
  while (end > comma + 1 && uri[end - 1] === '=') end--;
  const digits = end - comma - 1;
  const size = Math.floor((digits * 3) / 4);
  budget.addFile(size, place);
  const bytes = new Uint8Array(size);
  let written = 0;
  let bits = 0;
  let held = 0;
  for (let at = comma + 1; at < end; at++) {
    const value = sixBits[uri.charCodeAt(at)] ?? 255;
    if (value === 255) throw new AssetError('damaged', `${place}: not base64 at character ${at}`);
    bits = ((bits << 6) | value) & 0xff_ff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[written++] = bits >> held;
    }
  }
  return bytes;
}
