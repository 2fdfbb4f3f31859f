import { describe, expect, it } from 'vitest';
import { findGiven } from './find-given.ts';

const chair = 'chair0000000000000000001';
const lamp = 'lamp00000000000000000002';
const key = `rgyd_live_${'s'.repeat(43)}`;
const model = 'glTF\u0002\u0000\u0000\u0000\u0000\u0001binary\u0000';

describe('what is found in what was given', () => {
  it('of one text is told as it is', () => {
    expect(findGiven([{ text: `${chair}\nhello there`, source: 'jobs.txt' }])).toEqual({
      groups: [{ source: 'jobs.txt', ids: [chair] }],
      report: {
        source: 'jobs.txt',
        notUnderstood: [{ line: 2, text: 'hello there' }],
        notUnderstoodBeyond: 0,
        leftOut: 0,
        binary: false,
        containedKey: false,
      },
    });
  });

  it('of several adds up, and each line is told with its file', () => {
    const many = 'hello there\n'.repeat(1_002);
    const { groups, report } = findGiven([
      { text: `${chair}\nhello there`, source: 'a.txt' },
      { text: `${lamp}\n${key}\n${many}`, source: 'b.txt' },
    ]);
    expect(groups).toEqual([
      { source: 'a.txt', ids: [chair] },
      { source: 'b.txt', ids: [lamp] },
    ]);
    expect(report).toMatchObject({ source: '2 files', containedKey: true, notUnderstoodBeyond: 3 });
    expect(report.notUnderstood[0]).toEqual({ line: 2, text: 'a.txt: hello there' });
    expect(report.notUnderstood).toHaveLength(1_001);
  });

  it('names each ID once, with the first that it stands in, and leaves out what has none', () => {
    const { groups } = findGiven([
      { text: chair, source: 'a.txt' },
      { text: `${chair}\n${lamp}`, source: 'b.txt' },
      { text: 'hello', source: 'c.txt' },
    ]);
    expect(groups).toEqual([
      { source: 'a.txt', ids: [chair] },
      { source: 'b.txt', ids: [lamp] },
    ]);
  });

  it('names a file that is no text among others, and is binary only if all are', () => {
    const chairs = { text: model, source: 'chair.glb' };
    expect(findGiven([chairs, { text: lamp, source: 'jobs.txt' }]).report).toMatchObject({
      binary: false,
      notUnderstood: [{ line: 1, text: 'chair.glb is not a text' }],
    });
    expect(findGiven([chairs, chairs]).report.binary).toBe(true);
    expect(findGiven([chairs]).report).toMatchObject({ binary: true, notUnderstood: [] });
  });

  it('does not call files what are none', () => {
    const given = ['the command line', 'jobs.txt'].map((source) => ({ text: chair, source }));
    expect(findGiven(given).report.source).toBe('what was given');
  });
});
