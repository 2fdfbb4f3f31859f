import type { Job } from '../job.ts';
import type { PreviewRef } from '../previews.ts';
import { withoutQuery } from './file-address.ts';
import type { JobFile } from './job-file.ts';

/**
 * Parameters that say who may fetch a file and for how long, not which file it is. Sources: the documentation of signed
 * URLs of Amazon S3 and CloudFront, Google Cloud Storage, Azure (shared access signatures), Alibaba OSS, Tencent COS,
 * Akamai and Bunny CDN, and the names that hosts use which sign in their own way.
 */
const signature = new RegExp(
  `^(?:${[
    'x-(?:amz|goog|oss)-.+',
    'awsaccesskeyid|googleaccessid|ossaccesskeyid|security-token',
    'key-pair-id|policy|signature|sig|sign|expires?|exp|expiry',
    's[etprv]|spr|sip|ske|skt|sks|skv|skoid|sktid',
    'q-(?:sign|ak|key|header|url|signature).*',
    'hdn(?:ts|ea)|hmac|verify|nonce',
    '(?:.+[_-])?(?:token|ticket|auth|jwt)(?:_path|__)?|authorization',
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
  return JSON.stringify([path + meaningOf(url.slice(path.length)), file?.size ?? null]);
}

/**
 * Which file is in a place of a job. What the service makes may be written anew under the same address while the job is on
 * its way, a log above all, so it is another file once the job has gone on or ended.
 */
export function previewIdentity(
  job: Pick<Job, 'status' | 'timing'>,
  { id, slot, index }: PreviewRef,
  file: JobFile | null,
): string {
  const madeIn = slot === 'input-image' ? null : [job.status, job.timing?.completed_at ?? null];
  return JSON.stringify([id, slot, index, fileIdentity(file), madeIn]);
}

function meaningOf(rest: string): string {
  const query = rest.startsWith('?') ? withoutFragment(rest.slice(1)) : '';
  const kept = query.split('&').filter((part) => part !== '' && !signature.test(part.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

const withoutFragment = (text: string): string => text.split('#', 1)[0] ?? '';
