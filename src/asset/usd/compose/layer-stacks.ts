import { assetCandidates } from '../asset-paths.ts';
import { AssetError } from '../../limits.ts';
import type { AssetBudget } from '../../limits.ts';
import type { Layer } from '../layer.ts';
import type { StageNotes } from './stage-notes.ts';

/** From times of a layer to those of whoever names it: `offset + scale × time` (`SdfLayerOffset`). */
export interface TimeOffset {
  offset: number;
  scale: number;
}

export const noOffset: TimeOffset = { offset: 0, scale: 1 };

export function concatenate(outer: TimeOffset, inner: TimeOffset): TimeOffset {
  if (inner === noOffset) return outer;
  if (outer === noOffset) return inner;
  return { offset: outer.offset + outer.scale * inner.offset, scale: outer.scale * inner.scale };
}

/** A layer with its sublayers, which are one namespace: the strongest first. */
export interface LayerStack {
  id: number;
  root: Layer;
  layers: { layer: Layer; offset: TimeOffset }[];
}

/** How a layer and a path in it are written: `@toy.usda@</Toy>`. */
export const siteOf = (layer: Layer, path: string): string => `@${layer.file}@<${path}>`;

/** Opens layers with their sublayers, each once. */
export class LayerStacks {
  readonly root: LayerStack;
  /** Every layer that was read. */
  readonly layers: Layer[] = [];
  readonly #open: (file: string) => Promise<Layer | null>;
  readonly #budget: AssetBudget;
  readonly #notes: StageNotes;
  /** By the path that was asked for; a package is the layer in it. */
  readonly #byPath = new Map<string, Layer | null>();
  readonly #candidates = new Map<string, string[]>();
  readonly #unreadable = new Set<string>();
  readonly #stacks = new Map<Layer, LayerStack>();

  private constructor(
    root: Layer,
    open: (file: string) => Promise<Layer | null>,
    budget: AssetBudget,
    notes: StageNotes,
  ) {
    this.#open = open;
    this.#budget = budget;
    this.#notes = notes;
    this.#keep(root.file, root);
    this.root = { id: 0, root, layers: [] };
    this.#stacks.set(root, this.root);
  }

  /** @throws {AssetError} where a sublayer leads deeper than the budget allows */
  static async from(
    root: Layer,
    open: (file: string) => Promise<Layer | null>,
    budget: AssetBudget,
    notes: StageNotes,
  ): Promise<LayerStacks> {
    const stacks = new LayerStacks(root, open, budget, notes);
    await stacks.#gather(stacks.root, root, noOffset, []);
    return stacks;
  }

  /**
   * The layer that `from` names, with its sublayers. Null, with a note, where it is not there.
   *
   * @param place whose opinion it is, for the note
   */
  async named(asset: string, from: Layer, place: string): Promise<LayerStack | null> {
    const layer = await this.#find(asset, from, place);
    if (layer === null) return null;
    const known = this.#stacks.get(layer);
    if (known !== undefined) return known;
    const stack: LayerStack = { id: this.#stacks.size, root: layer, layers: [] };
    this.#stacks.set(layer, stack);
    await this.#gather(stack, layer, noOffset, []);
    return stack;
  }

  /** Where what a layer names may be, as {@link assetCandidates}. */
  candidates(asset: string, from: Layer): string[] {
    const key = `${from.file}\n${asset}`;
    const known = this.#candidates.get(key);
    if (known !== undefined) return known;
    const candidates = assetCandidates(asset, from.file, this.root.root.file);
    this.#candidates.set(key, candidates);
    return candidates;
  }

  async #gather(stack: LayerStack, layer: Layer, offset: TimeOffset, above: Layer[]): Promise<void> {
    this.#budget.checkDepth(above.length, layer.file);
    stack.layers.push({ layer, offset });
    const names = layer.fields.get('subLayers');
    if (!Array.isArray(names)) return;
    const offsets = layer.fields.get('subLayerOffsets');
    for (const [index, name] of names.entries()) {
      if (typeof name !== 'string') continue;
      const sublayer = await this.#find(name, layer, siteOf(layer, '/'));
      if (sublayer === null) continue;
      if (sublayer === layer || above.includes(sublayer)) {
        this.#notes.add('cycle', siteOf(layer, '/'), `sublayer ${sublayer.file}`);
        continue;
      }
      // A second time it could only repeat weaker what is there, and layers that name the next one twice would have no end.
      if (stack.layers.some((present) => present.layer === sublayer)) continue;
      const own =
        offsets instanceof Float64Array
          ? { offset: offsets[2 * index] ?? 0, scale: offsets[2 * index + 1] ?? 1 }
          : noOffset;
      await this.#gather(stack, sublayer, concatenate(offset, own), [...above, layer]);
    }
  }

  async #find(asset: string, from: Layer, place: string): Promise<Layer | null> {
    if (asset.startsWith('`')) {
      this.#notes.add('not-read', place, `expression ${asset}`);
      return null;
    }
    const candidates = this.candidates(asset, from);
    if (candidates.length === 0) {
      this.#notes.add('outside-file', place, asset);
      return null;
    }
    for (const path of candidates) {
      const layer = await this.#read(path, place);
      if (layer !== null) return layer;
    }
    if (!candidates.some((path) => this.#unreadable.has(path)))
      this.#notes.add('missing-file', place, candidates[0] ?? asset);
    return null;
  }

  async #read(path: string, place: string): Promise<Layer | null> {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const opened = await this.#openOr(path, place);
    const layer = this.layers.find((present) => present.file === opened?.file) ?? opened;
    this.#keep(path, layer);
    return layer;
  }

  /** A layer that cannot be read is missing like one that is not there; only the limits of all files together end it all. */
  async #openOr(path: string, place: string): Promise<Layer | null> {
    try {
      return await this.#open(path);
    } catch (error) {
      if (!(error instanceof AssetError)) throw error;
      if (error.code !== 'damaged' && error.code !== 'not-understood') throw error;
      this.#unreadable.add(path);
      this.#notes.add(error.code === 'damaged' ? 'damaged' : 'not-read', place, `${path}: ${error.message}`);
      return null;
    }
  }

  #keep(path: string, layer: Layer | null): void {
    this.#byPath.set(path, layer);
    if (layer === null || this.layers.includes(layer)) return;
    this.layers.push(layer);
    for (const note of layer.notes) this.#notes.add('not-read', siteOf(layer, note.place), note.detail);
    if (layer.fields.has('layerRelocates')) this.#notes.add('not-read', siteOf(layer, '/'), 'relocates');
  }
}
