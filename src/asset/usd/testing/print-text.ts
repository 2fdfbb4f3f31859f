import type {
  AttributeDescription,
  CrateDescription,
  ListDescription,
  PrimDescription,
  ReferenceDescription,
  RelationshipDescription,
  TypedValue,
} from '../crate/testing/describe-crate.ts';
import { type TypeName, numericTypes } from '../crate/value-types.ts';

/** Types of values as text names them. */
const textTypes: Partial<Record<TypeName, string>> = {
  Bool: 'bool',
  UChar: 'uchar',
  Int: 'int',
  UInt: 'uint',
  Int64: 'int64',
  UInt64: 'uint64',
  Half: 'half',
  Float: 'float',
  Double: 'double',
  TimeCode: 'timecode',
  String: 'string',
  Token: 'token',
  AssetPath: 'asset',
  PathExpression: 'pathExpression',
  Dictionary: 'dictionary',
};
const componentTypes = { d: 'double', f: 'float', h: 'half', i: 'int' };

/** `Vec3f` is `float3`, `Quatd` `quatd`. */
export function textTypeOf({ type, isArray }: TypedValue): string {
  const name = typeof type === 'string' ? type : '';
  const [, size, component] = /^Vec(\d)([dfhi])$/.exec(name) ?? [];
  const single =
    size === undefined
      ? (textTypes[name as TypeName] ?? name.toLowerCase())
      : `${componentTypes[component as 'd']}${size}`;
  return `${single}${isArray === true ? '[]' : ''}`;
}

/** Prints a layer as text, for tests: the counterpart of `writeCrate`, for the same descriptions. */
export function printText({ fields = {}, prims = {} }: CrateDescription): string {
  const { primOrder, ...others } = fields;
  const parts = [
    '#usda 1.0',
    ...(Object.keys(others).length === 0 ? [] : [metadata(layerFields(others))]),
    ...(primOrder === undefined ? [] : [`reorder rootPrims = ${words(primOrder.value as string[])}`]),
    ...Object.entries(prims).map(([name, prim]) => printPrim(name, prim)),
  ];
  return `${parts.join('\n')}\n`;
}

const metadata = (lines: readonly string[]): string => `(\n${lines.join('\n')}\n)`;

function layerFields(fields: Record<string, TypedValue>): string[] {
  const { subLayers, subLayerOffsets, ...others } = fields;
  const lines = Object.entries(others).flatMap(([name, value]) => printField(name, value));
  if (subLayers === undefined) return lines;
  const offsets = (subLayerOffsets?.value ?? []) as number[];
  const items = (subLayers.value as string[]).map(
    (path, index) => `${asset(path)}${offsetOf(offsets[2 * index], offsets[2 * index + 1])}`,
  );
  return [...lines, `subLayers = [${items.join(', ')}]`];
}

function printPrim(name: string, prim: PrimDescription): string {
  const { specifier = 'def', typeName = '', fields } = prim;
  return `${specifier} ${typeName} ${quoted(name)} ${printContents(prim, fields)}`;
}

function printContents(prim: PrimDescription, fields: Record<string, TypedValue> = {}): string {
  const { properties = {}, children = {}, variantSets = {} } = prim;
  const { primOrder, propertyOrder, ...others } = fields;
  const sets = Object.entries(variantSets).map(([set, variants]) => {
    const each = Object.entries(variants).map(
      ([name, variant]) => `${quoted(name)} ${printContents(variant, variant.fields)}`,
    );
    return `variantSet ${quoted(set)} = {\n${each.join('\n')}\n}`;
  });
  const lines = [
    ...(primOrder === undefined ? [] : [`reorder nameChildren = ${words(primOrder.value as string[])}`]),
    ...(propertyOrder === undefined
      ? []
      : [`reorder properties = ${words(propertyOrder.value as string[])}`]),
    ...Object.entries(properties).flatMap(([name, property]) =>
      'targets' in property ? printRelationship(name, property) : printAttribute(name, property),
    ),
    ...Object.entries(children).map(([name, child]) => printPrim(name, child)),
    ...sets,
  ];
  const said = Object.entries(others).flatMap(([name, value]) => printField(name, value));
  return `${said.length === 0 ? '' : metadata(said)} {\n${lines.join('\n')}\n}`;
}

function printAttribute(name: string, attribute: AttributeDescription): string[] {
  const { typeName, samples, connections, fields = {} } = attribute;
  const { custom, variability, ...others } = fields;
  const modifiers = `${custom?.value === true ? 'custom ' : ''}${variability?.value === 'uniform' ? 'uniform ' : ''}`;
  const said = Object.entries(others).flatMap(([field, value]) => printField(field, value));
  const value = attribute.default === undefined ? '' : ` = ${printValue(attribute.default)}`;
  return [
    `${modifiers}${typeName} ${name}${value}${said.length === 0 ? '' : ` ${metadata(said)}`}`,
    ...(samples === undefined
      ? []
      : [
          `${typeName} ${name}.timeSamples = {\n${samples.map(([time, one]) => `${number(time)}: ${printValue(one)},`).join('\n')}\n}`,
        ]),
    ...printList(connections, path).map(([edit, items]) => `${edit}${typeName} ${name}.connect = ${items}`),
  ];
}

