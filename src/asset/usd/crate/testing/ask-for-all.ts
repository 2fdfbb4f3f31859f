import type { Layer, PrimSpec, Value } from '../../layer.ts';

/** All prims of a layer, variants among them, each with its path. */
export function* primsOf(layer: Layer): Generator<[path: string, prim: PrimSpec]> {
  yield* below('', layer.root);
}

function* below(path: string, prim: PrimSpec): Generator<[string, PrimSpec]> {
  for (const [name, child] of prim.children) {
    const inside = path.endsWith('}') ? `${path}${name}` : `${path}/${name}`;
    yield [inside, child];
    yield* below(inside, child);
  }
  for (const [set, variants] of prim.variantSets)
    for (const [name, variant] of variants) {
      yield [`${path}{${set}=${name}}`, variant];
      yield* below(`${path}{${set}=${name}}`, variant);
    }
}

/** Unpacks every value of a layer and returns how many there are. */
export function askForAll(layer: Layer): number {
  let count = 0;
  const ask = (value: Value | null | undefined): void => {
    if (value !== undefined) count += 1;
  };
  for (const [, { properties }] of primsOf(layer))
    for (const property of properties.values()) {
      if (property.kind === 'relationship') continue;
      ask(property.value());
      const { samples } = property;
      samples?.times.forEach((_, index) => ask(samples.value(index)));
    }
  return count;
}
