import { ComposedAttribute } from './attribute.ts';
import { composeTargets, fieldOf, propertyNamesOf, propertyOpinions } from './opinions.ts';
import { isWithin, joinPath, replacePrefix } from '../paths.ts';
import type { StageAttribute, StagePrim } from '../stage.ts';
import type { AssetBudget } from '../../limits.ts';
import type { Opinion } from './opinions.ts';
import type { PrimSpec, Value } from '../layer.ts';
import type { StageNotes } from './stage-notes.ts';

/** A prim as it was put together, once for all instances that it is below of. */
export interface ComposedPrim {
  name: string;
  specifier: PrimSpec['specifier'];
  typeName: string;
  apiSchemas: string[];
  /** The strongest first. */
  opinions: Opinion[];
  isInstance: boolean;
  contents: Contents;
}

/** The prims below a prim, and below all instances of the same. */
export interface Contents {
  /** The prim that they were put together below: paths in their opinions lead there. */
  path: string;
  children: ComposedPrim[];
}

/** What all prims of a stage have in common. */
export interface StageContext {
  startTimeCode: number | null;
  budget: AssetBudget;
  notes: StageNotes;
}

/** A prim at one path of the stage. Those below instances come to be when they are asked for. */
export class PrimAtPath implements StagePrim {
  readonly path: string;
  readonly parent: PrimAtPath | null;
  readonly isInstanceProxy: boolean;
  readonly #prim: ComposedPrim;
  readonly #context: StageContext;
  /** From paths of the prototypes that it is in to those of the instances, the innermost first. */
  readonly #maps: { from: string; to: string }[];
  #children: PrimAtPath[] | null = null;
  #byName: Map<string, PrimAtPath> | null = null;

  constructor(
    prim: ComposedPrim,
    context: StageContext,
    parent: PrimAtPath | null = null,
    maps: { from: string; to: string }[] = [],
  ) {
    this.#prim = prim;
    this.#context = context;
    this.#maps = maps;
    this.parent = parent;
    this.path = parent === null ? '/' : joinPath(parent.path, prim.name);
    this.isInstanceProxy = maps.length > 0;
    if (this.isInstanceProxy) context.budget.addPrims(1);
  }

  get source(): object {
    return this.#prim;
  }
  get name(): string {
    return this.#prim.name;
  }
  get specifier(): PrimSpec['specifier'] {
    return this.#prim.specifier;
  }
  get typeName(): string {
    return this.#prim.typeName;
  }
  get apiSchemas(): string[] {
    return this.#prim.apiSchemas;
  }
  get isInstance(): boolean {
    return this.#prim.isInstance;
  }
  get propertyNames(): string[] {
    return propertyNamesOf(this.#prim.opinions);
  }

  get children(): PrimAtPath[] {
    const { contents, isInstance } = this.#prim;
    const maps = isInstance ? [{ from: contents.path, to: this.path }, ...this.#maps] : this.#maps;
    this.#children ??= contents.children.map((child) => new PrimAtPath(child, this.#context, this, maps));
    return this.#children;
  }

  child(name: string): PrimAtPath | null {
    this.#byName ??= new Map(this.children.map((child) => [child.name, child]));
    return this.#byName.get(name) ?? null;
  }

  field(name: string): Value | undefined {
    return fieldOf(this.#prim.opinions, name);
  }

  attribute(name: string): StageAttribute | null {
    const opinions = propertyOpinions(this.#prim.opinions, name, 'attribute');
    if (opinions.length === 0) return null;
    const connections = opinions.map(({ spec, node }) => ({ list: spec.connections, node }));
    return new ComposedAttribute(opinions, this.#compose(name, connections), this.#context.startTimeCode);
  }

  targets(name: string): string[] {
    const opinions = propertyOpinions(this.#prim.opinions, name, 'relationship');
    return this.#compose(
      name,
      opinions.map(({ spec, node }) => ({ list: spec.targets, node })),
    );
  }

  relationshipField(name: string, field: string): Value | undefined {
    return fieldOf(propertyOpinions(this.#prim.opinions, name, 'relationship'), field);
  }

  #compose(name: string, written: Parameters<typeof composeTargets>[0]): string[] {
    const paths = composeTargets(written, (path) => {
      this.#context.notes.add('missing-prim', `${this.path}.${name}`, path);
    });
    return paths.map((path) => {
      for (const { from, to } of this.#maps) if (isWithin(path, from)) return replacePrefix(path, from, to);
      return path;
    });
  }
}
