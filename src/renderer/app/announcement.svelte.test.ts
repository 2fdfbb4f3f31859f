import { describe, expect, it } from 'vitest';
import { idleQueue } from '../../shared/downloads.ts';
import { success } from '../../shared/errors.ts';
import type { Updates, UpdateState } from '../../shared/updates.ts';
import type { Question } from '../state/questions.svelte.ts';
import { Announcement } from './announcement.svelte.ts';

const release = { version: '0.2.0', notes: '', bytes: 10 };

function setUp(state: UpdateState, { active = 0, answer = false } = {}) {
  const sent: string[] = [];
  const asked: Question[] = [];
  const replica = $state({
    updates: { source: 'feed', state } as Updates,
    downloads: { ...idleQueue, active },
  });
  const send = (name: string) => async () => (sent.push(name), success(null));
  const announcement = new Announcement({
    bridge: {
      downloadUpdate: send('download'),
      cancelUpdate: send('cancel'),
      installUpdate: send('install'),
    },
    replica,
    ask: async (question) => (asked.push(question), answer),
    request: (request) => request,
  });
  const become = (next: UpdateState): void => {
    replica.updates = { source: 'feed', state: next };
  };
  return { announcement, become, sent, asked };
}

describe('the line about a new version', () => {
  it('is there for a release, and not for a look at the feed that failed', () => {
    const { announcement, become } = setUp({ kind: 'available', release });
    expect(announcement.shown).toMatchObject({ kind: 'available' });
    for (const state of [
      { kind: 'checking' },
      { kind: 'older', version: '0.0.1' },
      { kind: 'failed', step: 'check', failure: { code: 'update-unsigned', text: null } },
    ] as const) {
      become(state);
      expect(announcement.shown).toBeNull();
    }
  });

  it('that was put off comes back when there is more to say, or another version', () => {
    const { announcement, become } = setUp({ kind: 'available', release });
    announcement.later();
    expect(announcement.shown).toBeNull();
    become({ kind: 'available', release: { ...release, version: '0.3.0' } });
    expect(announcement.shown).not.toBeNull();
    become({ kind: 'available', release });
    expect(announcement.shown).toBeNull();
    become({ kind: 'ready', release });
    expect(announcement.shown).not.toBeNull();
  });
});

describe('a restart to install', () => {
  const ready: UpdateState = { kind: 'ready', release };

  it('begins at once where nothing is on its way', async () => {
    const { announcement, sent, asked } = setUp(ready);
    await announcement.install();
    expect([sent, asked]).toEqual([['install'], []]);
  });

  it.each([
    [1, '1 download is in progress.'],
    [3, '3 downloads are in progress.'],
  ])('is asked about while downloads are: %i', async (active, sentence) => {
    const refused = setUp(ready, { active });
    await refused.announcement.install();
    expect(refused.sent).toEqual([]);
    expect(refused.asked[0]?.text).toContain(sentence);
    const agreed = setUp(ready, { active, answer: true });
    await agreed.announcement.install();
    expect(agreed.sent).toEqual(['install']);
  });
});
