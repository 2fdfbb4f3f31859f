import { argumentProblem } from '../../shared/completion-command.ts';

/** Arguments the command may have, as the setting holds them. */
const mostArguments = 50;

/** One argument a line. A line that is empty is none; spaces belong to the argument. */
export const argumentsOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

/** What is wrong with the lines, in words; null where nothing is. */
export function linesProblem(text: string): string | null {
  const given = argumentsOf(text);
  if (given.length > mostArguments) return `Use ${mostArguments} arguments at most.`;
  return given.map(argumentProblem).find((problem) => problem !== null) ?? null;
}
