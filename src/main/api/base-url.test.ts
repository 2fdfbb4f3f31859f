import { describe, expect, it } from 'vitest';
import { isLoopback, liveBaseUrl, parseBaseUrl } from './base-url.ts';

describe('the base URL', () => {
  it.each([undefined, '', '  '])('is the live service where none is given (%j)', (text) => {
    expect(parseBaseUrl(text)).toEqual({ ok: true, value: new URL(liveBaseUrl) });
  });

  it.each([
    ['https://staging.example.com/api', 'https://staging.example.com/api'],
    ['https://staging.example.com/api//', 'https://staging.example.com/api'],
    [' http://127.0.0.1:4010/api ', 'http://127.0.0.1:4010/api'],
    ['http://localhost:4010/api', 'http://localhost:4010/api'],
    ['http://[::1]:4010/api', 'http://[::1]:4010/api'],
  ])('may be %s', (text, href) => {
    expect(parseBaseUrl(text)).toMatchObject({ ok: true, value: { href } });
  });

  it.each([
    ['http://api.rigyd.com/api', 'https://'],
    ['http://127.0.0.1.example.com/api', 'https://'],
    ['http://192.168.0.7/api', 'https://'],
    ['ftp://localhost/api', 'https://'],
    ['https://name:secret@api.rigyd.com/api', 'RIGYD_API_KEY'],
    ['api.rigyd.com', 'isn’t a URL'],
  ])('may not be %s', (text, reason) => {
    const parsed = parseBaseUrl(text);
    expect(parsed).toMatchObject({ ok: false, failure: { code: 'invalid-request' } });
    if (!parsed.ok) expect(parsed.failure.text).toContain(reason);
  });

  it('knows what stays on this machine', () => {
    expect(isLoopback(new URL('http://127.0.0.1:1/'))).toBe(true);
    expect(isLoopback(new URL('http://127.0.0.1.nip.io/'))).toBe(false);
  });
});
