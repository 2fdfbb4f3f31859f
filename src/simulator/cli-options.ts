import { messageOf } from '../shared/errors.ts';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What the command line asked for. */
export interface CliOptions {
  readonly port: number;
  readonly seed: string;
  readonly speed: number;
  readonly jobs: number;
  readonly json: boolean;
}

export const USAGE = `Usage: npm run simulator -- [options]

  --port N    port of the API on 127.0.0.1 (default 0: any free one)
  --seed S    the same seed gives the same jobs (default rigyd-desk)
  --speed X   how many times faster than real a job runs (default 1: a minute or two a job)
  --jobs N    jobs to begin with (default 8)
  --json      print one line of JSON instead of text
  --help      print this`;

/** Numbers as a person types them: an empty value is no number. */
const number = z
  .string()
  .trim()
  .regex(/^\d+(\.\d+)?$/, 'must be a number')
  .transform(Number);
const wholeNumber = (most: number) =>
  number.pipe(z.int('must be a whole number').max(most, `must be ${most} at most`));

const options = z.object({
  port: wholeNumber(65_535).default(0),
  seed: z.string().default('rigyd-desk'),
  speed: number.pipe(z.number().positive('must be above 0').max(10_000, 'must be 10000 at most')).default(1),
  jobs: wholeNumber(10_000).default(8),
  json: z.boolean().default(false),
});

/** Reads the arguments. A string is what to print instead of starting: the usage, or what is wrong and the usage. */
export function readCliOptions(
  args: readonly string[],
): CliOptions | { readonly print: string; readonly exitCode: 0 | 2 } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const known = { port: text, seed: text, speed: text, jobs: text, json: flag, help: flag };
  try {
    const { values } = parseArgs({ args: [...args], options: known, strict: true });
    if (values.help === true) return { print: USAGE, exitCode: 0 };
    const parsed = options.safeParse(values);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return {
      print: `--${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}.\n\n${USAGE}`,
      exitCode: 2,
    };
  } catch (error) {
    const reason = messageOf(error);
    return { print: `${reason}\n\n${USAGE}`, exitCode: 2 };
  }
}
