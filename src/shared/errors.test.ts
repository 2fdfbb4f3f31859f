import { describe, expect, it } from 'vitest';
import { errorCodes, failed, success } from './errors.ts';

describe('outcomes', () => {
  it('carry a value, or a code with the words of whoever failed', () => {
    expect(success(7)).toEqual({ ok: true, value: 7 });
    expect(failed('offline', 'ECONNREFUSED')).toEqual({
      ok: false,
      failure: { code: 'offline', text: 'ECONNREFUSED' },
    });
  });

  it('say that there are no words where there are none', () => {
    expect(failed('no-key').failure.text).toBeNull();
  });
});

describe('error codes', () => {
  it('are told apart', () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
  });
});
