import { withoutQuery } from './file-address.ts';
import type { JobFile } from './job-file.ts';

/** Paths that name a picture, a video or a text, whatever their query says. */
const namedFile = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|mp4|webm|mov|log|txt|json|csv)$/i;

/**
 * Parameters that say who may fetch a file and for how long, not which file it is. Sources: the documentation of signed
 * URLs of Amazon S3 and CloudFront, Google Cloud Storage, and Azure (shared access signatures).
 */
const signature =
  /^(?:x-(?:amz|goog)-.+|awsaccesskeyid|googleaccessid|key-pair-id|policy|signature|expires|token|sig|s[etprv]|spr|sip|ske|skt|sks|skv|skoid|sktid)$/i;

/**
 * Which file this is, wherever in its job it stands: the same in every answer, also where the service signs its addresses
 * anew each time. Two files of which one took the place of the other differ in their path or size, or in a query that says
 * which file is meant (`/file?id=3`).
 */
export function fileIdentity(file: Pick<JobFile, 'url' | 'size'> | null): string {
  const url = file?.url ?? '';
  const path = withoutQuery(url);
  const query = namedFile.test(path) ? '' : meaningOf(url.slice(path.length));
  return JSON.stringify([path + query, file?.size ?? null]);
}

function meaningOf(rest: string): string {
  const query = rest.startsWith('?') ? withoutFragment(rest.slice(1)) : '';
  const kept = query.split('&').filter((part) => part !== '' && !signature.test(part.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

const withoutFragment = (text: string): string => text.split('#', 1)[0] ?? '';
