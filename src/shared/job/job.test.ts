import { expect, it, describe } from 'vitest';
import { jobSchema, parseJob, documentedFields, otherFieldsOf } from './job.ts';

it('the documented fields are those that are read', () => {
  expect(documentedFields.toSorted()).toEqual(Object.keys(jobSchema.shape).toSorted());
});

it('the others are told, but for those that hold nothing', () => {
  const job = parseJob({
    id: 'a',
    status: 'queued',
    queue_position: 4,
    eta: null,
    worker: { zone: 'b' },
  })?.job;
  expect(job && otherFieldsOf(job)).toEqual({ queue_position: 4, worker: { zone: 'b' } });
  const inParts = parseJob({
    id: 'a',
    status: 'completed',
    timing: { queued_at: null, paused_seconds: 3 },
    input: { model: { url: '/a.glb', name: 'a.glb', sha256: 'abc' }, prompt: 'a chair' },
    preprocess: { status: 'completed', worker: 'b', telemetry: { ms: 7 }, preview: '/uploads/p.png' },
    output: {
      textures: [
        { url: '/d.png', name: 'd.png' },
        { url: '/n.png', name: 'n.png', color_space: 'raw' },
      ],
      glb: { href: '/a.glb', filename: 'a.glb', bytes: 7, draco: true },
      meshes: ['/uploads/1.obj', '/uploads/2.obj'],
      variants: { low: { mesh: '/uploads/low.glb', triangles: 500 } },
      units: 'm',
    },
  })?.job;
  expect(inParts && otherFieldsOf(inParts)).toEqual({
    timing: { paused_seconds: 3 },
    input: { model: { sha256: 'abc' }, prompt: 'a chair' },
    preprocess: { worker: 'b' },
    output: {
      textures: { 'n.png': { color_space: 'raw' } },
      glb: { draco: true },
      variants: { low: { triangles: 500 } },
      units: 'm',
    },
  });
  const plain = parseJob({ id: 'a', status: 'queued' })?.job;
  expect(plain && otherFieldsOf(plain)).toBeNull();
});

/** The example of the API page "Retrieve a job", word for word but for the comment in `report`. */
const example = (): Record<string, unknown> =>
  JSON.parse(`{
    "id": "abc123...", "physiq_job_id": "phy_...", "status": "completed", "filename": "toolbox.glb",
    "file_size_bytes": 1245678, "stage": "export", "progress": 100, "error": null,
    "timing": {
      "queued_at": "2026-05-06T12:00:01.000Z", "started_at": "2026-05-06T12:00:05.000Z",
      "completed_at": "2026-05-06T12:01:32.000Z"
    },
    "parameters": { "target_triangle_count": 50000 },
    "report": {},
    "job_type": "glb_to_simready", "credits_charged": 1,
    "input": {
      "model": { "url": "https://assets.rigyd.com/...", "name": "toolbox.glb" }, "images": [], "metadata": null
    },
    "preprocess": {
      "status": "skipped", "steps": null, "started_at": null, "completed_at": null, "error": null,
      "input_stats": null, "telemetry": null, "intermediate_glb": null
    },
    "output": {
      "model": { "url": "https://assets.rigyd.com/.../toolbox.usd", "name": "toolbox.usd", "size": 982341 },
      "textures": [ { "url": "https://assets.rigyd.com/.../diffuse.png", "name": "diffuse.png" } ],
      "mjcf_package": { "url": "...", "name": "toolbox-mjcf.zip", "size": 1234 },
      "sim_video": null, "sim_gif": null, "sim_log": null
    },
    "source_job": null, "simulations": [],
    "createdAt": "2026-05-06T12:00:00.000Z", "updatedAt": "2026-05-06T12:01:32.000Z"
  }`);

const plainFields = [
  ...['stage', 'progress', 'error', 'filename', 'file_size_bytes', 'job_type', 'credits_charged'],
  ...['timing', 'timing.queued_at', 'timing.started_at', 'timing.completed_at', 'parameters', 'report'],
  ...['input', 'input.model', 'input.model.url', 'input.model.name', 'input.images'],
  ...[
    'preprocess',
    'preprocess.status',
    'preprocess.steps',
    'preprocess.started_at',
    'preprocess.completed_at',
  ],
  ...['preprocess.error', 'preprocess.input_stats', 'preprocess.telemetry', 'preprocess.intermediate_glb'],
  ...['output', 'output.model', 'output.model.url', 'output.model.name'],
  ...['output.textures', 'output.textures.0.url', 'output.textures.0.name'],
  ...['output.sim_video', 'output.sim_gif', 'output.sim_log'],
  ...['source_job', 'simulations', 'createdAt', 'updatedAt'],
];
/** Fields that the service leaves out at times, which is no news. */
const fieldsThatMayBeAbsent = [
  ...['physiq_job_id', 'output.model.size', 'output.mjcf_package', 'output.mjcf_package.size'],
];

