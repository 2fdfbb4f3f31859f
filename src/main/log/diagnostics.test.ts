import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import type { Snapshot } from '../../shared/state.ts';
import { describeDiagnostics } from './diagnostics.ts';
import { initialState } from '../state/publisher.ts';
import { toRow } from '../jobs/job-row.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { fileSource } from '../../shared/source.ts';

const environment = {
  app: '0.1.0',
  electron: '45.0.0',
  chromium: '150.0.0.0',
  node: '24.0.0',
  system: 'linux 6.1 (x64)',
  safeMode: false,
  uptime: 3_600,
};
const initial = initialState(new URL('http://127.0.0.1:4010/private/api'));
const snapshot: Snapshot = {
  ...initial,
  revision: 3,
  rows: ['completed', 'completed', 'in production at ACME'].map((status, i) => ({
    ...toRow(newWatchedJob(`job-${i}`, 1, fileSource('the secret project.csv'), 1)),
    name: 'secret.glb',
    status,
    note: 'secret note',
  })),
  session: {
    ...initial.session,
    key: { kind: 'present', source: 'keychain', lastFour: 'wxyz', verdict: 'accepted' },
  },
  settings: {
    ...defaultSettings,
    downloadFolder: '/home/ada/secret',
    command: { program: '/home/ada/secret.sh', arguments: ['--token=secret'] },
    namingTemplate: 'secret {name}',
  },
};

describe('diagnostics', () => {
  const text = describeDiagnostics(
    environment,
    snapshot,
    ['2026-01-01T00:00:00.000Z Starting failed: no'],
    ['processes: there (one answered)'],
  );

  it('have versions, counts, settings and the last problems', () => {
    for (const part of [
      'Rigyd Desk 0.1.0\n',
      'Electron 45.0.0, Chromium 150.0.0.0, Node 24.0.0',
      'linux 6.1 (x64), running for 60 min',
      'Jobs: 3; 2 completed, 1 other',
      'Key: present (keychain, accepted)',
      'downloadsAtOnce: 6',
      'columns: default',
      'command: chosen, 1 arguments',
      'Starting failed: no',
      'processes: there (one answered)',
    ])
      expect(text).toContain(part);
  });

  it('have nothing of a person, a job or a place in them', () => {
    for (const secret of ['secret', 'ada', 'wxyz', 'job-0', 'ACME', '4010', 'private'])
      expect(text).not.toContain(secret);
  });

  it('say that it is safe mode, and make do with nothing', () => {
    const empty = describeDiagnostics({ ...environment, safeMode: true }, { ...snapshot, rows: [] }, [], []);
    expect(empty).toContain('Rigyd Desk 0.1.0, in safe mode');
    expect(empty).toMatch(/Last problems:\nnone\n$/);
  });
});
