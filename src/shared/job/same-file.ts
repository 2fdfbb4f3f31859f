import { withoutQuery } from './file-address.ts';
import type { JobFile } from './job-file.ts';

/** Paths that name a picture, a video or a text: what stands behind them is most likely a signature. */
const namedFile = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|mp4|webm|mov|log|txt|json|csv)$/i;

/**
 * Parameters that say who may fetch a file and for how long, not which file it is. Sources: the documentation of signed
 * URLs of Amazon S3 and CloudFront, Google Cloud Storage and CDN, Azure (shared access signatures), Alibaba OSS, Tencent
 * COS, Akamai, Bunny CDN and nginx (secure_link).
 */
const signature = new RegExp(
  `^(?:${[
    'x-(?:amz|goog|oss)-.+',
    'awsaccesskeyid|googleaccessid|ossaccesskeyid|keyname|key-pair-id|policy',
    'signature|sig|sign|hmac|md5|nonce|expires?|exp|e|ts?|_',
    's[etprv]|spr|sip|ske|skt|sks|skv|skoid|sktid',
    'q-(?:sign|ak|key|header|url|signature).*|hdn(?:ts|ea)',
    '(?:.+[_-])?(?:token|ticket|auth|jwt)(?:_path|__)?|authorization',
  ].join('|')})$`,
  'i',
);

/** Parameters that say which file is meant, or which version of it. */
const meaning = new RegExp(
  `^(?:${[
    '(?:(?:file|image|asset|object|media|texture|version)[_-]?)?id',
    'v|ver|version|rev|revision|generation|snapshot|etag',
    '(?:(?:last[_-]?)?(?:updated|modified|changed)(?:[_-]?at)?)|mtime',
    'file|filename|name|path|key|image|asset|texture|index|number|page|type|format|variant|size|view',
  ].join('|')})$`,
  'i',
);

/**
 * Which file this is, wherever in its job it stands: the same in every answer, also where the service signs its addresses
 * anew each time. Two files of which one took the place of the other differ in their path or size, or in a query that says
 * which file or which version of it is meant (`/file?id=3`, `/a.png?v=2`).
 */
export function fileIdentity(file: Pick<JobFile, 'url' | 'size'> | null): string {
  const url = file?.url ?? '';
  const path = withoutQuery(url);
  return JSON.stringify([path + meaningOf(path, url.slice(path.length)), file?.size ?? null]);
}

/**
 * What of a query tells files apart. Hosts sign in ways of their own, whose names nobody can list: where there is a
 * signature, or most likely one, only what is known to mean a file counts, or the same file would be fetched at each poll.
 */
function meaningOf(path: string, rest: string): string {
  const query = rest.startsWith('?') ? withoutFragment(rest.slice(1)) : '';
  const parameters = query.split('&').filter((part) => part !== '');
  const isSigned = namedFile.test(path) || parameters.some((part) => signature.test(nameOf(part)));
  const kept = isSigned ? parameters.filter((part) => meaning.test(nameOf(part))) : parameters;
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

const nameOf = (parameter: string): string => parameter.split('=', 1)[0] ?? '';

const withoutFragment = (text: string): string => text.split('#', 1)[0] ?? '';
