import fc from 'fast-check';

/** Text that breaks readers: half surrogates, non-characters, controls, what turns text around, quotes and separators. */
const oddPiece = fc.constantFrom(
  '\uFFFF',
  '\uFDD0',
  '\u{1FFFE}',
  '\uD800',
  '\uDC00',
  '\0',
  '\u0007',
  '\u202E',
  '\u200B',
  '\uFEFF',
  '\u001b[31m',
  '\r\n',
  '\n',
  '\t',
  '"',
  "'",
  ',',
  ';',
  '=',
  '@',
  '../',
  '..\\',
  '/',
  '\\',
  ':',
  'C:',
  '~',
  '.',
  ' ',
  '%2e%2e%2f',
  '<img src=x>',
  '&',
  '{name}',
  '{',
  '}',
  'CON',
  'nul.txt',
  'e\u0301',
  '🪑',
  '👩‍👩‍👧',
  '__proto__',
  'constructor',
  'a'.repeat(300),
);

/** Any text, ordinary and odd. */
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.oneof(oddPiece, fc.string({ maxLength: 8 })), { maxLength: 6 })
    .map((pieces) => pieces.join('')),
);

/** Numbers that end up where a time, a size or a share is meant. */
export const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, -1, 0.42, 250, 1e300, -1e300, 8.64e15, 8.64e15 + 1, Number.MAX_SAFE_INTEGER, 5e-324),
);

/** Timestamps as services write them, and what only looks like one. */
export const timestamp = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-05-06 12:00:00',
    '2026-05-06T12:00:00',
    '2026-05-06T12:00:00.123456+05:30',
    '2026-13-45T99:99:99Z',
    '275760-09-13T00:00:00.001Z',
    '1778068800',
    '1778068800000',
    'Wed, 06 May 2026 12:00:00 GMT',
    '',
  ),
  text,
);

/** What `JSON.parse` can give, a few levels deep. */
export const json: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number.filter(Number.isFinite),
    text,
    timestamp,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('error', 'message', 'data', 'id', 'status')), tie('value'), {
      maxKeys: 5,
    }),
  ),
})).value;

/** Lists or objects in one another, more levels than any reader should follow. */
const deep = fc
  .tuple(fc.integer({ min: 90, max: 300 }), fc.boolean())
  .map(([levels, isList]): unknown =>
    JSON.parse(
      isList ? '['.repeat(levels) + ']'.repeat(levels) : '{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
    ),
  );

/** Any JSON, deep values among it. */
export const anyJson = fc.oneof({ arbitrary: json, weight: 20 }, { arbitrary: deep, weight: 1 });

/** An object of which each field is right, of another kind, or missing. */
export function drifting(
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Record<string, unknown>> {
  const own = Object.fromEntries(
    Object.entries(fields).map(([name, right]) => [
      name,
      fc.oneof({ arbitrary: right, weight: 6 }, { arbitrary: json, weight: 1 }),
    ]),
  );
  return fc
    .tuple(fc.record(own, { requiredKeys: [] }), fc.dictionary(text, json, { maxKeys: 2 }))
    .map(([known, other]) => ({ ...other, ...known }));
}

const status = fc.oneof(
  fc.constantFrom(
    'submitting',
    'queued',
    'running',
    'completed',
    'failed',
    'COMPLETED',
    'cancelled',
    'expired',
  ),
  text,
);
const file = fc.oneof(
  drifting({
    url: fc.oneof(fc.webUrl(), fc.constantFrom('/uploads/a.png', '//host/a', 'file:///etc/passwd'), text),
    name: text,
    size: number,
  }),
  fc.webUrl(),
  fc.constant(null),
);
const id = fc.oneof(fc.stringMatching(/^[a-z0-9]{24}$/), text);
const reference = fc.oneof(
  id,
  drifting({ id, status, filename: text, createdAt: timestamp }),
  fc.constant(null),
);

/** A job as the service, or one that resembles it, could send it. */
export const job = drifting({
  id,
  physiq_job_id: text,
  status,
  filename: text,
  file_size_bytes: number,
  stage: text,
  progress: number,
  error: fc.oneof(text, json),
  timing: drifting({ queued_at: timestamp, started_at: timestamp, completed_at: timestamp }),
  parameters: fc.dictionary(text, json, { maxKeys: 3 }),
  report: anyJson,
  job_type: text,
  credits_charged: number,
  input: drifting({ model: file, images: fc.array(file, { maxLength: 3 }), metadata: json }),
  preprocess: drifting({
    status,
    steps: fc.array(text, { maxLength: 3 }),
    started_at: timestamp,
    completed_at: timestamp,
    error: text,
    input_stats: json,
    telemetry: json,
    intermediate_glb: file,
  }),
  output: drifting({
    model: file,
    textures: fc.array(file, { maxLength: 3 }),
    mjcf_package: file,
    sim_video: file,
    sim_gif: file,
    sim_log: file,
  }),
  source_job: reference,
  simulations: fc.array(reference, { maxLength: 3 }),
  createdAt: timestamp,
  updatedAt: timestamp,
});

/** Bytes of which some were changed, left out or doubled. */
export const mutated = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.record({
        at: fc.nat({ max: Math.max(0, whole.length - 1) }),
        how: fc.constantFrom('set', 'cut', 'drop', 'double'),
        byte: fc.oneof(fc.constantFrom(0, 0xff, 0x50, 0x4b), fc.nat({ max: 255 })),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((changes) =>
      changes.reduce((bytes, { at, how, byte }) => {
        if (how === 'cut') return bytes.subarray(0, at);
        if (how === 'drop') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        if (how === 'double') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]);
        const copy = Buffer.from(bytes);
        if (at < copy.length) copy.writeUInt8(byte, at);
        return copy;
      }, whole),
    );
