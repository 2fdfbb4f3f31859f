import { describe, expect, it } from 'vitest';
import { noMass } from '../testing/kept-verdict.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { JudgeLink, judgeLimits } from './judge-link.ts';
import { fakeJudges, verdict } from './testing/fake-judge.ts';

function linked() {
  const clock = virtualClock();
  const judges = fakeJudges();
  const link = new JudgeLink(judges.start, clock);
  return { clock, judges, link };
}

describe('one process for all results', () => {
  it('is started when the first is judged, and judges the next as well', async () => {
    const { judges, link } = linked();
    expect(judges.all).toHaveLength(0);
    const first = link.judge('/results/chair');
    judges.last.say({ kind: 'ready' }, { kind: 'opened' }, { kind: 'judged', verdict });
    expect(await first).toEqual({ kind: 'judged', verdict });
    const second = link.judge('/results/lamp');
    judges.last.say({ kind: 'nothing' });
    expect(await second).toEqual({ kind: 'nothing' });
    expect(judges.all).toHaveLength(1);
    expect(judges.last.asked).toEqual([{ folder: '/results/chair' }, { folder: '/results/lamp' }]);
  });

  it('is ended once it has had nothing to do for a while, and not while it has', async () => {
    const { clock, judges, link } = linked();
    const first = link.judge('/results/chair');
    judges.last.say({ kind: 'ready' }, { kind: 'judged', verdict });
    await first;
    await clock.advance(judgeLimits.idleMs - 1);
    const second = link.judge('/results/lamp');
    await clock.advance(judgeLimits.idleMs);
    expect(judges.last.isKilled).toBe(false);
    judges.last.say({ kind: 'judged', verdict });
    await second;
    await clock.advance(judgeLimits.idleMs);
    expect(judges.last.isKilled).toBe(true);
    expect(clock.waiting()).toEqual([]);
  });

  it('is not used again once it is worn', async () => {
    const { judges, link } = linked();
    const first = link.judge('/results/chair');
    judges.last.bytes = judgeLimits.worn + 1;
    judges.last.say({ kind: 'ready' }, { kind: 'judged', verdict });
    await first;
    expect(judges.last.isKilled).toBe(true);
    void link.judge('/results/lamp');
    expect(judges.all).toHaveLength(2);
  });
});

describe('a result that ends the process', () => {
  it('could not be judged, and the next has a new process', async () => {
    const { judges, link } = linked();
    const first = link.judge('/results/hostile');
    judges.last.say({ kind: 'ready' }, { kind: 'opened' });
    judges.last.crash();
    expect(await first).toEqual({ kind: 'failed', reason: 'crashed', detail: null });
    const second = link.judge('/results/lamp');
    judges.last.say({ kind: 'ready' }, { kind: 'judged', verdict });
    expect(await second).toEqual({ kind: 'judged', verdict });
    expect(judges.all).toHaveLength(2);
  });

  it('or takes too long, which ends it', async () => {
    const { clock, judges, link } = linked();
    const first = link.judge('/results/endless');
    judges.last.say({ kind: 'ready' }, { kind: 'opened' });
    await clock.advance(judgeLimits.ms - 1);
    expect(judges.last.isKilled).toBe(false);
    await clock.advance(1);
    expect(judges.last.isKilled).toBe(true);
    expect(await first).toEqual({ kind: 'failed', reason: 'too-long', detail: null });
    expect(clock.waiting()).toEqual([]);
  });

  it('or takes too much memory, which is seen within half a second', async () => {
    const { clock, judges, link } = linked();
    const first = link.judge('/results/large');
    judges.last.say({ kind: 'ready' }, { kind: 'opened' });
    judges.last.bytes = judgeLimits.bytes;
    await clock.advance(5_000);
    expect(judges.last.isKilled).toBe(false);
    judges.last.bytes = judgeLimits.bytes + 1;
    await clock.advance(judgeLimits.lookMs);
    expect(judges.last.isKilled).toBe(true);
    expect(await first).toEqual({ kind: 'failed', reason: 'too-much-memory', detail: null });
  });

  it('or fails in it, with the words of what went wrong; that process is not used again', async () => {
    const { judges, link } = linked();
    const first = link.judge('/results/odd');
    judges.last.say(
      { kind: 'ready' },
      { kind: 'opened' },
      { kind: 'failed', detail: 'table index is out of bounds' },
    );
    expect(await first).toEqual({ kind: 'failed', reason: 'error', detail: 'table index is out of bounds' });
    expect(judges.last.isKilled).toBe(true);
  });

  it('or has it say what is no verdict', async () => {
    const { judges, link } = linked();
    const first = link.judge('/results/odd');
    const findings = [{ ...noMass, level: 'terrible' as 'error' }];
    judges.last.say({ kind: 'ready' }, { kind: 'judged', verdict: { ...verdict, findings } });
    expect(await first).toEqual({ kind: 'failed', reason: 'error', detail: null });
    expect(judges.last.isKilled).toBe(true);
  });
});

it('says nothing of a result whose folder does not answer', async () => {
  const { clock, judges, link } = linked();
  const first = link.judge('/mnt/away/chair');
  judges.last.say({ kind: 'ready' });
  await clock.advance(judgeLimits.ms);
  expect(await first).toEqual({ kind: 'nothing' });
  expect(judges.last.isKilled).toBe(true);
});

describe('where no process starts', () => {
  it('says so: it cannot be made', async () => {
    const link = new JudgeLink(() => {
      throw new Error('no memory');
    }, virtualClock());
    expect(await link.judge('/results/chair')).toMatchObject({
      kind: 'unavailable',
      error: { message: 'no memory' },
    });
  });

  it('says so: it ends before it is ready, or never is', async () => {
    const { clock, judges, link } = linked();
    const first = link.judge('/results/chair');
    judges.last.crash();
    expect(await first).toMatchObject({ kind: 'unavailable' });
    const second = link.judge('/results/chair');
    await clock.advance(judgeLimits.ms);
    expect(await second).toMatchObject({ kind: 'unavailable' });
  });
});

it('does not take a process for ready because the one before it was', async () => {
  const { judges, link } = linked();
  const first = link.judge('/results/hostile');
  judges.last.say({ kind: 'ready' });
  judges.last.crash();
  await first;
  const second = link.judge('/results/hostile');
  judges.last.crash();
  expect(await second).toMatchObject({ kind: 'unavailable' });
});

it('does not hear a process that was ended', async () => {
  const { clock, judges, link } = linked();
  const first = link.judge('/results/endless');
  const [ended] = judges.all;
  ended?.say({ kind: 'ready' }, { kind: 'opened' });
  await clock.advance(judgeLimits.ms);
  await first;
  const second = link.judge('/results/lamp');
  ended?.say({ kind: 'nothing' });
  ended?.crash();
  judges.last.say({ kind: 'ready' }, { kind: 'judged', verdict });
  expect(await second).toEqual({ kind: 'judged', verdict });
});
