import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { describeFindings, lackingParts, needs, selfCheck, type Need, type Probe } from './self-check.ts';

const there: Probe = async () => ({ state: 'there', seen: 'seen' });
const allThere = Object.fromEntries(needs.map((need) => [need, there])) as Record<Need, Probe>;

const check = (probes: Partial<Record<Need, Probe>>) => selfCheck({ ...allThere, ...probes }, virtualClock());

describe('the self-check', () => {
  it('reports each need with what was seen', async () => {
    const findings = await check({
      notifications: async () => ({ state: 'missing', seen: 'not supported' }),
    });
    expect(describeFindings(findings)).toEqual([
      ...needs.slice(0, -1).map((need) => `${need}: there (seen)`),
      'notifications: missing (not supported)',
    ]);
    expect(lackingParts(findings, false)).toEqual(['notifications']);
  });

  it('takes a probe that throws for one that found it missing, and says nothing of the person’s folders', async () => {
    const findings = await check({
      processes: () => Promise.reject(new Error(`no such file ${homedir()}/app/probe.cjs`)),
    });
    const [line = ''] = describeFindings(findings.filter(({ need }) => need === 'processes'));
    expect(line).toMatch(/^processes: missing \(no such file .*probe\.cjs\)$/);
    expect(line).not.toContain(homedir());
    expect(lackingParts(findings, false)).toEqual(['checks']);
  });

  it('knows nothing of what does not answer, and goes on', async () => {
    const clock = virtualClock();
    const findings = selfCheck({ ...allThere, page: () => new Promise(() => {}) }, clock);
    await clock.advance(10_000);
    expect((await findings).map(({ state }) => state)).toEqual(
      needs.map((need) => (need === 'page' ? 'unknown' : 'there')),
    );
    expect(lackingParts(await findings, false)).toEqual([]);
  });

  it('names a part once, and leaves to others what they say', async () => {
    const missing: Probe = async () => ({ state: 'missing', seen: '' });
    expect(lackingParts(await check({ addresses: missing, page: missing }), false)).toEqual(['pictures']);
    expect(lackingParts(await check({ webgl: missing, keychain: missing }), false)).toEqual([]);
  });

  it('tells a person of a missing sandbox where an AppImage gave it up, and not where it was switched off', async () => {
    const findings = await check({ sandbox: async () => ({ state: 'missing', seen: '--no-sandbox' }) });
    expect(describeFindings(findings)).toContain('sandbox: missing (--no-sandbox)');
    expect(lackingParts(findings, true)).toEqual(['sandbox']);
    expect(lackingParts(findings, false)).toEqual([]);
  });
});
