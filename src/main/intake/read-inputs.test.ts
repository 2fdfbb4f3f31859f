import { describe, expect, it } from 'vitest';
import { findIds } from './read-inputs.ts';
import { fileSource } from '../../shared/source.ts';

const chair = 'chair0000000000000000001';
const lamp = 'lamp00000000000000000002';
const key = `rgyd_live_${'s'.repeat(43)}`;
const model = 'glTF\u0002\u0000\u0000\u0000\u0000\u0001binary\u0000';

describe('what is found in what was given', () => {
  it('of one text is told as it is', () => {
    expect(findIds([{ text: `${chair}\nhello there`, source: fileSource('jobs.txt') }])).toEqual({
      groups: [{ source: fileSource('jobs.txt'), ids: [chair] }],
      report: {
        source: fileSource('jobs.txt'),
        notUnderstood: [{ line: 2, text: 'hello there' }],
        notUnderstoodBeyond: 0,
        leftOut: 0,
        binary: false,
        containedKey: false,
      },
    });
  });

  it('are as many of all texts together as of one at most', () => {
    const textOf = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => `job${String(first + index).padStart(21, '0')}`).join('\n');
    const { groups, report } = findIds([
      { text: textOf(0, 60_000), source: fileSource('a.txt') },
      { text: textOf(30_000, 60_000), source: fileSource('b.txt') },
      { text: textOf(80_000, 30_000), source: fileSource('c.txt') },
      { text: textOf(0, 10), source: fileSource('d.txt') },
    ]);
    expect(groups.map(({ ids }) => ids.length)).toEqual([60_000, 30_000, 10_000]);
    expect(groups.at(-1)?.ids.at(-1)).toBe('job000000000000000099999');
    expect(report.leftOut).toBe(10_000);
  });

  it('of several adds up, and each line is told with its file', () => {
    const many = 'hello there\n'.repeat(1_002);
    const { groups, report } = findIds([
      { text: `${chair}\nhello there`, source: fileSource('a.txt') },
      { text: `${lamp}\n${key}\n${many}`, source: fileSource('b.txt') },
    ]);
    expect(groups).toEqual([
      { source: fileSource('a.txt'), ids: [chair] },
      { source: fileSource('b.txt'), ids: [lamp] },
    ]);
    expect(report).toMatchObject({
      source: { kind: 'files', count: 2 },
      containedKey: true,
      notUnderstoodBeyond: 3,
    });
    expect(report.notUnderstood[0]).toEqual({ line: 2, text: 'a.txt: hello there' });
    expect(report.notUnderstood).toHaveLength(1_001);
  });

  it('names each ID once, with the first that it stands in, and leaves out what has none', () => {
    const { groups } = findIds([
      { text: chair, source: fileSource('a.txt') },
      { text: `${chair}\n${lamp}`, source: fileSource('b.txt') },
      { text: 'hello', source: fileSource('c.txt') },
    ]);
    expect(groups).toEqual([
      { source: fileSource('a.txt'), ids: [chair] },
      { source: fileSource('b.txt'), ids: [lamp] },
    ]);
  });

  it('names a file that is no text among others, and is binary only if all are', () => {
    const chairs = { text: model, source: fileSource('chair.glb') };
    expect(findIds([chairs, { text: lamp, source: fileSource('jobs.txt') }]).report).toMatchObject({
      binary: false,
      notUnderstood: [{ line: 1, text: 'chair.glb isn’t a text file' }],
    });
    expect(findIds([chairs, chairs]).report.binary).toBe(true);
    expect(findIds([chairs]).report).toMatchObject({ binary: true, notUnderstood: [] });
  });

  it('of a folder names the files without an ID, and lists no lines of them', () => {
    const inFolder = (name: string, text: string) => ({
      text,
      source: fileSource(`logs/${name}`),
      folder: 'logs',
    });
    const { groups, report } = findIds([
      inFolder('a.txt', `${chair}\nhello there`),
      inFolder('notes.txt', 'nothing\nto see\n'),
      inFolder('data', model),
    ]);
    expect(groups).toEqual([{ source: fileSource('logs/a.txt'), ids: [chair] }]);
    expect(report).toEqual({
      source: { kind: 'folder', name: 'logs' },
      notUnderstood: [{ line: 2, text: 'logs/a.txt: hello there' }],
      notUnderstoodBeyond: 0,
      leftOut: 0,
      binary: false,
      containedKey: false,
      skipped: [
        { name: 'logs/notes.txt', why: 'no-id' },
        { name: 'logs/data', why: 'not-text' },
      ],
    });
    expect(findIds([inFolder('a.txt', `${chair}\nhello there`)]).report).toMatchObject({
      source: { kind: 'folder', name: 'logs' },
      notUnderstood: [{ line: 2, text: 'logs/a.txt: hello there' }],
    });
  });

  it('does not call files what are none', () => {
    const sources = [{ kind: 'command-line' } as const, fileSource('jobs.txt')];
    const texts = sources.map((source) => ({ text: chair, source }));
    expect(findIds(texts).report.source).toEqual({ kind: 'several' });
  });
});
