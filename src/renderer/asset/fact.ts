import { assetWords } from '../words/asset.ts';
import type { Highlight } from './workers/protocol.ts';

const words = assetWords.facts;

/** Where a value is from. */
export interface FactSource {
  origin: 'authored' | 'derived' | 'fallback';
  /** The attribute and its file, as short as beside the name of what has it; null where the value follows from several. */
  place: string | null;
  /** In full. */
  hint: string;
}

export interface Fact {
  label: string;
  value: string;
  source: FactSource | null;
}

/** A body, a collider, a material or a joint, and what is known of it. */
export interface FactGroup {
  key: string;
  kind: string;
  name: string;
  path: string;
  facts: Fact[];
  highlight: Highlight;
}

export const fact = (label: string, value: string, source: FactSource | null = null): Fact => ({
  label,
  value,
  source,
});

export const givenOrNot = (isAuthored: boolean, place: string, file: string): FactSource => ({
  origin: isAuthored ? 'authored' : 'fallback',
  place: isAuthored ? words.where(place, fileName(file)) : words.notSet,
  hint: isAuthored ? words.where(place, file) : '',
});

export const derived = (how: string): FactSource => ({ origin: 'derived', place: how, hint: how });

export const fileName = (path: string): string => path.split(/[/[]/).at(-1)?.replace(/\]$/, '') ?? path;

export const nameOf = ({ name, path }: { name: string; path: string }): { name: string; path: string } => ({
  name: name === '' ? words.unnamed : name,
  path,
});
