import { composeStage } from '../compose/compose-stage.ts';
import { AssetBudget } from '../../limits.ts';
import type { AssetLimits } from '../../limits.ts';
import type {
  AssetPath,
  AttributeSpec,
  Fields,
  Layer,
  ListOp,
  PrimSpec,
  PropertySpec,
  Reference,
  RelationshipSpec,
  Value,
} from '../layer.ts';
import type { Stage } from '../stage.ts';

/** Layers for tests, written about as briefly as in USD's text form, without a reader between. */

export interface PrimParts {
  /** `references: prepend(reference('a.usda', '/A'))`, `apiSchemas: prepend('PhysicsRigidBodyAPI')`, `active: false` … */
  fields?: Record<string, Value>;
  properties?: Record<string, PropertySpec>;
  children?: PrimSpec[];
  /** By set, then by variant. The sets' names are written as well. */
  variants?: Record<string, Record<string, PrimParts>>;
}

export function layerOf(prims: PrimSpec[], fields: Record<string, Value> = {}, file = 'root.usda'): Layer {
  return { file, fields: fieldsOf(fields), root: prim('def', '', '', { children: prims }), notes: [] };
}

export const def = (typeName: string, name: string, parts?: PrimParts): PrimSpec =>
  prim('def', typeName, name, parts);
export const over = (name: string, parts?: PrimParts): PrimSpec => prim('over', '', name, parts);
export const classOf = (name: string, parts?: PrimParts): PrimSpec => prim('class', '', name, parts);

function prim(
  specifier: PrimSpec['specifier'],
  typeName: string,
  name: string,
  { fields = {}, properties = {}, children = [], variants = {} }: PrimParts = {},
): PrimSpec {
  const sets = Object.keys(variants);
  const written = sets.length > 0 ? { variantSetNames: prepend(...sets), ...fields } : fields;
  return {
    name,
    specifier,
    typeName,
    fields: fieldsOf(written),
    properties: new Map(Object.entries(properties)),
    children: new Map(children.map((child) => [child.name, child])),
    variantSets: new Map(
      Object.entries(variants).map(([set, byName]) => [
        set,
        new Map(
          Object.entries(byName).map(([variant, parts]) => [variant, prim('over', '', variant, parts)]),
        ),
      ]),
    ),
  };
}

export interface AttributeParts {
  /** Time and value, in order. A value of null is blocked. */
  samples?: [time: number, value: Value | null][];
  connections?: ListOp<string>;
  fields?: Record<string, Value>;
}

/** An attribute; `value` undefined for none, null for a blocked one. */
export function attribute(
  typeName: string,
  value?: Value | null,
  { samples, connections, fields = {} }: AttributeParts = {},
): AttributeSpec {
  return {
    kind: 'attribute',
    typeName,
    value: () => value,
    samples:
      samples === undefined
        ? null
        : { times: samples.map(([time]) => time), value: (index) => samples[index]?.[1] ?? null },
    connections: connections ?? null,
    fields: fieldsOf(fields),
  };
}

/** A relationship that names exactly these targets, or changes the list of weaker layers. */
export function relationship(
  targets: string[] | ListOp<string>,
  fields: Record<string, Value> = {},
): RelationshipSpec {
  return {
    kind: 'relationship',
    targets: Array.isArray(targets) ? exactly(...targets) : targets,
    fields: fieldsOf(fields),
  };
}

/** A tuple: `float3`, `quatf` (x, y, z, w), `matrix4d` (row by row). */
export const tuple = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
export const floats = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
export const asset = (path: string): AssetPath => ({ kind: 'asset', path });
export const dictionary = (entries: Record<string, Value>): Value => ({
  kind: 'dictionary',
  entries: new Map(Object.entries(entries)),
});
export const selection = (selected: Record<string, string>): Value => ({
  kind: 'selection',
  selected: new Map(Object.entries(selected)),
});
export const reference = (file: string, path = '', offset = 0, scale = 1): Reference => ({
  kind: 'reference',
  asset: file,
  prim: path,
  offset: { offset, scale },
});

export const exactly = <Item>(...items: Item[]): ListOp<Item> => ({ ...emptyList<Item>(), explicit: items });
export const prepend = <Item>(...items: Item[]): ListOp<Item> => ({ ...emptyList<Item>(), prepended: items });
export const append = <Item>(...items: Item[]): ListOp<Item> => ({ ...emptyList<Item>(), appended: items });
export const remove = <Item>(...items: Item[]): ListOp<Item> => ({ ...emptyList<Item>(), deleted: items });

function emptyList<Item>(): ListOp<Item> {
  return { kind: 'list', explicit: null, prepended: [], appended: [], deleted: [] };
}

function fieldsOf(fields: Record<string, Value>): Fields {
  return new Map(Object.entries(fields));
}

/** The first of these layers composed; the others are there to be named by it, by their `file`. */
export function stageOf(layers: Layer[], limits?: AssetLimits): Promise<Stage> {
  const [root] = layers;
  if (root === undefined) throw new Error('no layer');
  return composeStage(
    root,
    async (file) => layers.find((layer) => layer.file === file) ?? null,
    new AssetBudget(limits),
  );
}

/** A stage of these root prims alone. Metres and Z are not authored unless `fields` say so. */
export const stageOfPrims = (prims: PrimSpec[], fields?: Record<string, Value>): Promise<Stage> =>
  stageOf([layerOf(prims, fields)]);