/** The object that holds a field, and the last part of the field's path. */
function placeOf(job: object, path: string): [object, string] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  return [keys.reduce<object>((parent, key) => Reflect.get(parent, key), job), last];
}

function exampleWith(path: string, value: unknown): Record<string, unknown> {
  const job = example();
  const [parent, key] = placeOf(job, path);
  Reflect.set(parent, key, value);
  return job;
}

function exampleWithout(path: string): Record<string, unknown> {
  const job = example();
  Reflect.deleteProperty(...placeOf(job, path));
  return job;
}

describe('parseJob, on a job as the API documents it', () => {
  it('reads the example of the API page, changing nothing and noting nothing', () => {
    expect(parseJob(example())).toEqual({ job: example(), notes: [], missing: [] });
  });

  it('keeps fields it does not know, wherever they stand', () => {
    const job = { ...exampleWith('timing.cancelled_at', 'now'), priority: { level: 3 } };
    Reflect.set(placeOf(job, 'output.model.name')[0], 'sha256', 'f00');
    expect(parseJob(job)).toEqual({ job, notes: [], missing: [] });
  });

  it('takes a status it does not know', () => {
    expect(parseJob(exampleWith('status', 'dreaming'))?.job.status).toBe('dreaming');
  });

  it.each(fieldsThatMayBeAbsent)('does not mind that %s is left out', (path) => {
    expect(parseJob(exampleWithout(path))).toEqual({ job: exampleWithout(path), notes: [], missing: [] });
  });

  it('takes metadata of any form, or none', () => {
    for (const job of [exampleWith('input.metadata', [1, 'a']), exampleWithout('input.metadata')])
      expect(parseJob(job)).toEqual({ job, notes: [], missing: [] });
  });
});

describe('parseJob, on a field that is not as documented', () => {
  it.each(plainFields)('makes a missing %s null, which is no news but known', (path) => {
    const parsed = parseJob(exampleWithout(path));
    expect(parsed).toEqual({ job: exampleWith(path, null), notes: [], missing: [path] });
  });

  it.each([...plainFields, ...fieldsThatMayBeAbsent])('makes a mistyped %s null and says so', (path) => {
    const parsed = parseJob(exampleWith(path, true));
    expect(parsed?.job).toEqual(exampleWith(path, null));
    expect(parsed?.notes).toEqual([expect.stringMatching(`^${path}: true, expected an? .*$`)]);
  });

  it.each([
    ['input.images', { url: null, name: 'a.png' }],
    ['output.textures', { url: 'https://assets.rigyd.com/a.png', name: 'a.png' }],
    ['preprocess.steps', 'export'],
    ['simulations', { id: 'sim_xyz' }],
  ])('makes only the mistyped entry of %s null', (path, good) => {
    const parsed = parseJob(exampleWith(path, [good, true, good]));
    expect(parsed?.job).toEqual(exampleWith(path, [good, null, good]));
    expect(parsed?.notes).toEqual([expect.stringMatching(`^${path}.1: `)]);
  });

  it('notes every one of several fields', () => {
    const job = { ...exampleWith('output.textures', [{ url: 1, name: 2 }]), stage: 3 };
    expect(parseJob(job)?.notes.map((note) => note.split(':')[0])).toEqual([
      'stage',
      'output.textures.0.url',
      'output.textures.0.name',
    ]);
  });

  it.each([
    ['progress', 'half', 'progress: "half", expected a number'],
    ['progress', 250, 'progress: 250, more than 100'],
    ['progress', -1, 'progress: -1, less than 0'],
    ['progress', 0.42, 'progress: 0.42, could be a fraction or a percentage'],
    ['file_size_bytes', '1,245,678', 'file_size_bytes: "1,245,678", expected a number'],
    ['credits_charged', '1e3', 'credits_charged: "1e3", expected a number'],
    ['timing.queued_at', { s: 1 }, 'timing.queued_at: an object, expected a text'],
    ['createdAt', 12, 'createdAt: 12, expected a text'],
    ['input.images', 'a.png', 'input.images: "a.png", expected a list'],
    ['stage', ['export'], 'stage: a list of 1, expected a text'],
    ['parameters', 'none', 'parameters: "none", expected a list or an object'],
  ])('does not guess at an ambiguous %s: %j', (path, value, note) => {
    const parsed = parseJob(exampleWith(path, value));
    expect(parsed?.job).toEqual(exampleWith(path, null));
    expect(parsed?.notes).toEqual([note]);
  });

  it('reads a job of which nothing but ID and status is there', () => {
    expect(parseJob({ id: 'abc123', status: 'queued' })?.job).toMatchObject({ progress: null, output: null });
  });

  it('leaves what it was given as it came', () => {
    const job = exampleWith('output.textures.0.url', 5);
    parseJob(job);
    expect(job).toEqual(exampleWith('output.textures.0.url', 5));
  });
});

