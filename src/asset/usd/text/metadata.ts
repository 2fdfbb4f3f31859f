import type { Fields, ListOp, Reference, Specifics, Value } from '../layer.ts';
import { type Edit, edited, isEdit } from './list-ops.ts';
import {
  type Place,
  type Reading,
  objectWeight,
  readAnyValue,
  readDictionary,
  readList,
  readPath,
} from './values.ts';

/** What metadata belongs to: a few keys mean something at one of them alone. */
export type Owner = 'layer' | 'prim' | 'property';

/** Fields that have another name in text. Source: OpenUSD's `pxr/usd/sdf/textParserContext`, `SdfFieldKeys`. */
const fieldNames = new Map([
  ['doc', 'documentation'],
  ['inherits', 'inheritPaths'],
  ['variants', 'variantSelection'],
  ['variantSets', 'variantSetNames'],
]);

/** Fields that hold a list that layers change, of words. */
const wordListFields = new Set(['variantSetNames', 'apiSchemas', 'clipSets']);

const booleanFields = new Set(['active', 'hidden', 'instanceable', 'noLoadHint']);

/** Reads `( … )` into `fields`. Fields of unknown names are read by what they look like. */
export function readMetadata(reading: Reading, owner: Owner, fields: Fields, place: Place): void {
  const { scanner, budget } = reading;
  scanner.expect('(');
  while (!scanner.take(')')) {
    if (scanner.take(';')) continue;
    budget.addValues(objectWeight);
    if (scanner.isStringNext()) {
      fields.set('comment', scanner.string());
      continue;
    }
    let key = scanner.name("the name of a field, or ')'");
    let edit: Edit = '';
    if (isEdit(key) && !scanner.isNext('=')) {
      edit = key;
      key = scanner.name('the name of a field');
    }
    scanner.expect('=');
    readField(reading, {
      owner,
      key,
      edit,
      fields,
      place: { name: `${place.name} ${key}`, prim: place.prim },
    });
  }
}

interface Field {
  owner: Owner;
  key: string;
  edit: Edit;
  fields: Fields;
  place: Place;
}

function readField(reading: Reading, { owner, key, edit, fields, place }: Field): void {
  const { scanner } = reading;
  const name = fieldNames.get(key) ?? key;
  if (edit === 'reorder') reading.note(place.name, 'an order of items');
  if (owner === 'layer' && key === 'subLayers') {
    readSubLayers(reading, fields);
  } else if (owner !== 'property' && key === 'relocates') {
    fields.set(owner === 'layer' ? 'layerRelocates' : key, readRelocates(reading, place));
  } else if (owner === 'prim' && (key === 'references' || key === 'payload')) {
    const items = readOneOrMore(reading, () => readReference(reading, place));
    fields.set(name, edited(listOf<Reference>(fields.get(name)), edit, items));
  } else if (owner === 'prim' && (key === 'inherits' || key === 'specializes')) {
    const items = readOneOrMore(reading, () => readPath(scanner, place.prim));
    fields.set(name, edited(listOf<string>(fields.get(name)), edit, items));
  } else if (wordListFields.has(name) || edit !== '') {
    const items = readOneOrMore(reading, () => String(readWord(reading, place)));
    fields.set(name, edited(listOf<string>(fields.get(name)), edit, items));
  } else if (owner === 'prim' && key === 'variants') {
    fields.set(name, readSelection(reading, place));
  } else if (key === 'prefixSubstitutions' || key === 'suffixSubstitutions') {
    reading.note(place.name, key);
    scanner.skipBrackets();
  } else if (key === 'symmetryFunction' && scanner.isStatementOver()) {
    fields.delete(name);
  } else {
    const value = readAnyValue(reading, place);
    // What a weaker layer says of such a field is not taken back by None: it only says nothing.
    if (value === 'None') fields.delete(name);
    else fields.set(name, booleanFields.has(name) ? asBoolean(value) : value);
  }
}

