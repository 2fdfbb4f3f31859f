/** The scheme that workers of the page read the files of an asset by. Main serves it, nothing else does. */
export const assetScheme = 'asset';

/** Where a worker fetches a file of an asset from. @param path as main listed it, with slashes */
export const assetAddress = (token: string, path: string): string =>
  `${assetScheme}://${token}/${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;

/** A token and a path. */
export interface AssetPlace {
  token: string;
  path: string;
}

/** What an address names; null for anything that {@link assetAddress} would not write. */
export function parseAssetAddress(address: string): AssetPlace | null {
  const [, token = '', encoded = ''] = /^asset:\/\/([a-z0-9]{1,64})\/([^?#]+)$/.exec(address) ?? [];
  const path = decode(encoded);
  return token !== '' && path !== null && assetAddress(token, path) === address ? { token, path } : null;
}

function decode(encoded: string): string | null {
  try {
    return encoded.split('/').map(decodeURIComponent).join('/');
  } catch {
    return null;
  }
}
