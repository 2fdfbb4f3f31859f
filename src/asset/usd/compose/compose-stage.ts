import { childNamesOf, fieldOf, opinionsOf, schemasOf, specifierOf, typeNameOf } from './opinions.ts';
import { PrimIndexer } from './prim-index.ts';
import { defaultPrimOf } from './sites.ts';
import { joinPath } from '../paths.ts';
import { rootNode, sharedTree } from './node.ts';
import type { AssetBudget } from '../../limits.ts';
import type { Authored } from '../../scene.ts';
import type { ComposedPrim, Contents } from './stage-prim.ts';
import type { Layer } from '../layer.ts';
import { LayerStacks } from './layer-stacks.ts';
import type { Node } from './node.ts';
import type { Opinion } from './opinions.ts';
import { PrimAtPath } from './stage-prim.ts';
import type { Stage } from '../stage.ts';
import { StageNotes } from './stage-notes.ts';

/**
 * Puts a stage together from a root layer and all that it names: sublayers, and by strength local opinions, inherits, variants
 * that are chosen, references, payloads (all are loaded) and specializes. Values of properties are only read when asked for.
 * Prims that are not active are left out, with all below them.
 *
 * @param open the layer of a path among the asset's files, or in a package; null where there is none. Of a package itself it is
 *   the first layer in it. One that is damaged (`AssetError`) becomes a note like one that is not there.
 * @throws {AssetError} where the file asks for more than the budget allows
 */
export async function composeStage(
  root: Layer,
  open: (file: string) => Promise<Layer | null>,
  budget: AssetBudget,
): Promise<Stage> {
  const notes = new StageNotes();
  const stacks = await LayerStacks.from(root, open, budget, notes);
  const composer = new StageComposer(new PrimIndexer(stacks, budget, notes), budget, notes);
  const start = root.fields.get('startTimeCode');
  const startTimeCode = typeof start === 'number' ? start : null;
  const pseudoRoot = new PrimAtPath(await composer.pseudoRoot(rootNode(stacks.root)), {
    startTimeCode,
    budget,
    notes,
  });
  const primAt = (path: string): PrimAtPath | null => {
    if (!path.startsWith('/')) return null;
    const names = path === '/' ? [] : path.slice(1).split('/');
    return names.reduce<PrimAtPath | null>((prim, name) => prim && prim.child(name), pseudoRoot);
  };
  const defaultPrim = defaultPrimOf(root);
  return {
    file: root.file,
    metersPerUnit: lengthOf(root, 'metersPerUnit', 0.01, notes),
    kilogramsPerUnit: lengthOf(root, 'kilogramsPerUnit', 1, notes),
    upAxis: textOf(root, 'upAxis', 'Y'),
    defaultPrim: defaultPrim === null ? null : { path: defaultPrim, isMissing: primAt(defaultPrim) === null },
    startTimeCode,
    root: pseudoRoot,
    layers: stacks.layers.map(({ file }) => file),
    notes: notes.list,
    primAt,
  };
}

/** What a unit is; anything but a positive number would make nothing of every size. */
function lengthOf(layer: Layer, field: string, fallback: number, notes: StageNotes): Authored<number> {
  const value = layer.fields.get(field);
  if (typeof value === 'number' && value > 0 && value < Infinity) return { value, isAuthored: true };
  if (value !== undefined) notes.add('not-read', layer.file, `${field} = ${String(value)}`);
  return { value: fallback, isAuthored: false };
}

function textOf(layer: Layer, field: string, fallback: string): Authored<string> {
  const value = layer.fields.get(field);
  return typeof value === 'string' ? { value, isAuthored: true } : { value: fallback, isAuthored: false };
}

class StageComposer {
  readonly #indexer: PrimIndexer;
  readonly #budget: AssetBudget;
  readonly #notes: StageNotes;
  /** What instances have below them, by what they are instances of. */
  readonly #prototypes = new Map<string, Contents>();

  constructor(indexer: PrimIndexer, budget: AssetBudget, notes: StageNotes) {
    this.#indexer = indexer;
    this.#budget = budget;
    this.#notes = notes;
  }

  async pseudoRoot(tree: Node): Promise<ComposedPrim> {
    const opinions = opinionsOf(tree);
    return { ...primOf('', opinions), specifier: 'def', contents: await this.#contentsOf(tree, opinions, 0) };
  }

  /** Null for a prim that is not active. */
  async #prim(parent: Node, name: string, depth: number): Promise<ComposedPrim | null> {
    this.#budget.checkDepth(depth, joinPath(parent.path, name));
    const tree = await this.#indexer.treeOf(parent, name);
    const opinions = opinionsOf(tree);
    if (opinions.some(({ spec }) => spec.fields.has('relocates')))
      this.#notes.add('not-read', tree.path, 'relocates');
    if (fieldOf(opinions, 'active') === false) return null;
    this.#budget.addPrims(1);
    const prim = primOf(name, opinions);
    const shared = fieldOf(opinions, 'instanceable') === true ? sharedTree(tree) : null;
    if (shared === null) return { ...prim, contents: await this.#contentsOf(tree, opinions, depth) };
    const contents =
      this.#prototypes.get(shared.key) ??
      (await this.#contentsOf(shared.tree, opinionsOf(shared.tree), depth));
    this.#prototypes.set(shared.key, contents);
    return { ...prim, isInstance: true, contents };
  }

  async #contentsOf(tree: Node, opinions: Opinion[], depth: number): Promise<Contents> {
    const children: ComposedPrim[] = [];
    for (const name of childNamesOf(opinions)) {
      const child = await this.#prim(tree, name, depth + 1);
      if (child !== null) children.push(child);
    }
    return { path: tree.path, children };
  }
}

function primOf(name: string, opinions: Opinion[]): Omit<ComposedPrim, 'contents'> {
  return {
    name,
    specifier: specifierOf(opinions),
    typeName: typeNameOf(opinions),
    apiSchemas: schemasOf(opinions),
    opinions,
    isInstance: false,
  };
}
