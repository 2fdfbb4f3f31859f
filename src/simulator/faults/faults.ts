import { z } from 'zod';

const framing = z.enum(['length', 'chunked', 'close']);

/** A file put into a result ZIP. The name is written as it is, so it can be one that no honest packer would write. */
const zipEntry = z.strictObject({
  name: z.string().min(1),
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

/**
 * Everything that can go wrong on purpose.
 *
 * - `delay`: the answer comes `ms` later. `hang`: it never comes. `reset`: the connection breaks instead.
 * - `status`: an error of that status; `shape` is where the text sits, `body` what kind of page it is.
 * - `redirect`: to the same path on the assets host, or to `to`.
 * - `body`: a 200 with other text. `json`: the true answer with fields (dotted paths) set or removed.
 * - `truncate`: only the share `keep` of the body comes; `framing` tells how its length was announced.
 * - `framing`: the whole body, its length not announced. `slow`: the body at so many bytes a second.
 * - `corruptZip`: a byte of a stored file flipped. `zipEntries`: more files in the result ZIP.
 * - `etag`: another one at each request, a weak one, or none. `ranges`: ignored, or a part other than asked for.
 * - `gzip`: compressed when the client takes it, or `always`.
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
    shape: z.enum(['error', 'error.message', 'data.error', 'message']).default('error'),
    body: z.enum(['json', 'html', 'empty']).default('json'),
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.number(), z.string()]).optional(),
  }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
    to: z.url().optional(),
  }),
  z.strictObject({
    kind: z.literal('body'),
    text: z.string().default('<!doctype html><title>Please sign in</title>'),
    contentType: z.string().default('application/json'),
  }),
  z.strictObject({
    kind: z.literal('json'),
    set: z.record(z.string(), z.json()).default({}),
    remove: z.array(z.string()).default([]),
  }),
  z.strictObject({
    kind: z.literal('truncate'),
    keep: z.number().min(0).max(1).default(0.5),
    framing: framing.default('length'),
  }),
  z.strictObject({ kind: z.literal('framing'), framing: framing.default('chunked') }),
  z.strictObject({ kind: z.literal('slow'), bytesPerSecond: z.number().positive() }),
  z.strictObject({ kind: z.literal('corruptZip') }),
  z.strictObject({ kind: z.literal('zipEntries'), entries: z.array(zipEntry).min(1) }),
  z.strictObject({ kind: z.literal('etag'), mode: z.enum(['changes', 'weak', 'missing']) }),
  z.strictObject({ kind: z.literal('ranges'), mode: z.enum(['ignored', 'wrong']) }),
  z.strictObject({ kind: z.literal('gzip'), always: z.boolean().default(false) }),
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

/** A fault and when it strikes: at one call, for one job, after `skip` matching requests, `times` times at most. */
export const faultRule = z.strictObject({
  fault,
  endpoint: z.enum(ENDPOINTS).optional(),
  job: z.string().optional(),
  skip: z.int().nonnegative().default(0),
  times: z.int().positive().optional(),
});

export type Fault = z.output<typeof fault>;
export type FaultRule = z.output<typeof faultRule>;
export type FaultRuleInput = z.input<typeof faultRule>;
export type Endpoint = (typeof ENDPOINTS)[number];
export type ZipEntry = z.output<typeof zipEntry>;