function printRelationship(name: string, { targets, fields = {} }: RelationshipDescription): string[] {
  const { custom, ...others } = fields;
  const said = Object.entries(others).flatMap(([field, value]) => printField(field, value));
  return [
    ...printList(targets, path).map(([edit, items]) => `${edit}rel ${name} = ${items}`),
    `${custom?.value === true ? 'custom ' : ''}rel ${name} ${said.length === 0 ? '' : metadata(said)}`,
  ];
}

const keywords: Record<string, string> = {
  documentation: 'doc',
  inheritPaths: 'inherits',
  variantSelection: 'variants',
  variantSetNames: 'variantSets',
  layerRelocates: 'relocates',
};

function printField(name: string, typed: TypedValue): string[] {
  const key = keywords[name] ?? name;
  switch (typed.type) {
    case 'TokenListOp':
    case 'StringListOp':
      return listField(key, printList(typed.value as ListDescription<string>, quoted));
    case 'PathListOp':
      return listField(key, printList(typed.value as ListDescription<string>, path));
    case 'ReferenceListOp':
    case 'PayloadListOp':
      return listField(key, printList(typed.value as ListDescription<ReferenceDescription>, reference));
    case 'VariantSelectionMap':
      return [
        `${key} = {${(typed.value as [string, string][]).map(([set, variant]) => `string ${quoted(set)} = ${quoted(variant)}`).join('; ')}}`,
      ];
    case 'Relocates':
      return [
        `${key} = {${(typed.value as [string, string][]).map(([from, to]) => `${path(from)}: ${path(to)}`).join(', ')}}`,
      ];
    default:
      return name === 'comment' ? [printValue(typed)] : [`${key} = ${printValue(typed)}`];
  }
}

const listField = (key: string, edits: readonly (readonly [string, string])[]): string[] =>
  edits.map(([edit, items]) => `${edit}${key} = ${items}`);

function printList<Item>(
  list: ListDescription<Item> | undefined,
  print: (item: Item) => string,
): (readonly [edit: string, items: string])[] {
  const { explicit, added, prepended, appended, deleted } = list ?? {};
  const edits = {
    '': explicit,
    'add ': added,
    'prepend ': prepended,
    'append ': appended,
    'delete ': deleted,
  };
  return Object.entries(edits).flatMap(([edit, items]) =>
    items === undefined ? [] : [[edit, `[${items.map(print).join(', ')}]`] as const],
  );
}

export function printValue({ type, isArray, value }: TypedValue): string {
  if (type === 'ValueBlock') return 'None';
  if (type === 'Dictionary') {
    const entries = Object.entries(value as Record<string, TypedValue>);
    return `{${entries.map(([key, one]) => `${textTypeOf(one)} ${quoted(key)} = ${printValue(one)}`).join('\n')}}`;
  }
  const count = numericTypes[type as TypeName]?.count;
  if (count !== undefined) {
    const numbers = typeof value === 'number' ? [value] : Array.from(value as ArrayLike<number>);
    const items = numbers.flatMap((_, index) =>
      index % count === 0 ? [tuple(String(type), numbers.slice(index, index + count))] : [],
    );
    return isArray === true ? `[${items.join(', ')}]` : (items[0] ?? '');
  }
  const print = (item: unknown): string =>
    typeof item === 'boolean'
      ? String(item)
      : type === 'AssetPath'
        ? asset(String(item))
        : quoted(String(item));
  return isArray === true ? `[${(value as readonly unknown[]).map(print).join(', ')}]` : print(value);
}

function tuple(type: string, numbers: readonly number[]): string {
  const [first = 0, ...rest] = numbers;
  if (rest.length === 0) return number(first);
  if (type.startsWith('Quat')) return row([rest.at(-1) ?? 0, first, ...rest.slice(0, -1)]);
  if (!type.startsWith('Matrix')) return row(numbers);
  const size = Math.sqrt(numbers.length);
  const rows = Array.from({ length: size }, (_, index) =>
    row(numbers.slice(index * size, (index + 1) * size)),
  );
  return `(${rows.join(', ')})`;
}

const row = (numbers: readonly number[]): string => `(${numbers.map(number).join(', ')})`;

function number(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (Math.abs(value) === Infinity) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };
const quoted = (text: string): string =>
  `"${text.replace(/[\\"\n\r]/g, (character) => escapes[character] ?? '')}"`;
const words = (items: readonly string[]): string => `[${items.map(quoted).join(', ')}]`;
const asset = (text: string): string => (text.includes('@') ? `@@@${text}@@@` : `@${text}@`);
const path = (text: string): string => `<${text}>`;

const offsetOf = (offset = 0, scale = 1): string =>
  offset === 0 && scale === 1 ? '' : ` (offset = ${number(offset)}; scale = ${number(scale)})`;

function reference({ asset: file, prim, offset, scale }: ReferenceDescription): string {
  const target = prim === '' ? '' : path(prim);
  const none = file === '' && prim === '' ? '<>' : '';
  return `${file === '' ? '' : asset(file)}${target}${none}${offsetOf(offset, scale)}`;
}
