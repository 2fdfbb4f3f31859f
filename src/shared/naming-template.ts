import { z } from 'zod';
import { trimCharacters } from './lib/text.ts';
import { settingWords } from './words/settings.ts';

/** What can stand in braces in a template. */
export const templateFields = ['name', 'id', 'type', 'batch', 'date'] as const;
export type TemplateField = (typeof templateFields)[number];

/** What a template is filled with; null where nothing is known. Not yet fit for a file system. */
export type TemplateValues = Record<TemplateField, string | null>;

/** One folder's name: literal text and fields, in order. */
type Segment = (string | { field: TemplateField })[];

const isField = (name: string): name is TemplateField => templateFields.some((field) => field === name);

/** What is wrong with a template. */
export type TemplateProblem =
  { kind: 'too-deep' | 'empty' | 'empty-part' | 'open-brace' } | { kind: 'unknown-field'; field: string };

/**
 * What is wrong with a template; null where nothing is. One `/` is allowed: it puts results into a folder in between, such
 * as `{batch}/{name}`.
 */
export function templateProblem(template: string): TemplateProblem | null {
  const parts = template.split('/');
  if (parts.length > 2) return { kind: 'too-deep' };
  if (parts.some((part) => part.trim() === '')) return { kind: parts.length === 1 ? 'empty' : 'empty-part' };
  for (const [, inner, stray] of template.matchAll(/\{([^{}]*)\}|([{}])/g)) {
    if (stray !== undefined) return { kind: 'open-brace' };
    if (inner !== undefined && !isField(inner)) return { kind: 'unknown-field', field: inner };
  }
  return null;
}

export const namingTemplateSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((template) => templateProblem(template) === null);

/**
 * The names a template stands for, outermost folder first. A field of which nothing is known leaves no dash or comma
 * behind at the ends. What comes out may still be empty, and is not yet fit for a file system.
 */
export const fillTemplate = (template: string, values: TemplateValues): string[] =>
  template.split('/').map((part) => fillSegment(segmentOf(part), values));

/** A template filled with values that are typical. */
export const exampleOf = (template: string): string =>
  fillTemplate(template, {
    name: 'toolbox',
    id: 'k3v9x2m7q1w8e5r4t6y0u2i9',
    type: 'glb_to_simready',
    batch: settingWords.exampleBatch,
    date: '2026-05-06',
  }).join('/');

function segmentOf(part: string): Segment {
  return part
    .split(/(\{[a-z]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = piece.slice(1, -1);
      return piece.startsWith('{') && isField(name) ? { field: name } : piece;
    });
}

function fillSegment(segment: Segment, values: TemplateValues): string {
  const pieces = segment.map((piece) => (typeof piece === 'string' ? piece : (values[piece.field] ?? '')));
  const text = pieces.join('');
  return pieces.includes('') ? trimCharacters(text, /[\s\-–_,·]/) : text;
}
