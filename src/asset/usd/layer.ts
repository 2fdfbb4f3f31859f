/** A layer as it is written, before anything is composed. Both forms of file (text and crate) are read into this. */
export interface Layer {
  /** Its path among the asset's files. Layers inside a package: `a.usdz[inner.usdc]`. */
  file: string;
  /** Fields of the layer itself: `metersPerUnit`, `upAxis`, `defaultPrim`, `subLayers` … */
  fields: Fields;
  /** The pseudo-root: its children are the layer's root prims. It has no name, type or fields of its own, and is an `over`. */
  root: PrimSpec;
  /** What in it could not be read, while the rest could. */
  notes: LayerNote[];
}

export interface LayerNote {
  /** The prim or property. */
  place: string;
  /** `NurbsPatch`, `value type 58`, `time codes`. */
  detail: string;
}

/** A prim, or a variant: that is an `over` without a type, by the variant's name. */
export interface PrimSpec {
  name: string;
  specifier: 'def' | 'over' | 'class';
  /** `Mesh`; empty where none is written. */
  typeName: string;
  /** `apiSchemas`, `references`, `payload`, `inheritPaths`, `specializes`, `variantSelection`, `active`, `kind`, `instanceable`, `customData` … by USD's own names of fields. */
  fields: Fields;
  /** In the order of the file. */
  properties: Map<string, PropertySpec>;
  children: Map<string, PrimSpec>;
  /** By set, then by variant: what the variant adds. */
  variantSets: Map<string, Map<string, PrimSpec>>;
}

export type PropertySpec = AttributeSpec | RelationshipSpec;

export interface AttributeSpec {
  kind: 'attribute';
  /** `float3[]`, `token`. */
  typeName: string;
  /**
   * Unpacked when asked for; undefined where no default is written or it is of a kind that is not read (a note says so),
   * null where it is blocked (`None`).
   *
   * @throws {AssetError} where it is damaged, or more than the budget allows
   */
  value(): Value | null | undefined;
  /** Times in ascending order and what unpacks each value (as {@link AttributeSpec.value}); null for none. */
  samples: { times: number[]; value(index: number): Value | null } | null;
  /** Paths of what it is connected to; null where nothing is written. */
  connections: ListOp<string> | null;
  /** `interpolation`, `colorSpace`, `customData` … */
  fields: Fields;
}

export interface RelationshipSpec {
  kind: 'relationship';
  /** Null where nothing is written. */
  targets: ListOp<string> | null;
  /** `bindMaterialAs` … */
  fields: Fields;
}

/**
 * One value. A tuple (`float3`, `quatf`, `matrix4d`) is a Float64Array of its numbers; an array is the flat typed array of
 * all numbers (`float3[]` of 2 has 6), of as many bits as the type; arrays of words are arrays of strings. Which of both it is
 * says the attribute's type. Quaternions are x, y, z, w, matrices row by row as USD writes them. Tokens and strings
 * are strings; `asset` is an {@link AssetPath}; 64-bit integers are numbers, and arrays of them Float64Arrays, as arrays of `half`
 * are Float32Arrays. A `float` or `half` is what that type makes of the number that is written.
 * Who asks twice may be handed the same array, so nobody writes into one.
 */
export type Value =
  | boolean
  | number
  | string
  | NumberArray
  | string[]
  | AssetPath
  | AssetPath[]
  | boolean[]
  | Dictionary
  | ListOp<string>
  | ListOp<number>
  | ListOp<Reference>
  | Specifics;

export type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/**
 * By USD's names of fields (`SdfFieldKeys`), without those that a spec has members for (`typeName`, `default`, `targetPaths` …).
 * `variability` and `custom` are there for attributes that are `uniform` and `custom`. `subLayerOffsets` is offset and scale of
 * each layer after those of the one before; `relocates` and `layerRelocates` are likewise source and target.
 * All paths are absolute and without selections of variants.
 */
export type Fields = Map<string, Value>;

/** Values with names, in fields such as `customData`. */
export interface Dictionary {
  kind: 'dictionary';
  entries: Map<string, Value>;
}

export interface AssetPath {
  kind: 'asset';
  path: string;
}

/** Words by words: variant selections. */
export interface Specifics {
  kind: 'selection';
  selected: Map<string, string>;
}

/**
 * A list that layers change one after another. `explicit` replaces whatever is weaker; null where it is not explicit.
 * What an older file adds (`add`) is among `appended`. An order of items (`reorder`) is left out, and the layer has a note.
 */
export interface ListOp<Item> {
  kind: 'list';
  explicit: Item[] | null;
  prepended: Item[];
  appended: Item[];
  deleted: Item[];
}

/** A reference or payload. */
export interface Reference {
  kind: 'reference';
  /** Empty: the same layer. */
  asset: string;
  /** Empty: the default prim of that layer. */
  prim: string;
  offset: { offset: number; scale: number };
}
