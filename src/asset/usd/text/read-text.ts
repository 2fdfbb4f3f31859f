import { type AssetBudget, AssetError } from '../../limits.ts';
import type { Fields, Layer, LayerNote, PrimSpec } from '../layer.ts';
import { joinPath } from '../paths.ts';
import { isEdit } from './list-ops.ts';
import { readMetadata, readOneOrMore } from './metadata.ts';
import { readProperty } from './properties.ts';
import { Scanner } from './scanner.ts';
import type { Reading } from './values.ts';

/** So many notes are kept of a layer: more tell a person nothing. */
const maxNotes = 100;

/** Reads a layer that is written as text (`.usda`, and `.usd` that holds text). */
export function readText(bytes: Uint8Array, file: string, budget: AssetBudget): Layer {
  const scanner = new Scanner(bytes, file);
  const notes: LayerNote[] = [];
  const reading: Reading = {
    scanner,
    budget,
    note: (place, detail) => {
      if (notes.length < maxNotes) notes.push({ place, detail });
    },
  };
  readHeader(scanner, file);
  const fields: Fields = new Map();
  if (scanner.isNext('(')) readMetadata(reading, 'layer', fields, { name: file, prim: '/' });
  const root = emptyPrim('', 'over', '');
  while (!scanner.isAtEnd) {
    if (scanner.take(';')) continue;
    const word = scanner.name('def, over or class');
    if (word === 'reorder') {
      scanner.name('rootPrims');
      scanner.expect('=');
      fields.set(
        'primOrder',
        readOneOrMore(reading, () => scanner.string()),
      );
    } else if (isSpecifier(word)) readPrim(reading, root, '/', word, 1);
    else scanner.fail(`def, over or class instead of ${word}`);
  }
  return { file, fields, root, notes };
}

/** Whether these are the first bytes of a layer in text. */
export const isText = (bytes: Uint8Array): boolean => startOf(bytes).startsWith('#usda ');

/** The first line, as far as it matters, without a byte order mark. */
function startOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64));
}

function readHeader(scanner: Scanner, file: string): void {
  const start = startOf(scanner.bytes);
  if (!isText(scanner.bytes)) scanner.fail('#usda 1.0');
  const version = /^#usda (\d+)\.\d+/.exec(start)?.[1];
  if (version === undefined) scanner.fail('#usda 1.0');
  if (version !== '1') throw new AssetError('not-understood', `${file}: version ${version} of USD's text`);
  // The header is a comment; a byte order mark before it is not.
  if (scanner.bytes[0] === 0xef) scanner.position = 3;
}

type Specifier = PrimSpec['specifier'];
const specifiers: ReadonlySet<string> = new Set<Specifier>(['def', 'over', 'class']);
const isSpecifier = (word: string): word is Specifier => specifiers.has(word);

const emptyPrim = (name: string, specifier: Specifier, typeName: string): PrimSpec => ({
  name,
  specifier,
  typeName,
  fields: new Map(),
  properties: new Map(),
  children: new Map(),
  variantSets: new Map(),
});

/** A prim below `parent`, whose path is `parentPath`, from after its specifier on. */
function readPrim(
  reading: Reading,
  parent: PrimSpec,
  parentPath: string,
  specifier: Specifier,
  depth: number,
): void {
  const { scanner, budget } = reading;
  let typeName = scanner.takeName();
  while (typeName !== '' && scanner.take('.')) typeName += `.${scanner.name('the rest of a type')}`;
  scanner.peek();
  const start = scanner.position;
  const name = scanner.string("a prim's name in quotes");
  if (!/^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name))
    scanner.fail('a name of letters, digits and _', start);
  const path = joinPath(parentPath, name);
  budget.addPrims(1);
  budget.checkDepth(depth, path);
  // Of two with the same name, the later one adds to the first.
  const prim = parent.children.get(name) ?? emptyPrim(name, specifier, typeName);
  parent.children.set(name, prim);
  if (scanner.isNext('(')) readMetadata(reading, 'prim', prim.fields, { name: path, prim: path });
  readContents(reading, prim, path, depth);
}

/** What stands in the braces of a prim or variant: `path` is the prim's, without the variant. */
function readContents(reading: Reading, prim: PrimSpec, path: string, depth: number): void {
  const { scanner } = reading;
  scanner.expect('{');
  while (!scanner.take('}')) {
    if (scanner.take(';')) continue;
    const word = scanner.name("a prim, a property or '}'");
    if (isSpecifier(word)) readPrim(reading, prim, path, word, depth + 1);
    else if (word === 'variantSet' && scanner.isStringNext()) readVariantSet(reading, prim, path, depth);
    else if (word === 'reorder' && readOrder(reading, prim)) continue;
    else if (isEdit(word)) readProperty(reading, prim, path, word, scanner.name('a property'));
    else readProperty(reading, prim, path, '', word);
  }
}

/** `reorder nameChildren = [ … ]`; false where it is a list of a property that is put in order. */
function readOrder(reading: Reading, prim: PrimSpec): boolean {
  const { scanner } = reading;
  const what = scanner.peekName();
  if (what !== 'nameChildren' && what !== 'properties') return false;
  scanner.takeName();
  scanner.expect('=');
  const names = readOneOrMore(reading, () => scanner.string());
  prim.fields.set(what === 'properties' ? 'propertyOrder' : 'primOrder', names);
  return true;
}

/** `"set" = { "variant" ( … ) { … } }`, from after `variantSet` on. */
function readVariantSet(reading: Reading, prim: PrimSpec, path: string, depth: number): void {
  const { scanner, budget } = reading;
  const setName = scanner.string();
  const set = prim.variantSets.get(setName) ?? new Map<string, PrimSpec>();
  prim.variantSets.set(setName, set);
  scanner.expect('=');
  scanner.expect('{');
  while (!scanner.take('}')) {
    const name = scanner.string("a variant's name in quotes, or '}'");
    const where = `${path}{${setName}=${name}}`;
    budget.addPrims(1);
    budget.checkDepth(depth + 1, where);
    const variant = set.get(name) ?? emptyPrim(name, 'over', '');
    set.set(name, variant);
    if (scanner.isNext('(')) readMetadata(reading, 'prim', variant.fields, { name: where, prim: path });
    readContents(reading, variant, path, depth + 1);
  }
}
