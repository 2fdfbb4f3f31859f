import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Session } from '../../shared/session.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { initialState } from '../state/publisher.ts';
import { PatchLog } from './patch-log.ts';
import { toRow } from '../jobs/job-row.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';

function setUp() {
  const logged: [string, unknown][] = [];
  const patchLog = new PatchLog((message, details) => logged.push([message, details]));
  let revision = 0;
  return {
    logged,
    note: (patch: Omit<Parameters<PatchLog['note']>[0], 'revision'>) =>
      patchLog.note({ revision: (revision += 1), ...patch }),
  };
}

const { session } = initialState(new URL('https://api.rigyd.com/api'));
const offline = {
  kind: 'offline' as const,
  since: 1,
  retryAt: 1_000,
  failure: { code: 'offline' as const, text: 'net::ERR_CONNECTION_REFUSED' },
} satisfies Session['connection'];
const row = (id: string, code: ErrorCode | null): JobRow => ({
  ...toRow(newWatchedJob(id, 1, null, 1)),
  failure: code === null ? null : { code, text: 'secret.glb', since: 1, attempts: 1 },
});

describe('the log of the state', () => {
  it('has each change of the connection once, with its reason', () => {
    const { logged, note } = setUp();
    note({ session });
    note({ session: { ...session, connection: offline } });
    note({ session: { ...session, connection: { ...offline, since: 2 } } });
    note({ session: { ...session, connection: { kind: 'online' } } });
    expect(logged.filter(([message]) => message === 'Connection')).toEqual([
      ['Connection', { state: 'offline', code: 'offline', reason: 'net::ERR_CONNECTION_REFUSED' }],
      ['Connection', { state: 'online' }],
    ]);
  });

  it('says whether there is a key and its verdict, and nothing of the key itself', () => {
    const { logged, note } = setUp();
    const key = { kind: 'present', source: 'keychain', lastFour: 'wxyz', verdict: 'rejected' } as const;
    note({ session: { ...session, key } });
    note({ session: { ...session, key } });
    expect(logged).toEqual([['Key', { state: 'present', source: 'keychain', verdict: 'rejected' }]]);
  });

  it('has a banner when it is posted, without the name of a result', () => {
    const { logged, note } = setUp();
    const full = { kind: 'write-failed', detail: 'ENOSPC' } as const;
    note({ banners: [full] });
    note({ banners: [full, { kind: 'command-failed', detail: 'secret.glb' }] });
    note({ banners: [] });
    note({ banners: [full] });
    expect(logged).toEqual([
      ['Banner', { kind: 'write-failed', detail: 'ENOSPC' }],
      ['Banner', { kind: 'command-failed' }],
      ['Banner', { kind: 'write-failed', detail: 'ENOSPC' }],
    ]);
  });

  it('counts failures by their codes, each job once, and names none', () => {
    const { logged, note } = setUp();
    note({ changed: [row('a', 'timeout'), row('b', 'timeout'), row('c', 'not-found'), row('d', null)] });
    note({ changed: [row('a', 'timeout'), row('b', null)] });
    note({ changed: [row('b', 'timeout')] });
    note({ removed: ['a'] });
    note({ changed: [row('a', 'timeout')] });
    expect(logged).toEqual([
      ['A job could not be asked for', { code: 'timeout', jobs: 2 }],
      ['A job could not be asked for', { code: 'not-found', jobs: 1 }],
      ['A job could not be asked for', { code: 'timeout', jobs: 1 }],
      ['A job could not be asked for', { code: 'timeout', jobs: 1 }],
    ]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});
