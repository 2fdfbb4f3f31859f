import { z } from 'zod';

/** Characters of the name of a file at most. */
export const maxNameLength = 260;

const plain = <Kind extends string>(kind: Kind) => z.object({ kind: z.literal(kind) });

/** Sources that the window may name. */
const windowSource = z.discriminatedUnion('kind', [
  /** By its name, or by its path from the folder on that was dropped. */
  z.object({ kind: z.literal('file'), name: z.string() }),
  plain('typed'),
  plain('pasted'),
  plain('dropped'),
  /** The details of another job. */
  plain('related'),
]);

/** What the window says of a text: it cannot pass off its own input as a link, the command line or the account. */
export const windowSourceSchema = windowSource.refine(
  (source) => source.kind !== 'file' || source.name.length <= maxNameLength,
);

export type WindowSource = z.infer<typeof windowSourceSchema>;

const anySource = z.discriminatedUnion('kind', [
  windowSource,
  plain('link'),
  plain('command-line'),
  plain('account'),
]);

/** Where a job ID came from. */
export type Source = z.infer<typeof anySource>;
export type SourceKind = Source['kind'];

export const fileSource = (name: string): Source & { kind: 'file' } => ({ kind: 'file', name });

/** Where several texts that were added at once came from. */
export type Sources =
  Source | { kind: 'files'; count: number } | { kind: 'folder'; name: string } | { kind: 'several' };

/** A source as exported lists have it, and as version 0.1.0 stored it: part of the format, so in every language the same. */
const written: Record<Exclude<SourceKind, 'file'>, string> = {
  typed: 'what was typed',
  pasted: 'what was pasted',
  dropped: 'what was dropped',
  related: 'a related job',
  link: 'a link',
  'command-line': 'the command line',
  account: 'your account',
};

const kinds = new Map(Object.keys(written).map((kind) => [written[kind as keyof typeof written], kind]));

export const writeSource = (source: Source): string =>
  source.kind === 'file' ? source.name : written[source.kind];

/** The source that {@link writeSource} wrote; anything but a known phrase is the name of a file. */
export function readSource(text: string): Source {
  const source = anySource.safeParse({ kind: kinds.get(text) });
  return source.success ? source.data : fileSource(text);
}

/** A stored source. Version 0.1.0 stored it in words. */
export const sourceSchema = z.preprocess(
  (stored) => (typeof stored === 'string' ? readSource(stored) : stored),
  anySource,
);
