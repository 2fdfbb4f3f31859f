import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';

/** What an argument of the command may hold in braces. */
export const commandFields = ['folder', 'usd', 'mjcf', 'id', 'name'] as const;
export type CommandField = (typeof commandFields)[number];

/** Minutes for which the command may run for one result: those behind it wait. */
export const maxRunMinutes = 10;

/** Said wherever a command is chosen: a viewer or an editor would be ended with what is being done in it. */
export const commandLimit = `It is ended after ${maxRunMinutes} minutes for each result, and when the app quits.`;

/** Empty where the result has no such file. */
export type CommandValues = Record<CommandField, string>;

const fieldPattern = /\{([a-z]+)\}/g;

/** What is wrong with an argument, in words; null where nothing is. Braces around anything but a word are left alone. */
export function argumentProblem(argument: string): string | null {
  if (argument.includes('\0')) return 'An argument holds a character that no program can be given.';
  for (const [, name = ''] of argument.matchAll(fieldPattern))
    if (!commandFields.some((field) => field === name))
      return `There is no {${name}}. Use ${commandFields.map((field) => `{${field}}`).join(', ')}.`;
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
