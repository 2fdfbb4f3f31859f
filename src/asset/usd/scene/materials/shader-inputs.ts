import type { Stage, StageAttribute, StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';
import { sourceOf, type Source } from './connections.ts';
import type { Textures } from './textures.ts';

export interface ShaderContext {
  stage: Stage;
  textures: Textures;
  notes: Notes;
}

export type Color = [number, number, number];

/** The inputs of one shader, by their names without `inputs:`. */
export class ShaderInputs {
  readonly #shader: StagePrim;
  readonly #context: ShaderContext;

  constructor(shader: StagePrim, context: ShaderContext) {
    this.#shader = shader;
    this.#context = context;
  }

  source(name: string): Source | null {
    const { stage, notes } = this.#context;
    return sourceOf(stage, this.#shader, `inputs:${name}`, notes);
  }

  number(name: string, fallback: number): number {
    const number = this.#value(name)?.number();
    return number !== undefined && Number.isFinite(number) ? number : fallback;
  }

  bool(name: string, fallback: boolean): boolean {
    const value = this.#value(name)?.value();
    return typeof value === 'boolean' || typeof value === 'number' ? Boolean(value) : fallback;
  }

  text(name: string): string | null {
    return this.#value(name)?.text() ?? null;
  }

  /** As many numbers as the fallback has. */
  numbers<Numbers extends readonly number[]>(name: string, fallback: Numbers): Numbers {
    const numbers = this.#value(name)?.numbers();
    if (numbers === undefined || numbers.length < fallback.length || !numbers.every(Number.isFinite))
      return fallback;
    return Array.from(numbers.subarray(0, fallback.length)) as readonly number[] as Numbers;
  }

  color(name: string, fallback: number): Color {
    return this.numbers<Color>(name, [fallback, fallback, fallback]);
  }

  /** The index of a picture that is named; null where none is. */
  texture(name: string): { index: number; attribute: StageAttribute; reference: string } | null {
    const attribute = this.#value(name);
    const reference = attribute?.asset()?.path ?? '';
    if (attribute === null || reference === '') return null;
    const place = `${this.#shader.path}.inputs:${name}`;
    return { index: this.#context.textures.use(reference, attribute.file, place), attribute, reference };
  }

  #value(name: string): StageAttribute | null {
    const source = this.source(name);
    return source?.kind === 'value' ? source.attribute : null;
  }
}
