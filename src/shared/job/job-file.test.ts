import { describe, expect, it } from 'vitest';
import { parseJob } from './job.ts';
import { nameOfFile, sizeInBytes } from './job-file.ts';

/** Reads an output with these fields; the others are null. */
function outputOf(fields: Record<string, unknown>) {
  const none = {
    model: null,
    textures: [],
    mjcf_package: null,
    sim_video: null,
    sim_gif: null,
    sim_log: null,
  };
  const parsed = parseJob({ id: 'a', status: 'completed', output: { ...none, ...fields } });
  const notes = parsed?.notes.filter((note) => note.startsWith('output')) ?? [];
  return { output: parsed?.job.output ?? null, notes };
}
const read = (model: unknown) => ({ model: outputOf({ model }).output?.model, ...outputOf({ model }) });
const url = 'https://assets.rigyd.com/a/chair.usd';

describe('a file in an answer', () => {
  it.each<[string, unknown, unknown]>([
    ['as documented', { url, name: 'chair.usd', size: 7 }, { url, name: 'chair.usd', size: 7 }],
    ['an address', url, { url, name: null }],
    ['a relative address', '/uploads/chair.usd', { url: '/uploads/chair.usd', name: null }],
    [
      'a host without a scheme',
      'assets.rigyd.com/chair.usd',
      { url: 'assets.rigyd.com/chair.usd', name: null },
    ],
    ['a name', 'chair.usd', { url: null, name: 'chair.usd' }],
    ['nothing but spaces', '  ', null],
    ['neither address nor name', { url: null, name: null }, null],
    ['a list of none', [], null],
    ['a list of one', [{ url, name: 'a' }], { url, name: 'a', size: null }],
    ['under other names', { href: url, filename: 'a' }, { href: url, filename: 'a', url, name: 'a' }],
    ['a relation', { data: { id: 3, attributes: { url, name: 'a' } } }, { url, name: 'a', size: null }],
    ['an empty relation', { data: null }, null],
    ['its size as text', { url, name: 'a', size: '1245678' }, { url, name: 'a', size: 1_245_678 }],
    ['its size with a unit', { url, name: 'a', size: '1.5 MB' }, { url, name: 'a', size: 1_500_000 }],
  ])('is read: %s', (_what, sent, expected) => {
    const { model, notes } = read(sent);
    expect(model).toEqual(expected);
    expect(notes).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a number', 7, 'output.model'],
    ['more files than one', [url, url], 'output.model'],
    ['an address that is none', { url: 7, name: 'a' }, 'output.model.url'],
    ['a size that is none', { url, name: 'a', size: 'large' }, 'output.model.size'],
    ['a size below nothing', { url, name: 'a', size: -1 }, 'output.model.size'],
  ])('leaves a note where it is %s', (_what, sent, place) => {
    expect(read(sent).notes).toEqual([expect.stringMatching(`^${place}: `)]);
  });

  it('is read out of what never ends without running out of stack', () => {
    let deep: unknown = url;
    for (let level = 0; level < 200_000; level += 1) deep = level % 2 === 0 ? [deep] : { data: deep };
    expect(read(deep).model).toBeNull();
  });
});

describe('a list of files in an answer', () => {
  const textures = (sent: unknown) => outputOf({ textures: sent });
  const png = (name: string) => `https://assets.rigyd.com/a/${name}.png`;

  it('may hold addresses alone, and files that were not made', () => {
    const { output, notes } = textures([png('wood'), null, { url: png('metal'), name: 'metal.png' }]);
    expect(output?.textures).toEqual([
      { url: png('wood'), name: null },
      null,
      { url: png('metal'), name: 'metal.png' },
    ]);
    expect(notes).toEqual([]);
  });

  it('may be one file, files by name, or a relation', () => {
    expect(textures(png('wood')).output?.textures).toEqual([{ url: png('wood'), name: null }]);
    const named = textures({ diffuse: png('wood'), normal: null, bad: 7 });
    expect(named.output?.textures).toEqual([{ url: png('wood'), name: 'diffuse' }, null, null]);
    const related = textures({ data: [{ attributes: { url: png('wood'), name: 'wood.png' } }] });
    expect(related.output?.textures).toEqual([{ url: png('wood'), name: 'wood.png', size: null }]);
    for (const { notes } of [named, related]) expect(notes).toEqual([]);
  });

  it('may be long, but not without end', () => {
    const files = Array.from({ length: 1_000 }, (_, index) => png(`${index}`));
    expect(textures(files).output?.textures).toHaveLength(1_000);
    expect(textures([...files, png('more')])).toMatchObject({
      output: { textures: null },
      notes: [expect.stringMatching('^output.textures: ')],
    });
  });
});

it('calls a file as the service does, or as its address ends', () => {
  expect(nameOfFile({ url, name: 'Chair' })).toBe('Chair');
  expect(nameOfFile({ url: `${url}?sig=a/b.c`, name: ' ' })).toBe('chair.usd');
  expect(nameOfFile({ url: 'https://assets.rigyd.com/a%20b.png#x', name: null })).toBe('a b.png');
  expect(nameOfFile({ url: 'https://assets.rigyd.com/%ff.png', name: null })).toBe('%ff.png');
  expect(nameOfFile({ url: 'https://assets.rigyd.com/', name: null })).toBeNull();
  expect(nameOfFile({ url: null, name: null })).toBeNull();
});

it.each([
  ['0', 0],
  ['512 bytes', 512],
  ['12 B', 12],
  ['3 KiB', 3_072],
  ['1.2GB', 1_200_000_000],
  ['1,200', null],
  ['large', null],
  ['', null],
  ['-1', null],
  ['99999999999 TB', null],
])('reads %j as %s bytes', (text, bytes) => {
  expect(sizeInBytes(text)).toBe(bytes);
});
