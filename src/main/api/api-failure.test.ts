import { describe, expect, it } from 'vitest';
import { failureOfException, failureOfResponse, parseRetryAfter, serviceText } from './api-failure.ts';

const now = Date.UTC(2026, 4, 6, 12, 0, 0);
const of = (status: number, body = '', headers: Record<string, string> = {}) =>
  failureOfResponse(status, new Headers(headers), body, now);

describe('a failed answer', () => {
  it.each([
    [400, 'rejected'],
    [401, 'unauthorized'],
    [402, 'payment-required'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [409, 'not-ready'],
    [418, 'rejected'],
    [429, 'rate-limited'],
    [500, 'service-down'],
    [502, 'service-down'],
    [302, 'bad-answer'],
  ])('of status %i has the code %s', (status, code) => {
    expect(of(status)).toEqual({ code, text: `HTTP ${status}`, retryAfterMs: null });
  });

  it.each([
    ['{"error":"Invalid API key"}', 'Invalid API key'],
    ['{"error":{"message":"Invalid API key"}}', 'Invalid API key'],
    ['{"data":{"error":"Invalid API key"}}', 'Invalid API key'],
    ['{"message":"Invalid API key"}', 'Invalid API key'],
    ['{"error":"","message":"Invalid API key"}', 'Invalid API key'],
    ['{"error":7}', null],
    ['null', null],
    ['"text"', null],
    ['<html>Bad gateway</html>', null],
    ['', null],
  ])('keeps the text of %s', (body, text) => {
    expect(serviceText(body)).toBe(text);
  });

  it('cuts a text that nobody would read to its end', () => {
    expect(serviceText(JSON.stringify({ error: 'x'.repeat(10_000) }))).toHaveLength(500);
  });

  it('keeps no text that cannot be handed on, and cuts no character in two', () => {
    expect(serviceText(JSON.stringify({ error: 'no\uFFFF room\u0007' }))).toBe('no\uFFFD room\uFFFD');
    expect(serviceText(JSON.stringify({ error: `${'x'.repeat(498)}🪑🪑` }))?.isWellFormed()).toBe(true);
  });
});

describe('Retry-After', () => {
  it.each([
    [null, null],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['0', null],
    ['Wed, 06 May 2026 12:00:30 GMT', 30_000],
    ['Wed, 06 May 2026 11:00:00 GMT', null],
    ['Wed, 06 May 2026 12:00:00 GMT', null],
    ['86400', 600_000],
    ['soon', null],
    ['', null],
  ])('%j is %j milliseconds', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });

  it('travels with the failure', () => {
    expect(of(429, '', { 'retry-after': '3' })).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_000 });
  });
});

describe('a call that threw', () => {
  it('says why, down to the cause', () => {
    const error = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    expect(failureOfException(error, false)).toMatchObject({
      code: 'offline',
      text: 'fetch failed: connect ECONNREFUSED',
    });
    expect(failureOfException('odd', false)).toMatchObject({ code: 'offline', text: 'odd' });
  });

  it('is a time-out when the time was up', () => {
    expect(failureOfException(new Error('aborted'), true)).toMatchObject({ code: 'timeout', text: null });
  });
});
