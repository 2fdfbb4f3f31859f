import { describe, expect, it } from 'vitest';
import { describeUnsaved } from './unsaved-words.ts';

describe('the question on quitting with changes that are not saved', () => {
  it('says what they are, why, what to do, and where they are kept', () => {
    const words = describeUnsaved({ jobs: 40, reason: 'No space left on device', keptIn: '/tmp/list.json' });
    expect(words).toEqual({
      message: 'Changes to 40 jobs could not be saved',
      detail:
        'Rigyd Desk cannot write to its list on disk (No space left on device). Make room on the disk, then try again.\n\n' +
        'If you quit anyway, the next start takes them from /tmp/list.json.',
    });
  });

  it('says that the disk does not answer where it does not', () => {
    const { detail } = describeUnsaved({ jobs: 1, reason: null, keptIn: '/tmp/list.json' });
    expect(detail).toContain(
      'The disk with the list of Rigyd Desk does not answer. Check it, then try again.',
    );
  });

  it('says so where what was handed over a moment before could not be kept', () => {
    const unsaved = { jobs: 40, reason: '', keptIn: '/tmp/list.json', losesGiven: true } as const;
    expect(describeUnsaved(unsaved).detail).toContain(
      'takes them from /tmp/list.json.\n\nWhat you gave Rigyd Desk just now would be lost: give it again after the next start.',
    );
  });

  it('says that they will be lost where they could be kept nowhere', () => {
    const { message, detail } = describeUnsaved({ jobs: 0, reason: '', keptIn: null });
    expect(message).toBe('Some changes could not be saved');
    expect(detail).toContain('will be lost');
    expect(describeUnsaved({ jobs: 1, reason: '', keptIn: null }).message).toContain('1 job ');
  });
});
