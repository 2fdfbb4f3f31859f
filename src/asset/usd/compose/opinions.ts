import type { Fields, ListOp, PrimSpec, PropertySpec, Reference, Value } from '../layer.ts';
import { absolutePath } from '../paths.ts';
import { applyOrder, composeLists } from './list-op.ts';
import { byStrength, toStagePath } from './node.ts';
import { isText, listOf, mapList, strongest } from './values.ts';
import type { Node } from './node.ts';

/** What one layer has to say of a prim, or of one of its properties. */
export interface Opinion<Spec = PrimSpec> {
  spec: Spec;
  node: Node;
  /** Index of the layer in the node's stack. */
  layer: number;
}

/** Everything that is said of the prim of a tree, the strongest first. */
export function opinionsOf(tree: Node): Opinion[] {
  return byStrength(tree).flatMap((node) =>
    node.specs.flatMap((spec, layer) => (spec === undefined ? [] : [{ spec, node, layer }])),
  );
}

export function fileOf(opinion: Opinion<unknown> | undefined): string | undefined {
  return opinion && opinion.node.stack.layers[opinion.layer]?.layer.file;
}

export function fieldOf(opinions: Opinion<{ fields: Fields }>[], name: string): Value | undefined {
  const values = opinions.map(({ spec }) => spec.fields.get(name));
  return strongest(values.filter((value) => value !== undefined));
}

/**
 * Any definition is stronger than an `over`. That a prim inherits a class directly makes no class of it
 * (`UsdStage::_GetPrimSpecifierImpl`).
 */
export function specifierOf(opinions: Opinion[]): PrimSpec['specifier'] {
  let inherited: PrimSpec['specifier'] = 'over';
  for (const { spec, node } of opinions) {
    if (spec.specifier === 'over') continue;
    if (spec.specifier === 'def' || node.arc !== 'inherit' || node.isAncestral) return spec.specifier;
    inherited = spec.specifier;
  }
  return inherited;
}

export function typeNameOf(opinions: Opinion[]): string {
  return opinions.find(({ spec }) => spec.typeName !== '')?.spec.typeName ?? '';
}

export function schemasOf(opinions: Opinion[]): string[] {
  const lists = opinions.map(({ spec }) => listOf(spec.fields.get('apiSchemas'), isText));
  return composeLists(
    lists.filter((list) => list !== null),
    (name) => name,
  );
}

/** Names of children in the order that USD gives them: those of weaker opinions first, then as layers reorder them. */
export function childNamesOf(opinions: Opinion[]): string[] {
  return namesOf(
    opinions,
    ({ spec }) => spec.children.keys(),
    ({ spec, node, layer }) =>
      (node.path === '/' ? node.stack.layers[layer]?.layer.fields.get('primOrder') : undefined) ??
      spec.fields.get('primOrder'),
  );
}

export function propertyNamesOf(opinions: Opinion[]): string[] {
  return namesOf(
    opinions,
    ({ spec }) => spec.properties.keys(),
    ({ spec }) => spec.fields.get('propertyOrder'),
  );
}

function namesOf(
  opinions: Opinion[],
  namesIn: (opinion: Opinion) => Iterable<string>,
  orderIn: (opinion: Opinion) => Value | undefined,
): string[] {
  let names = new Set<string>();
  for (const opinion of opinions.toReversed()) {
    for (const name of namesIn(opinion)) names.add(name);
    const order = orderIn(opinion);
    if (Array.isArray(order)) names = new Set(applyOrder([...names], order.filter(isName)));
  }
  return [...names];
}

const isName = (item: string | boolean | object): item is string => typeof item === 'string';

/** What is said of a property that is of the kind which the strongest opinion has. */
export function propertyOpinions<Kind extends PropertySpec['kind']>(
  opinions: Opinion[],
  name: string,
  kind: Kind,
): Opinion<Extract<PropertySpec, { kind: Kind }>>[] {
  const found: Opinion<Extract<PropertySpec, { kind: Kind }>>[] = [];
  for (const { spec, node, layer } of opinions) {
    const property = spec.properties.get(name);
    if (property === undefined) continue;
    if (isOfKind(property, kind)) found.push({ spec: property, node, layer });
    else if (found.length === 0) return [];
  }
  return found;
}

function isOfKind<Kind extends PropertySpec['kind']>(
  property: PropertySpec,
  kind: Kind,
): property is Extract<PropertySpec, { kind: Kind }> {
  return property.kind === kind;
}

/**
 * Targets of a relationship or connections of an attribute, as paths of the stage.
 *
 * @param written the strongest first
 * @param onLost called with what names something that the arcs between hand over to nobody
 */
export function composeTargets(
  written: { list: ListOp<string> | null; node: Node }[],
  onLost: (path: string) => void,
): string[] {
  const lists = written.flatMap(({ list, node }) => {
    if (list === null) return [];
    const translated = mapList(list, (path) => {
      const absolute = absolutePath(path, node.path);
      return { path, mapped: absolute && toStagePath(node, absolute) };
    });
    const { explicit, prepended, appended } = translated;
    for (const { path, mapped } of [...(explicit ?? []), ...prepended, ...appended])
      if (mapped === null) onLost(path);
    return [
      listOf(
        mapList(translated, ({ mapped }) => mapped ?? noPath),
        isMapped,
      ),
    ];
  });
  return composeLists(
    lists.filter((list) => list !== null),
    (path) => path,
  );
}

const noPath = '';
const isMapped = (item: string | number | Reference): item is string => isText(item) && item !== noPath;
