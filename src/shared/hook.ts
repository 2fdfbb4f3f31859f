import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';
import { settingWords } from './words/settings.ts';

/** Characters; no system that this app runs on opens a longer one without being told to. */
export const maxPathLength = 4096;

/** A program to run for each result brought home, without a shell: each argument reaches it as it is. */
export const commandSchema = z.strictObject({
  /** Absolute path; chosen in the system's own dialog, never typed. */
  program: z.string().min(1).max(maxPathLength),
  /** May hold `{folder}`, `{usd}`, `{mjcf}`, `{id}` and `{name}`. */
  arguments: z.array(z.string().max(4096)).max(50),
});
export type Command = z.infer<typeof commandSchema>;

/** What an argument of the command may hold in braces. */
export const commandFields = ['folder', 'usd', 'mjcf', 'id', 'name'] as const;
export type CommandField = (typeof commandFields)[number];

/** Minutes for which the command may run for one result: those behind it wait. */
export const maxRunMinutes = 10;

/** Said wherever a command is chosen: a viewer or an editor would be ended with what is being done in it. */
export const commandLimit = settingWords.command.limit(maxRunMinutes);

/** Empty where the result has no such file. */
export type CommandValues = Record<CommandField, string>;

const fieldPattern = /\{([a-z]+)\}/g;

/** What is wrong with an argument, in words; null where nothing is. Braces around anything but a word are left alone. */
export function argumentProblem(argument: string): string | null {
  if (argument.includes('\0')) return settingWords.command.badCharacter;
  for (const [, name = ''] of argument.matchAll(fieldPattern))
    if (!commandFields.some((field) => field === name)) return settingWords.unknownField(name, commandFields);
  return null;
}

/** The arguments as the program gets them. A value stays what it is, whatever stands in it. */
export const fillArguments = (templates: readonly string[], values: CommandValues): string[] =>
  templates.map((template) =>
    template.replace(fieldPattern, (whole, name: string) => {
      const field = commandFields.find((known) => known === name);
      return field === undefined ? whole : values[field];
    }),
  );

/** What many programs take for an option, or for a file with options in it (`@file`). */
const optionLike = { posix: /^[-@]/, windows: /^[-/@]/ };

/**
 * The first argument that only by what was filled in looks like an option; null where there is none. Such a value could
 * make the program do what nobody asked for, as `--upload-file=…` does.
 */
export function strayOption(
  templates: readonly string[],
  filled: readonly string[],
  platform: string,
): string | null {
  const option = platform === 'win32' ? optionLike.windows : optionLike.posix;
  return (
    filled.find((argument, index) => option.test(argument) && !option.test(templates[index] ?? '')) ?? null
  );
}

/** What came of running the command for a result. Times are milliseconds since the epoch. */
export const commandRunSchema = z.object({
  program: z.string(),
  startedAt: momentSchema,
  finishedAt: momentSchema,
  /** Null where it did not end by itself. */
  exitCode: z.number().nullable(),
  /** The end of what it wrote, both streams in the order they came. */
  output: z.string(),
  /** Why it could not be run, or was ended; null where it ended by itself. */
  problem: z.string().nullable(),
});
export type CommandRun = z.infer<typeof commandRunSchema>;

export const isCommandFailed = (run: CommandRun): boolean => run.problem !== null || run.exitCode !== 0;

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
  return lines <= maxLines ? null : settingWords.command.tooLong;
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
