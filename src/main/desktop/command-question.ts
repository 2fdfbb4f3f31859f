import type { Command } from '../../shared/settings.ts';
import { cutText, wellFormedLine } from '../../shared/well-formed.ts';

/** Lines and characters that a box of the system has room for. */
const mostLines = 20;
const longestLine = 120;

/** What a person reads before a command is set. Every argument is a line of its own, so that none hides in another. */
export function commandQuestion({ program, arguments: given }: Command): { message: string; detail: string } {
  const shown = given.slice(0, mostLines).map((argument) => `• ${wellFormedLine(argument, longestLine)}`);
  const more = given.length - shown.length;
  return {
    message: 'Run this program for each result?',
    detail: [
      cutText(program, 2 * longestLine),
      '',
      given.length === 0 ? 'It gets no arguments.' : 'It gets these arguments:',
      ...shown,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('\n'),
  };
}
