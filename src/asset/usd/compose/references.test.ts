import {
  append,
  asset,
  attribute,
  def,
  exactly,
  layerOf,
  over,
  prepend,
  reference,
  stageOf,
  stageOfPrims,
} from '../testing/layers.ts';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { composeStage } from './compose-stage.ts';
import { describe, expect, test } from 'vitest';
import { namesAt, size, sizeAt } from './testing/sizes.ts';

describe('sublayers', () => {
  test('are weaker than the layer that names them, and the first stronger than the next', async () => {
    const stage = await stageOf([
      layerOf([over('A', size(1))], { subLayers: ['./b.usda', './c.usda'] }),
      layerOf([over('A', size(2)), over('B', size(2))], {}, 'b.usda'),
      layerOf(
        [def('Cube', 'A', size(3)), def('Cube', 'B', size(3)), def('Cube', 'C', size(3))],
        {},
        'c.usda',
      ),
    ]);
    expect(['/A', '/B', '/C'].map((path) => sizeAt(stage, path))).toEqual([1, 2, 3]);
    expect(stage.primAt('/A')).toMatchObject({ specifier: 'def', typeName: 'Cube' });
    expect(stage.layers).toEqual(['root.usda', 'b.usda', 'c.usda']);
    expect(stage.notes).toEqual([]);
  });

  test('that name one another in a circle are read once, and it is said', async () => {
    const stage = await stageOf([
      layerOf([], { subLayers: ['b.usda'] }),
      layerOf([def('Cube', 'B')], { subLayers: ['root.usda'] }, 'b.usda'),
    ]);
    expect(namesAt(stage, '/')).toEqual(['B']);
    expect(stage.notes).toEqual([{ code: 'cycle', place: '@b.usda@</>', detail: 'sublayer root.usda' }]);
  });

  test('a layer that is its own sublayer is read once, and it is said', async () => {
    const stage = await stageOf([layerOf([def('Cube', 'A')], { subLayers: ['root.usda'] })]);
    expect(stage.notes).toEqual([{ code: 'cycle', place: '@root.usda@</>', detail: 'sublayer root.usda' }]);
  });

  test('that are named twice each, 30 deep, are read once each', async () => {
    const files = Array.from({ length: 30 }, (_, index) =>
      layerOf(
        [def('Cube', `C${index}`)],
        { subLayers: [`${index + 1}.usda`, `./${index + 1}.usda`] },
        `${index}.usda`,
      ),
    );
    const stage = await stageOf([...files, layerOf([], {}, '30.usda')]);
    expect(stage.root.children).toHaveLength(30);
    expect(stage.layers).toHaveLength(31);
  });

  test('deeper than the budget allows end in an error', async () => {
    const files = Array.from({ length: 100 }, (_, index) =>
      layerOf([], { subLayers: [`${index + 1}.usda`] }, `${index}.usda`),
    );
    await expect(stageOf(files)).rejects.toMatchObject({ code: 'too-deep' });
  });

  test('move the times of their samples', async () => {
    const samples: [number, number][] = [
      [0, 10],
      [10, 20],
    ];
    const stage = await stageOf([
      layerOf([], {
        subLayers: ['b.usda'],
        subLayerOffsets: Float64Array.of(100, 2),
        startTimeCode: 110,
      }),
      layerOf(
        [def('Cube', 'A', { properties: { size: attribute('double', undefined, { samples }) } })],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A')).toBe(15);
  });

  test('at no speed show their first sample', async () => {
    const samples: [number, number][] = [
      [0, 10],
      [10, 20],
    ];
    const stage = await stageOf([
      layerOf([], { subLayers: ['b.usda'], subLayerOffsets: Float64Array.of(0, 0), startTimeCode: 5 }),
      layerOf(
        [def('Cube', 'A', { properties: { size: attribute('double', undefined, { samples }) } })],
        {},
        'b.usda',
      ),
    ]);
    expect(sizeAt(stage, '/A')).toBe(10);
  });
});

describe('references and payloads', () => {
  test('bring the default prim of a layer, by name or by path, or the prim that is named', async () => {
    const b = (defaultPrim: string, file: string) =>
      layerOf(
        [
          def('Xform', 'One', { children: [def('Cube', 'Inner', size(1))] }),
          def('Xform', 'Two', { children: [def('Cube', 'Other', size(2))] }),
        ],
        { defaultPrim },
        file,
      );
    const stage = await stageOf([
      layerOf([
        def('', 'ByName', { fields: { references: prepend(reference('b.usda')) } }),
        def('', 'ByPath', { fields: { references: prepend(reference('c.usda')) } }),
        def('', 'Named', { fields: { payload: exactly(reference('b.usda', '/Two')) } }),
        def('', 'Below', { fields: { references: prepend(reference('b.usda', '/Two/Other')) } }),
      ]),
      b('One', 'b.usda'),
      b('/One/Inner', 'c.usda'),
    ]);
    expect(sizeAt(stage, '/ByName/Inner')).toBe(1);
    expect(stage.primAt('/ByName')?.typeName).toBe('Xform');
    expect(stage.primAt('/ByPath')?.typeName).toBe('Cube');
    expect(sizeAt(stage, '/Named/Other')).toBe(2);
    expect(sizeAt(stage, '/Below')).toBe(2);
    expect(stage.notes).toEqual([]);
  });

  test('within a layer lead to its other prims, with what those refer to and inherit above', async () => {
    const stage = await stageOf([
      layerOf([
        def('Xform', 'Kit', { fields: { references: prepend(reference('kit.usda', '/Kit')) } }),
        def('', 'Part', { fields: { references: prepend(reference('', '/Kit/Wheel')) } }),
      ]),
      layerOf([def('', 'Kit', { children: [def('Cylinder', 'Wheel', size(4))] })], {}, 'kit.usda'),
    ]);
    expect(stage.primAt('/Part')?.typeName).toBe('Cylinder');
    expect(sizeAt(stage, '/Part')).toBe(4);
  });

  test('are weaker than local opinions; a payload is weaker than a reference; the first is the strongest', async () => {
    const stage = await stageOf([
      layerOf([
        def('Xform', 'A', {
          fields: {
            references: prepend(reference('', '/R1'), reference('', '/R2')),
            payload: prepend(reference('', '/P')),
          },
          children: [over('Local', size(0))],
        }),
        over('R1', { children: [over('Local', size(1)), over('First', size(1))] }),
        over('R2', { children: [over('First', size(2)), over('Second', size(2))] }),
        over('P', { children: [over('Second', size(3)), over('Third', size(3))] }),
      ]),
    ]);
    expect(['Local', 'First', 'Second', 'Third'].map((name) => sizeAt(stage, `/A/${name}`))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  test('nest, and each is resolved from the layer that names it', async () => {
    const stage = await stageOf([
      layerOf([def('', 'A', { fields: { references: prepend(reference('./parts/b.usda', '/B')) } })]),
      layerOf(
        [
          def('', 'B', {
            children: [def('', 'C', { fields: { payload: prepend(reference('../c.usda', '/C')) } })],
          }),
        ],
        {},
        'parts/b.usda',
      ),
      layerOf([def('Cube', 'C', { properties: { file: attribute('asset', asset('x.png')) } })], {}, 'c.usda'),
    ]);
    expect(stage.primAt('/A/C')?.attribute('file')).toMatchObject({ file: 'c.usda' });
  });

  test('are found beside the layer, and without ./ also beside the root layer and from the top', async () => {
    const named = (file: string) => ({ fields: { references: prepend(reference(file, '/A')) } });
    const layers = [
      layerOf([def('', 'X', named('lib/x.usda'))], {}, 'usd/root.usda'),
      layerOf(
        [
          def('', 'A', {
            children: [
              def('', 'Beside', named('y.usda')),
              def('', 'Root', named('z.usda')),
              def('', 'Top', named('usd/w.usda')),
              def('', 'NotSearched', named('./z.usda')),
            ],
          }),
        ],
        {},
        'usd/lib/x.usda',
      ),
      layerOf([def('Cube', 'A')], {}, 'usd/lib/y.usda'),
      layerOf([def('Cone', 'A')], {}, 'usd/z.usda'),
      layerOf([def('Plane', 'A')], {}, 'usd/w.usda'),
    ];
    const stage = await stageOf(layers);
    expect(stage.primAt('/X')?.children.map(({ typeName }) => typeName)).toEqual([
      'Cube',
      'Cone',
      'Plane',
      '',
    ]);
    expect(stage.notes).toEqual([
      { code: 'missing-file', place: '/X/NotSearched', detail: 'usd/lib/z.usda' },
    ]);
  });

  test('are resolved inside a package', async () => {
    const stage = await stageOf([
      layerOf([def('', 'A', { fields: { references: prepend(reference('toy.usdz[sub/b.usda]', '/B')) } })]),
      layerOf(
        [def('', 'B', { fields: { references: prepend(reference('../c.usda', '/C')) } })],
        {},
        'toy.usdz[sub/b.usda]',
      ),
      layerOf([def('Cube', 'C')], {}, 'toy.usdz[c.usda]'),
    ]);
    expect(stage.primAt('/A')?.typeName).toBe('Cube');
  });

  test('to a package and to the layer in it open one layer', async () => {
    const inner = layerOf([def('Cube', 'B')], { defaultPrim: 'B' }, 'toy.usdz[b.usda]');
    const root = layerOf([
      def('', 'A', { fields: { references: prepend(reference('toy.usdz'), reference('toy.usdz[b.usda]')) } }),
    ]);
    const open = async (file: string) => (file.startsWith('toy.usdz') ? { ...inner } : null);
    const stage = await composeStage(root, open, new AssetBudget());
    expect(stage.primAt('/A')?.typeName).toBe('Cube');
    expect(stage.layers).toEqual(['root.usda', 'toy.usdz[b.usda]']);
  });

  test('compose as lists: stronger layers add before, after and take away', async () => {
    const names = (list: string[]) => list.map((name) => reference('parts.usda', `/${name}`));
    const stage = await stageOf([
      layerOf(
        [
          over('A', {
            fields: { references: { ...prepend(...names(['First'])), deleted: names(['Gone']) } },
          }),
          over('B', { fields: { references: exactly(...names(['First'])) } }),
        ],
        { subLayers: ['weak.usda'] },
      ),
      layerOf(
        ['A', 'B'].map((name) =>
          def('', name, { fields: { references: append(...names(['Gone', 'Last'])) } }),
        ),
        {},
        'weak.usda',
      ),
      layerOf(
        ['First', 'Gone', 'Last'].map((name) => def('', name, { children: [def('Cube', `In${name}`)] })),
        {},
        'parts.usda',
      ),
    ]);
    expect(namesAt(stage, '/A')).toEqual(['InLast', 'InFirst']);
    expect(namesAt(stage, '/B')).toEqual(['InFirst']);
  });

  test('to what is not there, is elsewhere or names no prim are told apart, and the rest is shown', async () => {
    const to = (file: string, path?: string) => ({ fields: { references: prepend(reference(file, path)) } });
    const stage = await stageOf([
      layerOf([
        def('', 'File', to('gone.usda')),
        def('', 'Prim', to('b.usda', '/Gone')),
        def('', 'Default', to('b.usda')),
        def('', 'Own', to('', '/Gone')),
        def('', 'Address', to('omniverse://host/b.usda')),
        def('', 'Absolute', to('/home/b.usda')),
        def('', 'Outside', to('../b.usda')),
        def('', 'All', to('c.usda', '/')),
        def('', 'Worded', to('`"${WHICH}.usda"`', '/A')),
        def('Cube', 'Cube'),
      ]),
      layerOf([def('', 'There')], {}, 'b.usda'),
      layerOf([def('', 'There')], {}, 'c.usda'),
    ]);
    expect(stage.notes).toEqual([
      { code: 'missing-file', place: '/File', detail: 'gone.usda' },
      { code: 'missing-prim', place: '/Prim', detail: '@b.usda@</Gone>' },
      { code: 'missing-prim', place: '/Default', detail: 'default prim of b.usda' },
      { code: 'missing-prim', place: '/Own', detail: '@root.usda@</Gone>' },
      { code: 'outside-file', place: '/Address', detail: 'omniverse://host/b.usda' },
      { code: 'outside-file', place: '/Absolute', detail: '/home/b.usda' },
      { code: 'outside-file', place: '/Outside', detail: '../b.usda' },
      { code: 'missing-prim', place: '/All', detail: 'default prim of c.usda' },
      { code: 'not-read', place: '/Worded', detail: 'expression `"${WHICH}.usda"`' },
    ]);
    expect(stage.root.children).toHaveLength(10);
  });

  test('to a missing file are noted once, however many prims have them', async () => {
    const stage = await stageOfPrims(
      Array.from({ length: 50 }, (_, index) =>
        def('', `A${index}`, { fields: { references: prepend(reference('gone.usda')) } }),
      ),
    );
    expect(stage.notes).toEqual([{ code: 'missing-file', place: '/A0', detail: 'gone.usda' }]);
  });

  test('that have nothing below cost nothing below', async () => {
    const parts = Array.from({ length: 50 }, (_, index) => def('Cube', `C${index}`));
    const empty = Array.from({ length: 20 }, (_, index) => def('', `E${index}`));
    const all = ['Full', ...empty.map(({ name }) => name)].map((name) => reference('b.usda', `/${name}`));
    const stage = await stageOf(
      [
        layerOf([def('', 'A', { fields: { references: prepend(...all) } })]),
        layerOf(
          [def('', 'Full', { children: [def('', 'In', { children: parts })] }), ...empty],
          {},
          'b.usda',
        ),
      ],
      { ...defaultLimits, maxOpinions: 300 },
    );
    expect(stage.primAt('/A/In')?.children).toHaveLength(50);
  });

  test('move times, together with the sublayers around them', async () => {
    const samples: [number, number][] = [
      [0, 0],
      [100, 100],
    ];
    const stage = await stageOf([
      layerOf([], { subLayers: ['b.usda'], subLayerOffsets: Float64Array.of(10, 1), startTimeCode: 60 }),
      layerOf(
        [def('', 'A', { fields: { references: prepend(reference('c.usda', '/C', 20, 2)) } })],
        {},
        'b.usda',
      ),
      layerOf(
        [def('Cube', 'C', { properties: { size: attribute('double', undefined, { samples }) } })],
        {},
        'c.usda',
      ),
    ]);
    // 60 = 10 + (20 + 2 × 15)
    expect(sizeAt(stage, '/A')).toBe(15);
  });
});
