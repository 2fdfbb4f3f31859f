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
import { namesAt } from './testing/sizes.ts';
import { AssetBudget, AssetError, defaultLimits } from '../../limits.ts';
import type { AssetErrorCode, AssetLimits } from '../../limits.ts';
import { composeStage } from './compose-stage.ts';

const to = (file: string, path: string) => ({ fields: { references: prepend(reference(file, path)) } });
const names = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('circles end, with a note', () => {
  test.each([
    ['a prim that refers to itself', [def('', 'A', to('', '/A'))]],
    ['to the prim above', [def('', 'A', { children: [def('', 'B', to('', '/A'))] })]],
    ['to the prim below', [def('', 'A', { ...to('', '/A/B'), children: [def('', 'B')] })]],
    ['two that refer to each other', [def('', 'A', to('', '/B')), def('', 'B', to('', '/A'))]],
    [
      'to below each other',
      [
        def('', 'A', { ...to('', '/B/D'), children: [def('', 'C')] }),
        def('', 'B', { ...to('', '/A/C'), children: [def('', 'D')] }),
      ],
    ],
    ['a class that inherits itself', [classOf('_c', { fields: { inheritPaths: prepend('/_c') } })]],
    [
      'through a variant',
      [
        def('', 'A', {
          fields: { variantSelection: selection({ v: 'x' }) },
          variants: { v: { x: to('', '/A') } },
        }),
      ],
    ],
    [
      'each with a child that refers to the other',
      [
        def('', 'A', { children: [def('', 'X', to('', '/B'))] }),
        def('', 'B', { children: [def('', 'X', to('', '/A'))] }),
      ],
    ],
  ])('%s', async (_name, prims) => {
    const stage = await stageOfPrims([...prims, def('Cube', 'Rest')]);
    expect(stage.notes.map(({ code }) => code)).toContain('cycle');
    expect(stage.primAt('/Rest')?.typeName).toBe('Cube');
  });

  test('what a prim refers to below itself adds nothing to it', async () => {
    const stage = await stageOfPrims([def('', 'A', { ...to('', '/A/B'), children: [def('Cube', 'B')] })]);
    expect(stage.primAt('/A')?.typeName).toBe('');
    expect(namesAt(stage, '/A')).toEqual(['B']);
  });

  test('what refers to a prim that is itself referred to above adds nothing of itself', async () => {
    const stage = await stageOfPrims([
      def('', 'A', {
        children: [def('', 'B', { children: [def('', 'C', to('', '/Of/B')), def('Cube', 'D')] })],
      }),
      def('', 'Of', to('', '/A')),
    ]);
    expect(stage.primAt('/A/B/C')?.children).toEqual([]);
    expect(stage.notes).toContainEqual({ code: 'cycle', place: '/A/B/C', detail: '@root.usda@</A/B>' });
  });

  test('what a circle was met in the middle of is there for others', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'X', to('', '/A/Z')),
        def('', 'A', {
          ...to('f.usda', '/P/Q'),
          children: [def('', 'B', { children: [def('', 'C'), def('Cube', 'D')] }), def('', 'Z')],
        }),
        def('', 'Y', to('', '/A/B/D')),
      ]),
      layerOf([def('', 'P', { ...to('root.usda', '/A/B/C'), children: [def('', 'Q')] })], {}, 'f.usda'),
    ]);
    expect(stage.primAt('/Y')?.typeName).toBe('Cube');
  });

  test('through other files', async () => {
    const stage = await stageOf([
      layerOf([def('', 'A', to('b.usda', '/B'))]),
      layerOf([def('Cube', 'B', to('root.usda', '/A'))], {}, 'b.usda'),
    ]);
    expect(stage.primAt('/A')?.typeName).toBe('Cube');
    expect(stage.notes).toEqual([{ code: 'cycle', place: '/B', detail: '@root.usda@</A>' }]);
  });
});

