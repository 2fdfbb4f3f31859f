import { expect, it } from 'vitest';
import { documentedParts, parseJob, type Job } from './job.ts';
import { isPicture, otherFiles } from './other-files.ts';

function jobWith(fields: Record<string, unknown>): Job {
  const parsed = parseJob({ id: 'a', status: 'completed', ...fields });
  if (parsed === null) throw new Error('no job');
  return parsed.job;
}
const at = (name: string) => `https://assets.rigyd.com/a/${name}`;

it('finds files in fields that are not documented, in the order of the answer', () => {
  const job = jobWith({
    output: {
      model: { url: at('chair.usd'), name: 'chair.usd' },
      glb: { url: at('chair.glb'), name: 'chair.glb', size: '12' },
      format: 'usd',
      collision_meshes: [at('hull 1.obj').replace(' ', '%20'), { url: at('hull2.obj') }, null],
      variants: { low: { mesh: { url: at('low.glb'), name: 'low.glb' }, triangles: 500 } },
      model_url: '/uploads/chair.usd',
    },
    thumbnail: at('thumb.png'),
    eta_seconds: 12,
  });
  expect(otherFiles(job).map(({ path, file }) => [path.join('.'), file.url, file.size])).toEqual([
    ['glb', at('chair.glb'), 12],
    ['collision_meshes.0', at('hull%201.obj'), undefined],
    ['collision_meshes.1', at('hull2.obj'), null],
    ['variants.low.mesh', at('low.glb'), null],
    ['model_url', '/uploads/chair.usd', undefined],
    ['thumbnail', at('thumb.png'), undefined],
  ]);
});

it('finds them in the other parts of a job as well, and says in which', () => {
  const job = jobWith({
    input: { model: at('a.glb'), reference: at('ref.png'), metadata: { link: at('not-a-file') } },
    preprocess: { status: 'completed', preview: { url: at('p.png') }, telemetry: { log: at('t.log') } },
    output: { glb: at('b.glb') },
    thumbnail: at('t.png'),
  });
  expect(otherFiles(job).map(({ part, path }) => [part, path.join('.')])).toEqual([
    ['output', 'glb'],
    ['input', 'input.reference'],
    ['preprocess', 'preprocess.preview'],
    ['job', 'thumbnail'],
  ]);
  expect(otherFiles(job)).toBe(otherFiles(job));
});

it('finds files in an output that is a list', () => {
  const files = otherFiles(jobWith({ output: [at('a.usd'), { url: at('b.png'), name: 'b.png' }] }));
  expect(files.map(({ path }) => path)).toEqual([
    ['files', '0'],
    ['files', '1'],
  ]);
});

it('finds none where everything is as documented', () => {
  const output = Object.fromEntries(documentedParts.output.map((field) => [field, at(field)]));
  expect(otherFiles(jobWith({ output, input: { model: at('a'), images: [at('b')] } }))).toEqual([]);
  expect(otherFiles(jobWith({ output: null }))).toEqual([]);
});

it('comes to an end, however much there is', () => {
  const many = Array.from({ length: 12_000 }, (_, index) => `/a/${index}.png`);
  expect(otherFiles(jobWith({ output: { many } }))).toHaveLength(10_000);
  let deep: unknown = at('a.png');
  for (let level = 0; level < 90; level += 1) deep = { deep };
  expect(otherFiles(jobWith({ output: { deep } }))).toEqual([]);
});

it.each([
  ['glb', 'chair.glb', false],
  ['thumbnail', 'thumb.PNG?sig=1', true],
  ['anything', 'a.webp', true],
  ['thumbnail', 'files/12345', true],
  ['preview_url', 'files/12345', true],
  ['preview', 'preview.glb', false],
  ['glb', 'files/12345', false],
])('tells whether %s at %s is a picture: %s', (field, address, expected) => {
  const [file] = otherFiles(jobWith({ output: { [field]: at(address) } }));
  expect(file !== undefined && isPicture(file)).toBe(expected);
});
