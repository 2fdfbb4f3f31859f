import {
  classOf,
  def,
  exactly,
  layerOf,
  over,
  prepend,
  reference,
  stageOf,
  stageOfPrims,
} from '../testing/layers.ts';
import { defaultLimits } from '../../limits.ts';
import { describe, expect, test } from 'vitest';
import { size, sizeAt } from './testing/sizes.ts';
import type { PrimParts } from '../testing/layers.ts';

const sized = (value: number, more: PrimParts): PrimParts => ({ ...size(value), ...more });

describe('inherits and specializes', () => {
  test('a class is weaker than the prim, stronger than what it refers to; a base is weaker than all', async () => {
    const stage = await stageOf([
      layerOf([
        classOf('_class', { children: [over('Local', size(1)), over('Class', size(1))] }),
        over('Base', { children: ['Local', 'Class', 'Ref', 'Base'].map((name) => over(name, size(3))) }),
        over('Ref', { children: [over('Class', size(2)), over('Ref', size(2))] }),
        def('Xform', 'A', {
          fields: {
            inheritPaths: prepend('/_class'),
            references: prepend(reference('', '/Ref')),
            specializes: prepend('/Base'),
          },
          children: [over('Local', size(0))],
        }),
      ]),
    ]);
    const names = ['Local', 'Class', 'Ref', 'Base'];
    expect(names.map((name) => sizeAt(stage, `/A/${name}`))).toEqual([0, 1, 2, 3]);
  });

  test('an empty path names no class', async () => {
    const stage = await stageOfPrims([def('Cube', 'A', { fields: { inheritPaths: exactly('') } })]);
    expect(stage.primAt('/A')?.typeName).toBe('Cube');
    expect(stage.notes).toEqual([]);
  });

  test('what a referenced prim specializes is weaker than a payload beside the reference', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'A', {
          fields: { references: prepend(reference('', '/Ref')), payload: prepend(reference('', '/P')) },
        }),
        over('Ref', { fields: { specializes: prepend('/Base') } }),
        over('P', size(1)),
        over('Base', size(2)),
      ]),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('a class of a referenced layer takes opinions of the same class in the layer that refers to it', async () => {
    const stage = await stageOf([
      layerOf([
        over('_class', size(1)),
        over('_base', sized(1, { children: [over('Only', size(5))] })),
        def('', 'A', { fields: { references: prepend(reference('b.usda', '/B')) } }),
        def('', 'S', { fields: { references: prepend(reference('b.usda', '/S')) } }),
        def('', 'L', {
          fields: { references: prepend(reference('b.usda', '/L')) },
          children: [over('_own', size(7))],
        }),
      ]),
      layerOf(
        [
          classOf('_class', size(2)),
          classOf('_base', size(2)),
          def('Cube', 'B', { ...size(3), fields: { inheritPaths: prepend('/_class') } }),
          def('Cube', 'S', { fields: { specializes: prepend('/_base') } }),
          def('', 'L', {
            children: [
              classOf('_own', size(2)),
              def('Cube', 'Part', { ...size(3), fields: { inheritPaths: prepend('/L/_own') } }),
            ],
          }),
        ],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
    expect(sizeAt(stage, '/S')).toBe(1);
    expect(sizeAt(stage, '/S/Only')).toBe(5);
    expect(sizeAt(stage, '/L/Part')).toBe(7);
  });

  test('so does a class inside a class, and one that a prim above the referenced one inherits', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'A', {
          fields: { references: prepend(reference('b.usda', '/B')) },
          children: [
            over('_c', { children: [over('Sym', size(1))] }),
            over('Instance', { children: [over('Sym', { children: [over('Mark', size(6))] })] }),
          ],
        }),
        over('_group', { children: [over('In', size(5))] }),
        def('', 'Sub', { fields: { references: prepend(reference('b.usda', '/Group/In')) } }),
      ]),
      layerOf(
        [
          def('', 'B', {
            children: [
              classOf('_c', {
                children: [
                  def('', 'Sym', size(2)),
                  def('', 'Left', { fields: { inheritPaths: prepend('/B/_c/Sym') } }),
                ],
              }),
              def('', 'Instance', { fields: { inheritPaths: prepend('/B/_c') } }),
            ],
          }),
          classOf('_group', { children: [over('In', size(3))] }),
          def('', 'Group', {
            fields: { inheritPaths: prepend('/_group') },
            children: [def('Cube', 'In', size(4))],
          }),
        ],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A/Instance/Left')).toBe(1);
    expect(sizeAt(stage, '/A/Instance/Left/Mark')).toBe(6);
    expect(sizeAt(stage, '/Sub')).toBe(5);
  });

  test('what the class has from the referenced prim is no stronger than that prim’s own', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'A', {
          fields: { references: prepend(reference('b.usda', '/B')) },
          children: [over('_c', { children: [over('Only', size(9))] })],
        }),
      ]),
      layerOf(
        [
          def('', 'B', {
            children: [
              classOf('_c', size(2)),
              def('Cube', 'Part', { ...size(3), fields: { inheritPaths: prepend('/B/_c') } }),
            ],
          }),
        ],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A/Part')).toBe(3);
    expect(sizeAt(stage, '/A/Part/Only')).toBe(9);
  });

  test('of what is specialized the outermost layer is the strongest, then what is named first, then its own bases', async () => {
    const named = (names: string[], value: number) => names.map((name) => over(name, size(value)));
    const stage = await stageOf([
      layerOf([
        def('', 'A', { fields: { references: prepend(reference('b.usda', '/B')) } }),
        over('_first', { children: named(['X'], 1) }),
        over('_base', { children: named(['X', 'Y', 'Z'], 4) }),
        over('_second', { children: named(['X', 'Y', 'Z', 'W'], 5) }),
      ]),
      layerOf(
        [
          def('', 'B', { fields: { specializes: prepend('/_first', '/_second') } }),
          classOf('_first', { fields: { specializes: prepend('/_base') }, children: named(['X', 'Y'], 2) }),
          classOf('_base'),
          classOf('_second'),
        ],
        {},
        'b.usda',
      ),
    ]);
    expect(['X', 'Y', 'Z', 'W'].map((name) => sizeAt(stage, `/A/${name}`))).toEqual([1, 2, 4, 5]);
  });

  test('it is carried over through prims that refer to others in their own layer', async () => {
    const stage = await stageOf([
      layerOf([
        over('_c', size(1)),
        def('', 'A', { fields: { references: prepend(reference('b.usda', '/B')) } }),
      ]),
      layerOf(
        [
          def('', 'B', { fields: { references: prepend(reference('', '/Inner')) } }),
          classOf('_c', size(9)),
          def('Cube', 'Inner', { ...size(2), fields: { inheritPaths: prepend('/_c') } }),
        ],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('of several the one that the strongest prim inherits is the strongest, however far away that is', async () => {
    const stage = await stageOf([
      layerOf([
        over('_x', size(1)),
        over('_y', size(2)),
        def('', 'A', {
          fields: { references: prepend(reference('b.usda', '/B1'), reference('b.usda', '/B2')) },
        }),
      ]),
      layerOf(
        [
          def('', 'B1', { fields: { references: prepend(reference('c.usda', '/C')) } }),
          def('', 'B2', { fields: { inheritPaths: prepend('/_y') } }),
        ],
        {},
        'b.usda',
      ),
      layerOf([def('', 'C', { fields: { inheritPaths: prepend('/_x') } })], {}, 'c.usda'),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('what a class has from another class comes after the class, where a class of the prim above repeats both', async () => {
    const stage = await stageOfPrims([
      def('', 'Model', {
        fields: { inheritPaths: prepend('/_model') },
        children: [over('_nested', { children: [over('Sym', size(1)), over('Left', size(2))] })],
      }),
      classOf('_model', {
        children: [
          over('_nested', {
            children: [
              over('Sym'),
              over('Left', { fields: { inheritPaths: prepend('/_model/_nested/Sym') } }),
            ],
          }),
          over('Instance', {
            fields: { inheritPaths: prepend('/_model/_nested') },
            children: [over('Sym'), over('Left')],
          }),
        ],
      }),
    ]);
    expect(sizeAt(stage, '/Model/Instance/Left')).toBe(2);
  });

  test('it is no stronger than where the prim refers to it anyway', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'R', size(2)),
        classOf('_c', size(1)),
        def('', 'A', {
          fields: {
            references: prepend(reference('', '/R'), reference('', '/_c'), reference('b.usda', '/B')),
          },
        }),
      ]),
      layerOf([def('', 'B', { fields: { inheritPaths: prepend('/_c') } })], {}, 'b.usda'),
    ]);
    expect(sizeAt(stage, '/A')).toBe(2);
  });

  test('across three layers the outermost is the strongest, of bases as well', async () => {
    const stage = await stageOf([
      layerOf([
        over('_s', size(1)),
        def('', 'A', { fields: { references: prepend(reference('b.usda', '/B')) } }),
      ]),
      layerOf(
        [over('_s', size(2)), def('', 'B', { fields: { references: prepend(reference('c.usda', '/C')) } })],
        {},
        'b.usda',
      ),
      layerOf(
        [classOf('_s', size(3)), def('', 'C', { fields: { specializes: prepend('/_s') } })],
        {},
        'c.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('across a reference within the layer the class stays weaker than the referenced prim', async () => {
    const stage = await stageOfPrims([
      classOf('_class', size(2)),
      def('Cube', 'B', { ...size(3), fields: { inheritPaths: prepend('/_class') } }),
      def('', 'A', { fields: { references: prepend(reference('', '/B')) } }),
    ]);
    expect(sizeAt(stage, '/A')).toBe(3);
  });

  test('classes inherit classes', async () => {
    const stage = await stageOfPrims([
      classOf('_a', size(1)),
      classOf('_b', { fields: { inheritPaths: prepend('/_a') } }),
      def('Cube', 'C', { fields: { inheritPaths: exactly('/_b') } }),
    ]);
    expect(sizeAt(stage, '/C')).toBe(1);
  });

  test('what is inherited directly is stronger than what a prim above inherits, or a referenced prim', async () => {
    const stage = await stageOf([
      layerOf([
        classOf('_above', { children: [over('C', size(1))] }),
        classOf('_own', size(2)),
        classOf('_far', size(3)),
        def('', 'Above', {
          fields: { inheritPaths: prepend('/_above') },
          children: [def('', 'C', { fields: { inheritPaths: prepend('/_own') } })],
        }),
        def('', 'Far', {
          fields: { references: prepend(reference('b.usda', '/B')) },
          children: [over('C', { fields: { inheritPaths: prepend('/_own') } })],
        }),
      ]),
      layerOf(
        [def('', 'B', { children: [def('', 'C', { fields: { inheritPaths: prepend('/_far') } })] })],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/Above/C')).toBe(2);
    expect(sizeAt(stage, '/Far/C')).toBe(2);
  });

  test('a class that many referenced prims inherit is looked at once in the layer that refers to them', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `P${index}`);
    const stage = await stageOf(
      [
        layerOf([
          over('_class', size(1)),
          def('', 'A', {
            fields: { references: prepend(...names.map((name) => reference('b.usda', `/${name}`))) },
          }),
        ]),
        layerOf(
          names.map((name) => def('', name, { fields: { inheritPaths: prepend('/_class') } })),
          {},
          'b.usda',
        ),
      ],
      { ...defaultLimits, maxOpinionsOfPrim: 62 },
    );
    expect(sizeAt(stage, '/A')).toBe(1);
  });

  test('a class of a referenced layer that would be a prim above is none', async () => {
    const stage = await stageOf([
      layerOf([
        def('', '_c', {
          ...size(1),
          children: [def('', 'X', { fields: { references: prepend(reference('b.usda', '/B')) } })],
        }),
      ]),
      layerOf([def('Cube', 'B', { fields: { inheritPaths: prepend('/_c') } })], {}, 'b.usda'),
    ]);
    expect(stage.primAt('/_c/X')?.typeName).toBe('Cube');
    expect(sizeAt(stage, '/_c/X')).toBeUndefined();
    expect(stage.notes).toEqual([]);
  });

  test('a path that leads out of the layer inherits nothing', async () => {
    const stage = await stageOfPrims([
      def('Cube', 'A', { fields: { inheritPaths: prepend('../../B', '/') } }),
    ]);
    expect(stage.primAt('/A')?.typeName).toBe('Cube');
  });

  test('inheriting a class makes no class of a prim, and below a class nothing is defined otherwise', async () => {
    const stage = await stageOfPrims([
      classOf('_class', { children: [def('Cube', 'Inner')] }),
      def('', 'A', { fields: { inheritPaths: prepend('/_class') } }),
      over('B', { fields: { inheritPaths: prepend('/_class') } }),
      over('C', { fields: { inheritPaths: prepend('/_class'), references: prepend(reference('', '/A')) } }),
    ]);
    const specifiers = ['/_class', '/A', '/A/Inner', '/B', '/C'].map((path) => stage.primAt(path)?.specifier);
    expect(specifiers).toEqual(['class', 'def', 'def', 'class', 'def']);
    const above = await stageOfPrims([
      classOf('_class', { children: [classOf('Inner')] }),
      def('', 'Ref', { children: [def('', 'Inner')] }),
      def('', 'A', {
        fields: { inheritPaths: prepend('/_class'), references: prepend(reference('', '/Ref')) },
      }),
    ]);
    expect(above.primAt('/A/Inner')?.specifier).toBe('class');
  });
});
