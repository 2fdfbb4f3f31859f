import { describe, expect, it } from 'vitest';
import { bannerKinds } from '../../shared/state.ts';
import { describeBanner, describeOffline } from './banner-words.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { formatDateTime, formatTime } from '../ui/format.ts';

describe('describeBanner', () => {
  it('says where the damaged list was put', () => {
    expect(describeBanner({ kind: 'database-damaged', detail: '/data/damaged-1' })).toMatch(
      / kept in \/data\/damaged-1\.$/,
    );
  });

  it('says how many jobs came back', () => {
    expect(describeBanner({ kind: 'jobs-restored', detail: '1' })).toMatch(/^1 job was missing /);
    expect(describeBanner({ kind: 'jobs-restored', detail: '12' })).toMatch(/^12 jobs were missing /);
  });

  it.each(['database-unavailable', 'write-failed'] as const)(
    'gives the reason of %s in the system’s words',
    (kind) => {
      expect(describeBanner({ kind, detail: 'ENOSPC' })).toMatch(/\. .*\(ENOSPC\)$|\. \(ENOSPC\)$/);
    },
  );

  it('has other words for every kind', () => {
    expect(new Set(bannerKinds.map((kind) => describeBanner({ kind, detail: '7' }))).size).toBe(
      bannerKinds.length,
    );
  });
});

const since = Date.UTC(2026, 4, 6, 12, 0, 1);
const describeFor = (code: ErrorCode, text: string | null = null) =>
  describeOffline('api.rigyd.com', { since, failure: { code, text }, retryAt: since + 30_000 }, since);

describe('a service out of reach', () => {
  it.each([
    ['offline', null, 'No response from api.rigyd.com since '],
    ['timeout', null, 'No response from api.rigyd.com since '],
    ['service-down', 'HTTP 503', 'api.rigyd.com has returned errors (HTTP 503) since '],
    [
      'bad-answer',
      'The answer is a web page.',
      'Responses from api.rigyd.com haven’t looked like Rigyd’s since ',
    ],
    [
      'certificate',
      'net::ERR_CERT_DATE_INVALID',
      'The certificate of api.rigyd.com hasn’t been trusted since ',
    ],
  ] as const)('by %s is said in words of its own', (code, text, words) => {
    expect(describeFor(code, text)).toContain(words);
  });

  it('is said with the time since when, and of the next try', () => {
    expect(describeFor('offline')).toContain(`since ${formatTime(since)}`);
    expect(describeFor('offline')).toContain(`Retrying at ${formatTime(since + 30_000)}`);
  });

  it('is said with the day where it began on another one', () => {
    const tomorrow = since + 24 * 3_600_000;
    const offline = { since, failure: { code: 'offline' as const, text: null }, retryAt: tomorrow };
    const words = describeOffline('api.rigyd.com', offline, tomorrow);
    expect(words).toContain(`since ${formatDateTime(since)}`);
    expect(words).toContain(`Retrying at ${formatTime(tomorrow)}.`);
  });
});
