import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { describeOffline } from './connection-words.ts';
import { formatDateTime, formatTime } from '../ui/format.ts';

const since = Date.UTC(2026, 4, 6, 12, 0, 1);
const describeFor = (code: ErrorCode, text: string | null = null) =>
  describeOffline('api.rigyd.com', { since, failure: { code, text }, retryAt: since + 30_000 }, since);

describe('a service out of reach', () => {
  it.each([
    ['offline', null, 'No answer from api.rigyd.com since '],
    ['timeout', null, 'No answer from api.rigyd.com since '],
    ['service-down', 'HTTP 503', 'api.rigyd.com has answered with errors only (HTTP 503) since '],
    ['bad-answer', 'The answer is a web page.', 'Something that is not the Rigyd API has answered for api'],
    ['certificate', 'net::ERR_CERT_DATE_INVALID', 'no certificate that this machine trusts'],
  ] as const)('by %s is said in words of its own', (code, text, words) => {
    expect(describeFor(code, text)).toContain(words);
  });

  it('is said with the time since when, and of the next try', () => {
    expect(describeFor('offline')).toContain(`since ${formatTime(since)}`);
    expect(describeFor('offline')).toContain(`Next try at ${formatTime(since + 30_000)}`);
  });

  it('is said with the day where it began on another one', () => {
    const tomorrow = since + 24 * 3_600_000;
    const trouble = { since, failure: { code: 'offline' as const, text: null }, retryAt: tomorrow };
    const words = describeOffline('api.rigyd.com', trouble, tomorrow);
    expect(words).toContain(`since ${formatDateTime(since)}`);
    expect(words).toContain(`Next try at ${formatTime(tomorrow)}.`);
  });
});