describe('more than a machine can hold ends in an error', () => {
  const error = (code: AssetErrorCode) => ({ name: 'AssetError', code });

  test('forty layers that refer to the next twice', async () => {
    const layers = names(40).map((index) =>
      layerOf(
        [
          def('', 'A', {
            fields: {
              references: prepend(reference(`${index + 1}.usda`, '/A'), reference(`${index + 1}.usda`, '/B')),
            },
          }),
          def('', 'B', to(`${index + 1}.usda`, '/A')),
        ],
        {},
        `${index}.usda`,
      ),
    );
    await expect(stageOf(layers)).rejects.toThrow('more than 2000 opinions of /A');
  });

  test('forty prims with two children each that refer to the next', async () => {
    const prims = names(40).map((index) =>
      def('', `A${index}`, {
        children: [def('', 'B', to('', `/A${index + 1}`)), def('', 'C', to('', `/A${index + 1}`))],
      }),
    );
    const limits = { ...defaultLimits, maxOpinions: 20_000 };
    await expect(stageOf([layerOf(prims)], limits)).rejects.toMatchObject(error('too-many'));
  });

  test('prims, and variants of prims', async () => {
    const variants = Object.fromEntries(names(10).map((set) => [`s${set}`, { x: { children: [] } }]));
    const chosen = selection(Object.fromEntries(names(10).map((set) => [`s${set}`, 'x'])));
    const prims = names(30).map((index) =>
      def('', `A${index}`, { fields: { variantSelection: chosen }, variants }),
    );
    const stage = (limits: Partial<AssetLimits>) =>
      stageOf([layerOf(prims)], { ...defaultLimits, ...limits });
    await expect(stage({ maxPrims: 29 })).rejects.toThrow('more than 29 prims');
    await expect(stage({ maxOpinions: 300 })).rejects.toThrow('more than 300 opinions');
    expect((await stage({ maxPrims: 30, maxOpinions: 400 })).root.children).toHaveLength(30);
  });

  test('a chain of a hundred references', async () => {
    const prims = names(100).map((index) => def('', `A${index}`, to('', `/A${index + 1}`)));
    await expect(stageOfPrims(prims)).rejects.toMatchObject(error('too-deep'));
  });

  test('a chain of references to prims that are referred to above', async () => {
    const layers = names(100).map((index) =>
      layerOf([def('', 'A', to(`${index + 1}.usda`, '/A/A'))], {}, `${index}.usda`),
    );
    await expect(stageOf(layers)).rejects.toMatchObject(error('too-deep'));
  });

  test('a path of a hundred thousand names', async () => {
    await expect(stageOfPrims([def('', 'A', to('', '/A'.repeat(100_000)))])).rejects.toMatchObject(
      error('too-deep'),
    );
  });

  test('a hundred prims one below the other', async () => {
    const prim = names(100).reduce((inner) => def('', 'A', { children: [inner] }), over('A'));
    await expect(stageOfPrims([prim])).rejects.toMatchObject(error('too-deep'));
  });

  test('variants inside variants', async () => {
    const parts = names(100).reduce<object>((inner) => ({ variants: { v: { x: inner } } }), {});
    const prim = def('', 'A', { ...parts, fields: { variantSelection: selection({ v: 'x' }) } });
    prim.fields.set('variantSetNames', prepend('v'));
    await expect(stageOfPrims([prim])).rejects.toMatchObject(error('too-deep'));
  });
});

describe('a layer that cannot be read', () => {
  const compose = (failure: Error) =>
    composeStage(
      layerOf([def('', 'A', to('b.usda', '/B')), def('Cube', 'C')]),
      () => Promise.reject(failure),
      new AssetBudget(),
    );

  test('is named where it is damaged or of another kind, and the rest is shown', async () => {
    const damaged = await compose(new AssetError('damaged', 'no footer'));
    expect(damaged.primAt('/C')?.typeName).toBe('Cube');
    expect(damaged.notes).toEqual([{ code: 'damaged', place: '/A', detail: 'b.usda: no footer' }]);
    const other = await compose(new AssetError('not-understood', 'Alembic'));
    expect(other.notes).toEqual([{ code: 'not-read', place: '/A', detail: 'b.usda: Alembic' }]);
  });

  test('ends it all where it is more than the budget allows, or the failure is of another kind', async () => {
    await expect(compose(new AssetError('too-large', 'b.usda'))).rejects.toMatchObject({ code: 'too-large' });
    await expect(compose(new TypeError('wrong'))).rejects.toThrow('wrong');
  });
});
