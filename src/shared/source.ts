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

const words: Record<Exclude<SourceKind, 'file'>, string> = {
  typed: 'what was typed',
  pasted: 'what was pasted',
  dropped: 'what was dropped',
  related: 'a related job',
  link: 'a link',
  'command-line': 'the command line',
  account: 'your account',
};

const kinds = new Map(Object.keys(words).map((kind) => [words[kind as keyof typeof words], kind]));

/** A source in the words of exported tables, which are read again: they stay as they are. */
export function sourceWords(source: Sources): string {
  switch (source.kind) {
    case 'file':
      return source.name;
    case 'files':
      return `${source.count} files`;
    case 'folder':
      return `the folder “${source.name}”`;
    case 'several':
      return 'what was given';
    default:
      return words[source.kind];
  }
}

/** The source that {@link sourceWords} wrote; anything but a known phrase is the name of a file. */
export function readSourceWords(text: string): Source {
  const source = anySource.safeParse({ kind: kinds.get(text) });
  return source.success ? source.data : fileSource(text);
}

/** A stored source. Version 0.1.0 stored it in words. */
export const sourceSchema = z.preprocess(
  (stored) => (typeof stored === 'string' ? readSourceWords(stored) : stored),
  anySource,
);