describe('parseJob, on an answer in another shape', () => {
  const started = '2026-05-06T12:00:05.000Z';
  const seconds = Date.parse(started) / 1000;

  it.each<[string, unknown, unknown]>([
    ['progress', '42', 42],
    ['progress', '42 %', 42],
    ['progress', '0', 0],
    ['file_size_bytes', '1245678', 1_245_678],
    ['credits_charged', ' 1.50 ', 1.5],
    ['output.model.size', '12', 12],
    ['timing.started_at', seconds, started],
    ['timing.started_at', seconds * 1000, started],
    ['timing.started_at', String(seconds), started],
    ['timing.started_at', '2026-05-06 12:00:05', '2026-05-06 12:00:05'],
    ['physiq_job_id', 12_345, '12345'],
    ['id', 12_345, '12345'],
    ['status', '  running\n', 'running'],
    ['report', '{"a":1}', { a: 1 }],
    ['report', '[1]', [1]],
    ['report', [1], [1]],
    ['report', 'All is well.', 'All is well.'],
    ['report', ' ', null],
    ['parameters', '{"a":1}', { a: 1 }],
    ['preprocess.telemetry', [1], [1]],
    ['preprocess.steps', [{ name: 'export', ms: 3 }, 'align'], ['export', 'align']],
    [
      'error',
      { message: 'No mesh.', code: 'E7', details: { file: 'a.glb' } },
      'No mesh.\ncode: E7\ndetails: file: a.glb',
    ],
    ['error', ['No mesh.', { message: 'No scale.' }], 'No mesh.\nNo scale.'],
    ['error', '  ', null],
    ['error', {}, null],
    ['preprocess.error', { reason: 'Too thin.' }, 'Too thin.'],
  ])('reads %s of %j', (path, value, expected) => {
    expect(parseJob(exampleWith(path, value))).toEqual({
      job: exampleWith(path, expected),
      notes: [],
      missing: [],
    });
  });

  it('finds times among the other fields, and fields in the other spelling', () => {
    const { timing, file_size_bytes, job_type, createdAt, ...others } = example();
    const { queued_at, ...times } = timing as Record<string, string>;
    const answer = {
      ...others,
      ...times,
      queuedAt: queued_at,
      fileSizeBytes: file_size_bytes,
      jobType: job_type,
      created_at: createdAt,
    };
    expect(parseJob(answer)).toEqual({ job: example(), notes: [], missing: [] });
  });

  it('believes the documented spelling where both are there', () => {
    const job = { ...example(), fileSizeBytes: 7 };
    expect(parseJob(job)?.job).toEqual(job);
  });

  it('takes preprocessing that is no more than a word for its state', () => {
    expect(parseJob(exampleWith('preprocess', 'skipped'))?.job.preprocess).toMatchObject({
      status: 'skipped',
      steps: null,
    });
  });
});

describe('parseJob, on what is no job', () => {
  it.each(['id', 'status'])('reads nothing without a usable %s', (path) => {
    expect(parseJob(exampleWithout(path))).toBeNull();
    for (const value of [null, '', 7.5, {}, ['a']]) expect(parseJob(exampleWith(path, value))).toBeNull();
  });

  it.each([undefined, null, true, 7, 'completed', [], [{ id: 'abc123', status: 'queued' }]])(
    'reads nothing from %j',
    (data) => {
      expect(parseJob(data)).toBeNull();
    },
  );
});
