import { AssetBudget, AssetError } from '../../../limits.ts';
import type { AttributeSpec, Layer, PrimSpec, PropertySpec, RelationshipSpec, Value } from '../../layer.ts';
import { readText } from '../read-text.ts';

/** Reads text below the line that every layer begins with. */
export function readLines(text: string, budget = new AssetBudget()): Layer {
  return readText(new TextEncoder().encode(`#usda 1.0\n${text}`), 'a.usda', budget);
}

/** What is wrong with the text, as a person is told. */
export function problemOf(text: string): string {
  return errorOf(text).message;
}

export function errorOf(text: string): AssetError {
  try {
    readLines(text);
  } catch (error) {
    if (error instanceof AssetError) return error;
    throw error;
  }
  throw new Error('the text was read');
}

/** The prim of a path such as `/A/B`. */
export function primAt(layer: Layer, path: string): PrimSpec {
  let prim: PrimSpec | undefined = layer.root;
  for (const name of path.split('/').slice(1)) prim = prim?.children.get(name);
  if (prim === undefined) throw new Error(`no prim ${path}`);
  return prim;
}

/** The variant's opinions. */
export function variantOf(prim: PrimSpec, set: string, variant: string): PrimSpec {
  const spec = prim.variantSets.get(set)?.get(variant);
  if (spec === undefined) throw new Error(`no variant ${variant} of ${set}`);
  return spec;
}

function propertyOf(prim: PrimSpec, name: string): PropertySpec | undefined {
  return prim.properties.get(name);
}

export function attributeOf(prim: PrimSpec, name: string): AttributeSpec {
  const property = propertyOf(prim, name);
  if (property?.kind !== 'attribute') throw new Error(`no attribute ${name}`);
  return property;
}

export function relationshipOf(prim: PrimSpec, name: string): RelationshipSpec {
  const property = propertyOf(prim, name);
  if (property?.kind !== 'relationship') throw new Error(`no relationship ${name}`);
  return property;
}

/** The properties of one prim. */
export const primOf = (properties: string): PrimSpec =>
  primAt(readLines(`def "A"\n{\n${properties}\n}`), '/A');

/** The value of an attribute of this type. */
export const valueOf = (type: string, value: string): Value | null | undefined =>
  attributeOf(primOf(`${type} a = ${value}`), 'a').value();
