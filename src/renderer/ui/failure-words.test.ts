import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors.ts';
import { describeFailure, failureSentence } from './failure-words.ts';

describe('failureSentence', () => {
  it.each(errorCodes)('has whole sentences for %s', (code) => {
    expect(failureSentence(code)).toMatch(/^[A-Z].*\.$/);
  });

  it('has another for every code', () => {
    expect(new Set(errorCodes.map((code) => failureSentence(code))).size).toBe(errorCodes.length);
  });
});

describe('the sentence for a result', () => {
  it.each(errorCodes)('promises for %s nothing that only holds for watching a job', (code) => {
    const sentence = failureSentence(code, 'result');
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/automatically|remove it/);
  });
});

describe('describeFailure', () => {
  it.each(['offline', 'connection-lost', 'timeout', 'rate-limited', 'service-down', 'rejected'] as const)(
    'promises nothing of a job that has ended, which is asked for no more: %s',
    (code) => {
      expect(describeFailure({ code, text: 'HTTP 503' }, 'ended-job')).not.toMatch(/automatically|[Rr]etry/);
    },
  );

  it.each(['forbidden', 'not-found', 'gone'] as const)(
    'does not call a job unknown that the account’s list names, though it is refused alone: %s',
    (code) => {
      const words = describeFailure({ code, text: null }, 'listed-job');
      expect(words).toContain('in the account’s list');
      expect(words).not.toMatch(/another key|no access|deleted/);
    },
  );

  it('adds the words of the service where they say more', () => {
    expect(describeFailure({ code: 'service-down', text: 'Conversion service unavailable' })).toBe(
      `${failureSentence('service-down')} (Conversion service unavailable)`,
    );
  });

  it('adds nothing where there are no words', () => {
    expect(describeFailure({ code: 'service-down', text: null })).toBe(failureSentence('service-down'));
  });

  it('leaves the words out where the sentence says it all', () => {
    expect(describeFailure({ code: 'unauthorized', text: 'Invalid API key' })).toBe(
      failureSentence('unauthorized'),
    );
  });
});
