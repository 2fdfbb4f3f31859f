import { argumentProblem } from './hook.ts';
import type { Command } from './settings.ts';

/** Lines that a box of the system has room for on a small screen, and how many columns one has before it wraps. */
const maxLines = 24;
const columns = 60;

/** All that cannot be seen or changes how its surroundings are read: controls, direction marks, odd spaces, half surrogates. */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text on one line in which every character is seen: those that would not be are written as `\n` or `\u{202e}`. */
const seen = (text: string): string =>
  text.replace(
    unseen,
    (character) => named[character] ?? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );

/** A command as a person is shown it, with nothing left out: the program, then each argument on a line of its own. */
export const shownCommand = ({ program, arguments: given }: Command): string[] => [
  seen(program),
  ...given.map((argument) => `• ${seen(argument)}`),
];

/** Why a command cannot be shown whole to the person who is to confirm it, in words; null where it can. */
export function roomProblem(command: Command): string | null {
  const lines = shownCommand(command).reduce((sum, line) => sum + Math.ceil(widthOf(line) / columns), 0);
  return lines <= maxLines
    ? null
    : 'This is too long to be shown whole before you confirm it. Put it into a script, and choose that as the program.';
}

/** Columns at most; many characters beyond ASCII are as wide as two. */
const widthOf = (line: string): number => line.replace(/[^\p{ASCII}]/gu, '  ').length;

/** One argument a line. A line that is empty is none; spaces belong to the argument. */
export const argumentsOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

/** What is wrong with the lines as arguments of a program, in words; null where nothing is. */
export function linesProblem(text: string, program: string): string | null {
  const given = argumentsOf(text);
  const problem = given.map(argumentProblem).find((each) => each !== null);
  return problem ?? roomProblem({ program, arguments: given });
}
