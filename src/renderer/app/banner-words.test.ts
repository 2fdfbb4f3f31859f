import { describe, expect, it } from 'vitest';
import { noticeKinds } from '../../shared/state.ts';
import { describeNotice } from './banner-words.ts';

describe('describeNotice', () => {
  it('says where the damaged list was put', () => {
    expect(describeNotice({ kind: 'database-damaged', detail: '/data/damaged-1' })).toMatch(
      / kept in \/data\/damaged-1\.$/,
    );
  });

  it('says how many jobs came back', () => {
    expect(describeNotice({ kind: 'jobs-restored', detail: '1' })).toMatch(/^1 job had /);
    expect(describeNotice({ kind: 'jobs-restored', detail: '12' })).toMatch(/^12 jobs had /);
  });

  it.each(['database-unavailable', 'write-failed'] as const)(
    'gives the reason of %s in the system’s words',
    (kind) => {
      expect(describeNotice({ kind, detail: 'ENOSPC' })).toMatch(/\. .*\(ENOSPC\)$|\. \(ENOSPC\)$/);
    },
  );

  it('has other words for every kind', () => {
    expect(new Set(noticeKinds.map((kind) => describeNotice({ kind, detail: '7' }))).size).toBe(
      noticeKinds.length,
    );
  });
});
