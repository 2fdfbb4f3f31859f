import type { Fields, Layer, ListOp, PrimSpec, PropertySpec, Value } from '../layer.ts';

/** All that a layer says, its values unpacked, in a form that tests can compare: fields, which have no order, by their names. */
export function plainLayer({ fields, root, notes }: Layer): object {
  return { fields: plainFields(fields), root: plainPrim(root), notes };
}

function plainPrim(prim: PrimSpec): object {
  const { name, specifier, typeName, fields, properties, children, variantSets } = prim;
  return {
    name,
    specifier,
    typeName,
    fields: plainFields(fields),
    properties: [...properties].map(([key, property]) => [key, plainProperty(property)]),
    children: [...children.values()].map(plainPrim),
    variantSets: [...variantSets].map(([set, variants]) => [set, [...variants.values()].map(plainPrim)]),
  };
}

function plainProperty(property: PropertySpec): object {
  const fields = plainFields(property.fields);
  if (property.kind === 'relationship') return { targets: property.targets, fields };
  const { typeName, samples } = property;
  const connections: ListOp<string> | null = property.connections;
  return {
    typeName,
    value: property.value(),
    samples: samples && samples.times.map((time, index) => [time, samples.value(index)]),
    connections,
    fields,
  };
}

const plainFields = (fields: Fields): [string, Value][] =>
  [...fields].sort(([one], [other]) => (one < other ? -1 : 1));
