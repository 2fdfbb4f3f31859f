import type { AttributeSpec, Fields, ListOp, PrimSpec, RelationshipSpec, Value } from '../layer.ts';
import { type Edit, edited } from './list-ops.ts';
import { readMetadata, readOneOrMore } from './metadata.ts';
import { type Reading, objectWeight, readPath, readTypedValue, takeArrayMark } from './values.ts';

class Attribute implements AttributeSpec {
  readonly kind = 'attribute';
  readonly typeName: string;
  samples: AttributeSpec['samples'] = null;
  connections: ListOp<string> | null = null;
  readonly fields: Fields = new Map();
  /** What {@link value} answers. */
  written: Value | null | undefined;

  constructor(typeName: string) {
    this.typeName = typeName;
  }

  value(): Value | null | undefined {
    return this.written;
  }
}

class Relationship implements RelationshipSpec {
  readonly kind = 'relationship';
  targets: ListOp<string> | null = null;
  readonly fields: Fields = new Map();
}

const variabilities = new Set(['uniform', 'config', 'varying']);

/**
 * Reads one statement about an attribute or relationship of `prim`, from `word` on, which was read already. There may be
 * several about one: its value, its samples, its connections.
 */
export function readProperty(reading: Reading, prim: PrimSpec, path: string, edit: Edit, word: string): void {
  const { scanner } = reading;
  const expected = 'the type of an attribute';
  let next = word;
  const isCustom = next === 'custom';
  if (isCustom) next = scanner.name(expected);
  const isUniform = next === 'uniform' || next === 'config';
  if (variabilities.has(next)) next = scanner.name(expected);
  if (next === 'rel') {
    const relationship = readRelationship(reading, prim, path, edit);
    if (isCustom) relationship.fields.set('custom', true);
    return;
  }
  const isArray = takeArrayMark(scanner);
  const attribute = readAttribute(reading, prim, path, edit, { typeName: next, isArray });
  if (isCustom) attribute.fields.set('custom', true);
  if (isUniform) attribute.fields.set('variability', 'uniform');
}

function readAttribute(
  reading: Reading,
  prim: PrimSpec,
  path: string,
  edit: Edit,
  type: { typeName: string; isArray: boolean },
): Attribute {
  const { scanner } = reading;
  scanner.peek();
  const start = scanner.position;
  const name = scanner.name('the name of an attribute');
  const place = { name: `${path}.${name}`, prim: path };
  let attribute = prim.properties.get(name);
  if (attribute === undefined) {
    reading.budget.addValues(objectWeight);
    attribute = new Attribute(`${type.typeName}${type.isArray ? '[]' : ''}`);
    prim.properties.set(name, attribute);
  }
  if (!(attribute instanceof Attribute))
    return scanner.fail(`another name than ${name}, a relationship`, start);
  const readValue = (): Value | null => {
    if (scanner.peekName() !== 'None') return readTypedValue(reading, type.typeName, type.isArray, place);
    scanner.takeName();
    return null;
  };
  const part = scanner.take('.') ? scanner.name('connect or timeSamples') : '';
  if (edit !== '' && part !== 'connect') scanner.fail(`.connect after ${edit}`);
  switch (part) {
    case '':
      if (!scanner.take('=')) break;
      if (scanner.peekName() === 'AnimationBlock') {
        scanner.takeName();
        reading.note(place.name, 'AnimationBlock');
      } else attribute.written = readValue();
      break;
    case 'connect': {
      scanner.expect('=');
      const sources = readOneOrMore(reading, () => readPath(scanner, path));
      if (edit === 'reorder') reading.note(place.name, 'an order of items');
      attribute.connections = edited(attribute.connections, edit, sources);
      break;
    }
    case 'timeSamples':
      scanner.expect('=');
      attribute.samples = readSamples(reading, readValue);
      break;
    default:
      // A spline, or what later versions add.
      scanner.expect('=');
      reading.note(place.name, part);
      scanner.skipBrackets();
  }
  if (scanner.isNext('(')) readMetadata(reading, 'property', attribute.fields, place);
  return attribute;
}

/** `{ 0: 1, 24: None }`, in order of time; of two at the same time the later one holds. */
function readSamples({ scanner, budget }: Reading, readValue: () => Value | null): AttributeSpec['samples'] {
  const byTime = new Map<number, Value | null>();
  scanner.expect('{');
  while (!scanner.take('}')) {
    budget.addValues(objectWeight);
    const time = scanner.number();
    scanner.expect(':');
    byTime.set(time, readValue());
    if (!scanner.take(',') && !scanner.isNext('}')) scanner.fail("',' or '}'");
  }
  const samples = [...byTime].sort(([time], [other]) => time - other);
  return { times: samples.map(([time]) => time), value: (index) => samples[index]?.[1] ?? null };
}

function readRelationship(reading: Reading, prim: PrimSpec, path: string, edit: Edit): Relationship {
  const { scanner } = reading;
  scanner.peek();
  const start = scanner.position;
  const name = scanner.name('the name of a relationship');
  const place = { name: `${path}.${name}`, prim: path };
  let relationship = prim.properties.get(name);
  if (relationship === undefined) {
    reading.budget.addValues(objectWeight);
    relationship = new Relationship();
    prim.properties.set(name, relationship);
  }
  if (!(relationship instanceof Relationship))
    return scanner.fail(`another name than ${name}, an attribute`, start);
  // Older files say more about single targets, which nothing uses: `rel a[</b>]`, `rel a.default = </b>`.
  if (scanner.isNext('[')) scanner.skipBrackets();
  const isDefault = scanner.take('.') && scanner.name('default') !== '';
  if (scanner.take('=')) {
    const targets = readOneOrMore(reading, () => readPath(scanner, path));
    if (edit === 'reorder' || isDefault)
      reading.note(place.name, isDefault ? 'default' : 'an order of items');
    if (!isDefault) relationship.targets = edited(relationship.targets, edit, targets);
  }
  if (scanner.isNext('(')) readMetadata(reading, 'property', relationship.fields, place);
  return relationship;
}