/** As OpenUSD takes them: `1`, `True` and `yes` are true. */
function asBoolean(value: Value): Value {
  if (typeof value === 'number') return value !== 0;
  return typeof value === 'string' ? /^(true|yes|on)$/i.test(value) : value;
}

/** One item, a list of them in brackets, or `None` for no item. */
export function readOneOrMore<Item>(reading: Reading, readItem: () => Item): Item[] {
  const { scanner, budget } = reading;
  if (scanner.peekName() === 'None') {
    scanner.takeName();
    return [];
  }
  if (!scanner.isNext('[')) return [readItem()];
  const items: Item[] = [];
  readList(scanner, () => {
    budget.addValues(objectWeight);
    items.push(readItem());
  });
  return items;
}

/** A word of a list; of a number, which lists of fields that are not known here may hold, its digits. */
function readWord(reading: Reading, place: Place): string | number {
  const { scanner } = reading;
  if (scanner.isStringNext()) return scanner.string();
  if (scanner.isNext('<')) return readPath(scanner, place.prim);
  if (scanner.isNameNext()) return scanner.takeName();
  return scanner.isNumberNext() ? scanner.number() : scanner.fail('a word');
}

/** The fields of a name always hold the same kind of list. */
function listOf<Item>(value: Value | undefined): ListOp<Item> | null {
  return value !== undefined && isList(value) ? (value as ListOp<unknown> as ListOp<Item>) : null;
}

const isList = (value: Value): value is ListOp<string> | ListOp<Reference> =>
  typeof value === 'object' && 'kind' in value && value.kind === 'list';

/** `@asset@</prim> (offset = 1; scale = 2)`, with at least one of the first two. */
function readReference(reading: Reading, place: Place): Reference {
  const { scanner } = reading;
  const asset = scanner.isAssetNext() ? scanner.asset() : '';
  const prim = asset === '' || scanner.isNext('<') ? readReferencePath(reading, asset, place) : '';
  return { kind: 'reference', asset, prim, offset: readOffset(reading, place) };
}

function readReferencePath({ scanner }: Reading, asset: string, place: Place): string {
  if (asset === '' && !scanner.isNext('<')) scanner.fail('an asset in @, or a path in <>');
  return readPath(scanner, place.prim);
}

/** What may stand in parentheses after a layer or reference. */
function readOffset(reading: Reading, place: Place): { offset: number; scale: number } {
  const { scanner } = reading;
  const read = { offset: 0, scale: 1 };
  if (!scanner.take('(')) return read;
  while (!scanner.take(')')) {
    if (scanner.take(';')) continue;
    const key = scanner.name("offset, scale or ')'");
    scanner.expect('=');
    if (key === 'offset' || key === 'scale') read[key] = scanner.number();
    else if (key === 'customData') readDictionary(reading, place);
    else scanner.fail('offset or scale');
  }
  return read;
}

function readSubLayers(reading: Reading, fields: Fields): void {
  const { scanner } = reading;
  const offsets: number[] = [];
  const layers = readOneOrMore(reading, () => {
    const path = scanner.asset();
    const { offset, scale } = readOffset(reading, { name: path, prim: '/' });
    offsets.push(offset, scale);
    return path;
  });
  fields.set('subLayers', layers);
  fields.set('subLayerOffsets', Float64Array.from(offsets));
}

function readRelocates({ scanner, budget }: Reading, place: Place): string[] {
  const paths: string[] = [];
  readList(scanner, () => {
    budget.addValues(objectWeight);
    const source = readPath(scanner, place.prim);
    scanner.expect(':');
    paths.push(source, readPath(scanner, place.prim));
  }, ['{', '}']);
  return paths;
}

function readSelection(reading: Reading, place: Place): Specifics {
  const selected = new Map<string, string>();
  for (const [set, variant] of readDictionary(reading, place).entries) {
    if (typeof variant === 'string') selected.set(set, variant);
    else reading.note(place.name, `a selection for ${set} that is no string`);
  }
  return { kind: 'selection', selected };
}
