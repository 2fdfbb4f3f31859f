import type { TypeName } from '../value-types.ts';

/** A layer to be written: what stands in it, with the type of each value. Order is that of the keys. */
export interface CrateDescription {
  fields?: Record<string, TypedValue>;
  prims?: Record<string, PrimDescription>;
}

export interface PrimDescription {
  specifier?: 'def' | 'over' | 'class';
  typeName?: string;
  fields?: Record<string, TypedValue>;
  properties?: Record<string, AttributeDescription | RelationshipDescription>;
  children?: Record<string, PrimDescription>;
  variantSets?: Record<string, Record<string, PrimDescription>>;
}

export interface AttributeDescription {
  /** `float3[]`. */
  typeName: string;
  default?: TypedValue;
  samples?: readonly (readonly [time: number, value: TypedValue])[];
  connections?: ListDescription<string>;
  fields?: Record<string, TypedValue>;
}

export interface RelationshipDescription {
  targets: ListDescription<string>;
  fields?: Record<string, TypedValue>;
}

/** A value as its type has it: see {@link TypedValue}. */
export type Writable =
  | number
  | string
  | boolean
  | ArrayLike<number>
  | readonly string[]
  | readonly boolean[]
  | readonly (readonly [string, string])[]
  | Readonly<Record<string, TypedValue>>
  | ListDescription<string>
  | ListDescription<number>
  | ListDescription<ReferenceDescription>
  | ReferenceDescription
  | TypedValue
  | null;

/**
 * A value and its type in the file. Tuples and arrays of numbers are flat, dictionaries have typed values, selections and
 * relocates are pairs, and a `Value` is another typed value. The same object is written once.
 */
export interface TypedValue {
  type: TypeName | number;
  isArray?: boolean;
  value: Writable;
}

export interface ListDescription<Item> {
  explicit?: readonly Item[];
  added?: readonly Item[];
  prepended?: readonly Item[];
  appended?: readonly Item[];
  deleted?: readonly Item[];
  ordered?: readonly Item[];
}

export interface ReferenceDescription {
  asset: string;
  prim: string;
  offset?: number;
  scale?: number;
  customData?: Record<string, TypedValue>;
}

export const typed = (type: TypeName, value: Writable): TypedValue => ({ type, value });
export const typedArray = (type: TypeName, value: Writable): TypedValue => ({ type, isArray: true, value });
