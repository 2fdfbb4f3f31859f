import { describe, expect, it } from 'vitest';
import {
  isForField,
  readDropped as readTaken,
  readFiles,
  takeDropped,
  type ReadFiles,
} from './transfer-text.ts';
import { readLimits } from './file-text.ts';
import { fileSource } from '../../shared/source.ts';
import { folderOf } from '../testing/folders.ts';

const limit = 32 * 1024 * 1024;
type DroppedFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** What was dropped: files, and texts by their type. `end` empties it, as the browser does when the event is over. */
function dropped(files: DroppedFile[], texts: Record<string, string> = {}) {
  const list = [...files];
  const left = new Map(Object.entries(texts));
  const transfer = {
    files: list as unknown as FileList,
    items: [] as unknown as DataTransferItemList,
    getData: (type: string) => left.get(type) ?? '',
  };
  const end = (): void => {
    list.length = 0;
    left.clear();
  };
  return { transfer, end };
}
const fileOfSize = (size: number): DroppedFile => ({
  name: 'jobs.log',
  size,
  arrayBuffer: () => new File(['abc123'], '').arrayBuffer(),
});

const readDropped = (transfer: Parameters<typeof takeDropped>[0]) => readTaken(takeDropped(transfer));

const nothing: ReadFiles = { texts: [], models: [], unreadable: [], skipped: [], folder: null };

