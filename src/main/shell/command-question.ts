import { commandLimit } from '../../shared/hook.ts';
import type { Command } from '../../shared/settings.ts';
import { shownCommand } from '../../shared/shown-command.ts';

/** What a person reads before a command is set: all of it. What there is no room for does not get here. */
export function commandQuestion(command: Command): { message: string; detail: string } {
  const [program = '', ...given] = shownCommand(command);
  return {
    message: 'Run this program for each result?',
    detail: [
      program,
      '',
      given.length === 0 ? 'It gets no arguments.' : 'It gets these arguments:',
      ...given,
      '',
      commandLimit,
    ].join('\n'),
  };
}
