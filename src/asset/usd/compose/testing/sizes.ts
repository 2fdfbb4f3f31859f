import type { Stage } from '../../stage.ts';
import { type PrimParts, attribute } from '../../testing/layers.ts';

/** A prim with a size, by which tests tell whose opinion is the strongest. */
export const size = (value: number): PrimParts => ({ properties: { size: attribute('double', value) } });

export const sizeAt = (stage: Stage, path: string): number | undefined =>
  stage.primAt(path)?.attribute('size')?.number();

/** Names of a prim's children; none of a prim that is not there. */
export const namesAt = (stage: Stage, path: string): string[] =>
  stage.primAt(path)?.children.map(({ name }) => name) ?? [];
