import {
  classOf,
  def,
  layerOf,
  over,
  prepend,
  reference,
  selection,
  stageOf,
  stageOfPrims,
} from '../testing/layers.ts';
import { describe, expect, test } from 'vitest';
import { namesAt, size, sizeAt } from './testing/sizes.ts';
import type { PrimParts } from '../testing/layers.ts';

describe('variants', () => {
  const model = (fields: PrimParts['fields'] = {}) =>
    def('Xform', 'A', {
      fields,
      children: [over('Local', size(0))],
      variants: {
        look: {
          red: { children: [over('Local', size(1)), def('Cube', 'Red', size(1))] },
          blue: { children: [def('Cube', 'Blue', size(2))] },
        },
      },
    });

  test('the chosen one adds its prims, weaker than local ones; without a choice none does', async () => {
    const chosen = await stageOfPrims([model({ variantSelection: selection({ look: 'red' }) })]);
    expect(namesAt(chosen, '/A')).toEqual(['Local', 'Red']);
    expect(sizeAt(chosen, '/A/Local')).toBe(0);
    const none = await stageOfPrims([model()]);
    expect(namesAt(none, '/A')).toEqual(['Local']);
    const gone = await stageOfPrims([model({ variantSelection: selection({ look: 'green' }) })]);
    expect(namesAt(gone, '/A')).toEqual(['Local']);
  });

  test('the strongest choice wins, from wherever it is, and an empty one chooses none', async () => {
    const choose = (look: string) => ({
      fields: {
        references: prepend(reference('b.usda', '/A')),
        variantSelection: selection({ look }),
      },
    });
    const stage = await stageOf([
      layerOf([
        def('', 'Blue', choose('blue')),
        def('', 'None', choose('')),
        def('', 'Own', { fields: { references: prepend(reference('b.usda', '/A')) } }),
      ]),
      layerOf([model({ variantSelection: selection({ look: 'red' }) })], {}, 'b.usda'),
    ]);
    expect(namesAt(stage, '/Blue')).toEqual(['Blue', 'Local']);
    expect(namesAt(stage, '/None')).toEqual(['Local']);
    expect(namesAt(stage, '/Own')).toEqual(['Local', 'Red']);
  });

  test('are stronger than references, weaker than classes, and hold references, choices and sets of their own', async () => {
    const stage = await stageOfPrims([
      classOf('_class', { children: [over('Class', size(1))] }),
      over('Ref', {
        children: [over('Class', size(3)), over('Variant', size(3)), def('Cube', 'Ref', size(3))],
      }),
      def('', 'A', {
        fields: {
          inheritPaths: prepend('/_class'),
          variantSelection: selection({ kind: 'one', inner: 'x' }),
        },
        variants: {
          kind: {
            one: {
              fields: {
                references: prepend(reference('', '/Ref')),
                variantSelection: selection({ late: 'yes' }),
              },
              children: [over('Class', size(2)), over('Variant', size(2))],
              variants: { inner: { x: { children: [def('Cube', 'Inner')] } } },
            },
          },
          late: { yes: { children: [def('Cube', 'Late')] } },
        },
      }),
    ]);
    expect(['Class', 'Variant', 'Ref'].map((name) => sizeAt(stage, `/A/${name}`))).toEqual([1, 2, 3]);
    expect(namesAt(stage, '/A')).toEqual(expect.arrayContaining(['Inner', 'Late']));
  });

  test('hold prims that inherit and refer to others in the same variant, whoever chooses it', async () => {
    const model = def('Xform', 'Model', {
      variants: {
        lod: {
          high: {
            children: [
              classOf('_local', size(1)),
              def('Cube', 'Kit', { children: [def('Cube', 'Deep')] }),
              def('', 'Inherits', { fields: { inheritPaths: prepend('/Model/_local') } }),
              def('', 'Deeper', { fields: { references: prepend(reference('', '/Model/Kit/Deep')) } }),
              def('', 'Refers', { fields: { references: prepend(reference('', '/Model/Kit')) } }),
            ],
          },
          low: {
            children: [
              def('Sphere', 'Kit', { children: [def('Sphere', 'Deep')] }),
              def('', 'Deeper', { fields: { references: prepend(reference('', '/Model/Kit/Deep')) } }),
              def('', 'Refers', { fields: { references: prepend(reference('', '/Model/Kit')) } }),
            ],
          },
        },
      },
    });
    const to = (lod: string): PrimParts => ({
      fields: { references: prepend(reference('b.usda', '/Model')), variantSelection: selection({ lod }) },
    });
    const stage = await stageOf([
      layerOf([def('', 'High', to('high')), def('', 'Low', to('low')), def('', 'Again', to('high'))]),
      layerOf([model], {}, 'b.usda'),
    ]);
    expect(sizeAt(stage, '/High/Inherits')).toBe(1);
    for (const path of ['/High/Refers', '/High/Deeper', '/Again/Refers', '/Again/Deeper'])
      expect(stage.primAt(path)).toMatchObject({ typeName: 'Cube' });
    for (const path of ['/Low/Refers', '/Low/Deeper'])
      expect(stage.primAt(path)).toMatchObject({ typeName: 'Sphere' });
    expect(stage.notes).toEqual([]);
  });

  test('are chosen for what is inherited above a prim that is referred to within the layer', async () => {
    const has = (name: string): PrimParts => ({
      children: [over('Y', { children: [def('', 'X', { children: [def('Cube', name)] })] })],
    });
    const stage = await stageOf([
      layerOf([
        def('', 'W', {
          fields: { references: prepend(reference('m.usda', '/K')), variantSelection: selection({ v: 'x' }) },
        }),
      ]),
      layerOf(
        [
          def('', 'K', {
            fields: { variantSelection: selection({ v: 'y' }) },
            variants: { v: { x: has('FromX'), y: has('FromY') } },
            children: [def('', 'A', { fields: { references: prepend(reference('', '/G/X')) } })],
          }),
          def('', 'G', { fields: { inheritPaths: prepend('/K/Y') } }),
        ],
        {},
        'm.usda',
      ),
    ]);
    expect(namesAt(stage, '/W/A')).toEqual(['FromX']);
  });

  test('are weaker than a class of theirs only where that has opinions outside of them', async () => {
    const stage = await stageOfPrims([
      def('', 'Model', {
        fields: { variantSelection: selection({ v: 'x' }) },
        children: [over('_outside', { children: [over('Part', size(5))] })],
        variants: {
          v: {
            x: {
              children: [
                classOf('_inside', { children: [over('Part', size(1))] }),
                classOf('_outside'),
                def('', 'A', {
                  fields: { inheritPaths: prepend('/Model/_inside') },
                  children: [over('Part', size(7))],
                }),
                def('', 'B', {
                  fields: { inheritPaths: prepend('/Model/_outside') },
                  children: [over('Part', size(7))],
                }),
              ],
            },
          },
        },
      }),
    ]);
    expect(sizeAt(stage, '/Model/A/Part')).toBe(7);
    expect(sizeAt(stage, '/Model/B/Part')).toBe(5);
  });

  test('have opinions of classes in what they refer to', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'Model', {
          children: [over('_l', { children: [over('Other', size(5))] })],
          fields: { variantSelection: selection({ v: 'x' }) },
          variants: {
            v: {
              x: {
                fields: { references: prepend(reference('c.usda', '/C')) },
                children: [
                  over('_l', { children: [over('Inner', size(1)), over('Other', size(4))] }),
                  over('Part', { children: [over('Other', size(6))] }),
                ],
              },
            },
          },
        }),
      ]),
      layerOf(
        [
          def('', 'C', {
            children: [
              classOf('_l', { children: [over('Inner', size(2))] }),
              def('', 'Part', {
                fields: { inheritPaths: prepend('/C/_l') },
                children: [over('Inner', size(3))],
              }),
            ],
          }),
        ],
        {},
        'c.usda',
      ),
    ]);
    expect(sizeAt(stage, '/Model/Part/Inner')).toBe(1);
    expect(sizeAt(stage, '/Model/Part/Other')).toBe(5);
  });

  test('of prims above what is referred to are chosen there, and by no one who does not name them', async () => {
    const group = def('', 'Group', {
      fields: { variantSelection: selection({ v: 'y' }) },
      variants: {
        v: {
          y: { children: [def('Cube', 'In', size(1))] },
          z: { children: [def('Cube', 'In', size(2))] },
        },
      },
    });
    const stage = await stageOf([
      layerOf([
        def('', 'A', {
          fields: {
            references: prepend(reference('b.usda', '/Group/In')),
            variantSelection: selection({ v: 'z' }),
          },
        }),
      ]),
      layerOf([group], {}, 'b.usda'),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('are chosen by a set after them as well', async () => {
    const stage = await stageOfPrims([
      def('', 'A', {
        fields: { variantSelection: selection({ kind: 'one' }) },
        variants: {
          late: { yes: { children: [def('Cube', 'Late', size(1))] } },
          kind: {
            one: {
              fields: { variantSelection: selection({ late: 'yes' }) },
              children: [over('Late', size(2))],
            },
          },
        },
      }),
    ]);
    expect(namesAt(stage, '/A')).toEqual(['Late']);
    expect(sizeAt(stage, '/A/Late')).toBe(1);
  });

  test('on a prim inside a variant are followed', async () => {
    const stage = await stageOfPrims([
      def('', 'A', {
        fields: { variantSelection: selection({ lod: 'high' }) },
        variants: {
          lod: {
            high: {
              children: [
                def('', 'Mesh', {
                  fields: { variantSelection: selection({ look: 'red' }) },
                  variants: { look: { red: size(9) } },
                }),
              ],
            },
          },
        },
      }),
    ]);
    expect(sizeAt(stage, '/A/Mesh')).toBe(9);
  });
});
