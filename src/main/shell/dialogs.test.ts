import { describe, expect, it } from 'vitest';
import { commandQuestion, describeUnsaved } from './dialogs.ts';

describe('the question before a command is set', () => {
  it('names the program and each argument on a line of its own', () => {
    const { message, detail } = commandQuestion({
      program: '/usr/bin/python3',
      arguments: ['-c', 'a\nb', '{folder}'],
    });
    expect(message).toBe('Run this program for each result?');
    expect(detail).toContain('/usr/bin/python3\n\nArguments:\n• -c\n• a\\nb\n• {folder}\n');
    expect(commandQuestion({ program: '/bin/true', arguments: [] }).detail).toContain('No arguments.');
  });

  it('names what stands at the end of a long argument, behind what looks like all of it', () => {
    const argument = `print(1)   ${'# harmless '.repeat(11)}\n__import__("os").system("evil")`;
    const { detail } = commandQuestion({ program: '/usr/bin/python3', arguments: ['-c', argument] });
    expect(detail).toContain('\\n__import__("os").system("evil")');
  });

  it('says for how long it may run', () => {
    const { detail } = commandQuestion({ program: '/bin/true', arguments: [] });
    expect(detail).toMatch(
      /\n\nIt is stopped after 10 minutes for each result, and when Rigyd Desk quits\.$/,
    );
  });
});

describe('the question on quitting with changes that are not saved', () => {
  it('says what they are, why, what to do, and where they are kept', () => {
    const words = describeUnsaved({ jobs: 40, reason: 'No space left on device', keptIn: '/tmp/list.json' });
    expect(words).toEqual({
      message: 'Couldn’t save changes to 40 jobs',
      detail:
        'Rigyd Desk can’t write to its list on disk (No space left on device). Free up disk space, then try again.\n\n' +
        'If you quit anyway, the next start restores them from /tmp/list.json.',
    });
  });

  it('says that the disk does not answer where it does not', () => {
    const { detail } = describeUnsaved({ jobs: 1, reason: null, keptIn: '/tmp/list.json' });
    expect(detail).toContain('The disk with the list of jobs isn’t responding. Check it, then try again.');
  });

  it('says so where input of a moment before could not be kept', () => {
    const unsaved = { jobs: 40, reason: '', keptIn: '/tmp/list.json', losesInput: true } as const;
    expect(describeUnsaved(unsaved).detail).toContain(
      'restores them from /tmp/list.json.\n\nWhat you added just now will be lost: add it again after the next start.',
    );
  });

  it('says that they will be lost where they could be kept nowhere', () => {
    const { message, detail } = describeUnsaved({ jobs: 0, reason: '', keptIn: null });
    expect(message).toBe('Couldn’t save some changes');
    expect(detail).toContain('will be lost');
    expect(describeUnsaved({ jobs: 1, reason: '', keptIn: null }).message).toMatch(/to 1 job$/);
  });
});