describe('readDropped', () => {
  it('reads every file, under its name and in order', async () => {
    const { transfer } = dropped([
      new File(['abc123\n'], 'jobs.csv'),
      new File(['{"id":"xyz"}'], 'answer.json'),
    ]);
    expect(await readDropped(transfer)).toEqual({
      ...nothing,
      texts: [
        { text: 'abc123\n', source: fileSource('jobs.csv') },
        { text: '{"id":"xyz"}', source: fileSource('answer.json') },
      ],
    });
  });

  it('reads a file in the encoding of a spreadsheet, and says so', async () => {
    const { transfer } = dropped([new File([Uint8Array.from([0x47, 0xf6, 0xdf, 0x65])], 'jobs.csv')]);
    expect((await readDropped(transfer)).texts).toEqual([
      { text: 'Göße', source: fileSource('jobs.csv'), encoding: 'windows-1252' },
    ]);
  });

  it('takes the files rather than the text that comes along with them', async () => {
    const { transfer } = dropped([new File(['abc123'], 'jobs.csv')], { 'text/plain': '/home/ada/jobs.csv' });
    expect((await readDropped(transfer)).texts).toEqual([{ text: 'abc123', source: fileSource('jobs.csv') }]);
  });

  it('takes the text where there are no files, and the link itself rather than its title', async () => {
    const plain = dropped([], { 'text/plain': 'abc123' });
    expect(await readDropped(plain.transfer)).toEqual({
      ...nothing,
      texts: [{ text: 'abc123', source: { kind: 'dropped' } }],
    });
    const link = dropped([], {
      'text/uri-list': 'https://api.rigyd.com/api/conversions/abc123',
      'text/plain': 'A job',
    });
    expect((await readDropped(link.transfer)).texts).toMatchObject([
      { text: 'https://api.rigyd.com/api/conversions/abc123' },
    ]);
  });

  it('takes everything out before the event is over', async () => {
    const files = dropped([new File(['abc123'], 'a.txt'), new File(['xyz789'], 'b.txt')]);
    const read = readDropped(files.transfer);
    files.end();
    expect((await read).texts.map(({ text }) => text)).toEqual(['abc123', 'xyz789']);
  });

  it('names a file that is too large, and does not read it', async () => {
    const { transfer } = dropped([fileOfSize(limit + 1), fileOfSize(limit)]);
    expect(await readDropped(transfer)).toEqual({
      ...nothing,
      texts: [{ text: 'abc123', source: fileSource('jobs.log') }],
      unreadable: ['jobs.log is larger than 32 MB. Use “Import…” for files up to 256 MB.'],
    });
  });

  it('reads no more files at once than main takes, and names those beyond', async () => {
    const files = Array.from(
      { length: readLimits.files + 2 },
      (_, index) => new File(['abc123'], `${index}.log`),
    );
    const read = await readDropped(dropped(files).transfer);
    expect(read.texts).toHaveLength(readLimits.files);
    expect(read.skipped).toEqual([
      { name: '1000.log', why: 'beyond-limit' },
      { name: '1001.log', why: 'beyond-limit' },
    ]);
  });

  it('reads no more bytes at once than there is room for, and those beyond neither', async () => {
    const large = fileOfSize(readLimits.bytes / 2);
    const beyond = {
      ...large,
      name: 'beyond.log',
      arrayBuffer: () => Promise.reject(new Error('It is read.')),
    };
    const read = await readDropped(dropped([large, large, beyond]).transfer);
    expect(read.texts).toHaveLength(2);
    expect(read).toMatchObject({ unreadable: [], skipped: [{ name: 'beyond.log', why: 'beyond-limit' }] });
  });

  it('names those beyond the limit also where a folder was dropped with them', async () => {
    const folder = folderOf('logs', { 'a.txt': 'abc123', 'b.glb': 'x' });
    const large = fileOfSize(readLimits.bytes / 2);
    const asDirectory = { ...large, name: 'logs' };
    const files = [large, large, { ...large, name: 'beyond.log' }];
    const { transfer } = dropped([...files, asDirectory]);
    const items = [...files.map(() => null), folder];
    Object.assign(transfer, {
      items: items.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
    });
    expect((await readDropped(transfer)).skipped).toEqual([
      { name: 'beyond.log', why: 'beyond-limit' },
      { name: 'logs/b.glb', why: 'model' },
    ]);
  });

  it('names what cannot be read, and reads the others', async () => {
    const gone = {
      name: 'gone.txt',
      size: 4096,
      arrayBuffer: () => Promise.reject(new Error('NotFoundError')),
    };
    const { transfer } = dropped([gone, new File(['abc123'], 'jobs.csv')]);
    expect(await readDropped(transfer)).toEqual({
      ...nothing,
      texts: [{ text: 'abc123', source: fileSource('jobs.csv') }],
      unreadable: ['gone.txt can’t be read. It may have been moved or renamed.'],
    });
  });

  it('names models and pictures, and reads none of them', async () => {
    const files = ['chair.glb', 'Lamp.OBJ', 'front.png', 'jobs.txt'].map(
      (name) => new File(['abc123'], name),
    );
    expect(await readFiles(files)).toEqual({
      ...nothing,
      texts: [{ text: 'abc123', source: fileSource('jobs.txt') }],
      models: ['chair.glb', 'Lamp.OBJ', 'front.png'],
    });
  });

  it('reads a folder, and names it where nothing else was dropped', async () => {
    const folder = folderOf('logs', { 'a.txt': 'abc123' });
    const items = [{ kind: 'string' }, { kind: 'file', webkitGetAsEntry: () => folder }];
    const asDirectory = { name: 'logs', size: 4096, arrayBuffer: () => Promise.reject(new Error()) };
    const { transfer } = dropped([asDirectory]);
    Object.assign(transfer, { items });
    const text = { text: 'abc123', source: fileSource('logs/a.txt'), folder: 'logs' };
    expect(await readDropped(transfer)).toEqual({ ...nothing, texts: [text], folder: 'logs' });

    const both = dropped([asDirectory, new File(['xyz789'], 'b.txt')]);
    Object.assign(both.transfer, { items: [...items, { kind: 'file', webkitGetAsEntry: () => null }] });
    expect(await readDropped(both.transfer)).toEqual({
      ...nothing,
      texts: [{ text: 'xyz789', source: fileSource('b.txt') }, text],
    });
  });
});

describe('what is dragged', () => {
  const onto = (isField: boolean): EventTarget =>
    Object.assign(new EventTarget(), {
      matches: (selector: string) => isField && selector === ':read-write',
    });
  it.each([
    ['is for a field that text is dragged into', onto(true), ['text/plain'], true],
    ['is for the list where text is dragged elsewhere', onto(false), ['text/plain'], false],
    ['is for the list where files are dragged, also into a field', onto(true), ['Files'], false],
    ['is for the list where it is on nothing', null, ['text/plain'], false],
  ])('%s', (_what, target, types, expected) => {
    expect(isForField({ target, dataTransfer: { types } })).toBe(expected);
  });
});
