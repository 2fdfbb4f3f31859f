import { argumentProblem } from '../../shared/hook.ts';
import { roomProblem } from '../../shared/shown-command.ts';

/** One argument a line. A line that is empty is none; spaces belong to the argument. */
export const argumentsOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

/** What is wrong with the lines as arguments of a program, in words; null where nothing is. */
export function linesProblem(text: string, program: string): string | null {
  const given = argumentsOf(text);
  const problem = given.map(argumentProblem).find((each) => each !== null);
  return problem ?? roomProblem({ program, arguments: given });
}
