import { describe, expect, it } from 'vitest';
import { errorText, reasonOf } from './error-text.ts';

describe('the text of an error', () => {
  it.each<[unknown, string | null]>([
    ['No mesh.', 'No mesh.'],
    ['  one\n two  ', 'one\n two'],
    [null, null],
    ['', null],
    [[], null],
    [{ message: '', detail: 'Thin.' }, 'Thin.'],
    [{ type: 'MeshError', message: 'Open edges.', count: 14 }, 'Open edges.\ntype: MeshError\ncount: 14'],
    [{ error: { message: 'Open.', code: 'E1' } }, 'Open.\ncode: E1'],
    [[{ message: 'Open.' }, 'Thin.', 7], 'Open.\nThin.\n7'],
    [{ codes: ['E1', 'E2'] }, 'codes:\nE1\nE2'],
    [{ a: { b: { c: { d: { e: 1 } } } } }, 'a: b: c: d: {"e":1}'],
  ])('of %j is %j', (error, text) => {
    expect(errorText.parse(error)).toBe(text);
  });

  it.each([true, 7])('is not read from %j', (error) => {
    expect(errorText.safeParse(error).success).toBe(false);
  });

  it('is cut where it is longer than anybody reads', () => {
    expect(errorText.parse('x'.repeat(1_000_000))).toHaveLength(20_000);
  });
});

describe('the reason in an error', () => {
  it('is what stands first', () => {
    expect(reasonOf('\n  No mesh.\n at line 7')).toBe('No mesh.');
    expect(reasonOf('No mesh.')).toBe('No mesh.');
    expect(reasonOf('')).toBe('');
  });

  it('is the last line of a traceback, which names the exception', () => {
    const traceback = [
      'Traceback (most recent call last):',
      '  File "/srv/run.py", line 120, in run',
      '    raise MeshError(path)',
      'MeshError: no faces in chair.obj',
      '',
    ].join('\r\n');
    expect(reasonOf(traceback)).toBe('MeshError: no faces in chair.obj');
  });
});
