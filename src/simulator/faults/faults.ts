import { z } from 'zod';

const framing = z.enum(['length', 'chunked', 'close']);

/** A file put into a result ZIP. The name is written as it is, so it can be one that no honest packer would write. */
const zipEntry = z.strictObject({
  name: z.string().min(1),
  /** So many of it, each with its number (from 0) where the name has `{n}`. */
  repeat: z.int().positive().max(65_000).optional(),
  /** What the file holds; left out, `zeros` zero bytes, which shrink a thousandfold. */
  text: z.string().optional(),
  zeros: z
    .int()
    .nonnegative()
    .max(2 ** 29)
    .optional(),
  /** Unix mode; 0o120777 makes a symbolic link to `text`. */
  mode: z.int().optional(),
});

/** A field's dotted path in JSON, such as `data.timing.queued_at`; `*` stands for every entry of a list. */
const path = z.string().min(1);

/**
 * Everything that can go wrong on purpose.
 *
 * Instead of the true answer:
 * - `hang`: none ever comes. `reset`: the connection breaks.
 * - `status`: an error of that status; `shape` is where the text sits, `body` what kind of page it is. `strapi` is how
 *   Strapi words an error, `xml` how S3-like storage does (an expired signed address: 403 or 401 on `assets`).
 * - `redirect`: to `to`, where `{path}` and `{query}` stand for what was asked (`{path}/{query}` adds a slash), or to
 *   the same path on the assets host. `signed` adds a signature to it, a new one each time.
 * - `body`: other text, by default with 200; `202` with `{"status":"preparing"}` is a result that is not ready yet.
 *
 * The true answer, or the one that comes instead, spoilt:
 * - `delay`: it comes `ms` later. `headers`: headers set, or removed with null.
 * - `json`: fields set, removed, moved, or set to `raw` text, which need not be JSON (`NaN`, 200 brackets).
 * - `truncate`: only the share `keep` of the body comes; `framing` tells how its length was announced.
 * - `framing`: the whole body, its length not announced.
 * - `slow`: the body at so many bytes a second, the first `after` bytes at once.
 * - `gzip`: compressed when the client takes it, or `always`. (A ZIP that only claims to be: `headers`.)
 *
 * The file behind the answer:
 * - `corruptZip`: a byte of a stored file flipped. `zipEntries`: more files in the result ZIP. `spoilPhysics`: its USD has
 *   no mass, and colliders three times as large as the object.
 * - `file`: these bytes in place of the result's or the asset's own, with an ETag and ranges of their own.
 * - `etag`: another one at each request, a weak one, or none. `ranges`: ignored, or a part other than asked for.
 *
 * The list of jobs:
 * - `list`: pages of `maxPageSize` at most, a larger `pageSize` cut or (`refuses`) answered with 400; `paging` by
 *   `cursor` (`meta.nextCursor`, null on the last page, asked for with `?cursor=`); `ids` as numbers; `endless`: every
 *   page is full, of jobs that exist nowhere else.
 */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), ms: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    error: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    shape: z.enum(['error', 'error.message', 'data.error', 'message', 'strapi']).default('error'),
    body: z.enum(['json', 'html', 'xml', 'empty']).default('json'),
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.number(), z.string()]).optional(),
  }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
    to: z.string().min(1).optional(),
    signed: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('body'),
    status: z.int().min(200).max(599).default(200),
    text: z.string().default('<!doctype html><title>Please sign in</title>'),
    contentType: z.string().default('application/json'),
  }),
  z.strictObject({
    kind: z.literal('headers'),
    set: z.record(z.string(), z.string().nullable()),
  }),
  z.strictObject({
    kind: z.literal('json'),
    set: z.record(path, z.json()).default({}),
    remove: z.array(path).default([]),
    move: z.record(path, path).default({}),
    raw: z.record(path, z.string()).default({}),
  }),
  z.strictObject({
    kind: z.literal('truncate'),
    keep: z.number().min(0).max(1).default(0.5),
    framing: framing.default('length'),
  }),
  z.strictObject({ kind: z.literal('framing'), framing: framing.default('chunked') }),
  z.strictObject({
    kind: z.literal('slow'),
    bytesPerSecond: z.number().positive(),
    after: z.int().nonnegative().default(0),
  }),
  z.strictObject({ kind: z.literal('gzip'), always: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('corruptZip') }),
  z.strictObject({ kind: z.literal('spoilPhysics') }),
  z.strictObject({ kind: z.literal('zipEntries'), entries: z.array(zipEntry).min(1) }),
  z.strictObject({ kind: z.literal('file'), base64: z.base64() }),
  z.strictObject({ kind: z.literal('etag'), mode: z.enum(['changes', 'weak', 'missing']) }),
  z.strictObject({ kind: z.literal('ranges'), mode: z.enum(['ignored', 'wrong']) }),
  z.strictObject({
    kind: z.literal('list'),
    maxPageSize: z.int().positive().default(100),
    refuses: z.boolean().default(false),
    paging: z.enum(['pages', 'cursor']).default('pages'),
    ids: z.enum(['text', 'number']).default('text'),
    endless: z.boolean().default(false),
  }),
]);

/** The calls that a fault can be limited to; `assets` is everything on the assets host. */
export const ENDPOINTS = [
  'job',
  'result',
  'list',
  'pricing',
  'me',
  'submit',
  'generate',
  'simulate',
  'compositions',
  'assets',
] as const;

/**
 * A fault and when it strikes: at one call, for one job, where the query holds a text (`format=all`), after `skip`
 * matching requests, `times` times at most.
 */
export const faultRule = z.strictObject({
  fault,
  endpoint: z.enum(ENDPOINTS).optional(),
  job: z.string().optional(),
  query: z.string().min(1).optional(),
  skip: z.int().nonnegative().default(0),
  times: z.int().positive().optional(),
});

export type Fault = z.output<typeof fault>;
export type FaultRule = z.output<typeof faultRule>;
export type FaultRuleInput = z.input<typeof faultRule>;
export type Endpoint = (typeof ENDPOINTS)[number];
export type ZipEntry = z.output<typeof zipEntry>;
