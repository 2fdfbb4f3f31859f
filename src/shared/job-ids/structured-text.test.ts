import { describe, expect, it } from 'vitest';
import { createBlockReader, findBlock } from './structured-text.ts';

/** Reads the value at the beginning of a text. */
const read = (text: string) => createBlockReader(text)(0, { line: 1, start: 0 });

describe('where a structured value begins', () => {
  it.each([
    ['x {"a":1}', 2],
    ["x {'a':1}", 2],
    ['x { a: 1 }', 2],
    ['x { $a1 : 1 }', 2],
    ['x [{"a":1}]', 2],
    ['x [ "a" ]', 2],
    ["x ['a']", 2],
    ['x [["a"]]', 2],
    ['x {', 2],
    ['x [  ', 2],
    ['[INFO] {"a":1}', 7],
    ['[INFO] [ ] [x] [2026-05-06] {draft} {} [] { 1: 2 } {{ a }}', 58],
    ['(a)', 3],
  ])('in %j at %i', (text, at) => {
    expect(findBlock(text, 0)).toBe(at);
    expect(findBlock(`${text}\n{"a":1}`, 0)).toBe(at);
  });

  it('is looked for from an offset to the end of the line', () => {
    const text = '{"a":1} {"b":1}\n{"c":1}';
    expect(findBlock(text, 1)).toBe(8);
    expect(findBlock(text, 9)).toBe(15);
  });
});

describe('where a structured value ends', () => {
  it.each([
    ['at its bracket', '{"a":[1,{"b":"}"}]} x', 19],
    ['behind a comma at the end', '[1,] {"a":1,} ', 4],
    ['behind a call', '{"at":datetime(2026, f(5))} x', 27],
    ['behind an escaped quote', '{"a":"\\"}"} x', 11],
    ['with the text, if it was cut', '{"a":[1', 7],
    ['at a word out of place', '{"a":1 and more}', 7],
    ['at a key without a colon', '{"a" "b"}', 5],
    ['at a second colon', '{"a"::1}', 5],
    ['at a comma out of place', '{"a":,1}', 5],
    ['at a comma before everything', '[,1]', 1],
    ['at the wrong bracket', '{"a":[1}', 7],
    ['at the bracket of a key without a value', '{"a"}', 4],
    ['at the bracket behind a colon', '{"a":}', 5],
    ['at an object in place of a key', '{"a":1,{"b":1}}', 7],
    ['at an array in place of a comma', '["a"["b"]]', 4],
    ['at a string that its line does not end', '{"a":"b\n"}', 5],
    ['at a string that an escaped line feed follows', '{"a":"b\\\n"}', 5],
    ['at a string that the text does not end', '{"a":"b', 5],
    ['at a call that its line does not end', '{"a":f(\n)}', 5],
    ['at a call with very long arguments', `{"a":f(${' '.repeat(300)})}`, 5],
    ['at a character that begins nothing', '{"a":<b>}', 5],
  ])('%s', (_, text, end) => {
    expect(read(text).end).toBe(end);
  });

  it('on the line where that is', () => {
    expect(read('{\n"a":\t1\n}\n')).toMatchObject({ end: 10, place: { line: 3, start: 9 } });
  });

  it('before the line that does not continue it', () => {
    expect(read('{"a":1,\n"b":2,\nINFO c: 1')).toMatchObject({ end: 15, place: { line: 3, start: 15 } });
  });

  it('at two hundred levels, to go on below', () => {
    expect(read('['.repeat(200) + ']'.repeat(200)).end).toBe(400);
    expect(read('['.repeat(201)).end).toBe(200);
  });
});

describe('one reader for many values', () => {
  it('keeps nothing of the one before', () => {
    const text = '{"id":"abc123","a":\n{"id":"hello"}';
    const readBlock = createBlockReader(text);
    expect(readBlock(0, { line: 1, start: 0 }).ids).toEqual(['abc123']);
    expect(readBlock(20, { line: 2, start: 20 })).toEqual({
      ids: [],
      misses: [{ line: 2, start: 20 }],
      end: text.length,
      place: { line: 2, start: 20 },
    });
  });
});
