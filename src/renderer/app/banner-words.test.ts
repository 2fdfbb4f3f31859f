import { describe, expect, it } from 'vitest';
import { bannerKinds } from '../../shared/state.ts';
import { describeBanner } from './banner-words.ts';

describe('describeBanner', () => {
  it('says where the damaged list was put', () => {
    expect(describeBanner({ kind: 'database-damaged', detail: '/data/damaged-1' })).toMatch(
      / kept in \/data\/damaged-1\.$/,
    );
  });

  it('says how many jobs came back', () => {
    expect(describeBanner({ kind: 'jobs-restored', detail: '1' })).toMatch(/^1 job had /);
    expect(describeBanner({ kind: 'jobs-restored', detail: '12' })).toMatch(/^12 jobs had /);
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
