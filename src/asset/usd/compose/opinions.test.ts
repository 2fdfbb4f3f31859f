import {
  append,
  asset,
  attribute,
  def,
  dictionary,
  exactly,
  floats,
  layerOf,
  over,
  prepend,
  reference,
  relationship,
  remove,
  stageOf,
  stageOfPrims,
  tuple,
} from '../testing/layers.ts';
import { describe, expect, test } from 'vitest';
import { namesAt } from './testing/sizes.ts';
import type { AttributeParts, PrimParts } from '../testing/layers.ts';
import type { Layer, Value } from '../layer.ts';
import { applyOrder } from './list-op.ts';

const weaker = { subLayers: ['weak.usda'] };
const pair = (strong: PrimParts, weak: PrimParts): Layer[] => [
  layerOf([over('A', strong)], weaker),
  layerOf([def('Cube', 'A', weak)], {}, 'weak.usda'),
];

describe('fields of prims', () => {
  test('the strongest counts, and dictionaries merge', async () => {
    const stage = await stageOf(
      pair(
        {
          fields: {
            kind: 'component',
            customData: dictionary({ a: 1, inner: dictionary({ x: 1 }) }),
          },
        },
        {
          fields: {
            kind: 'group',
            comment: 'weak',
            customData: dictionary({ a: 2, b: 2, inner: dictionary({ x: 2, y: 2 }) }),
          },
        },
      ),
    );
    const prim = stage.primAt('/A');
    expect(prim?.field('kind')).toBe('component');
    expect(prim?.field('comment')).toBe('weak');
    expect(prim?.field('none')).toBeUndefined();
    expect(prim?.field('customData')).toEqual(dictionary({ a: 1, inner: dictionary({ x: 1, y: 2 }), b: 2 }));
  });

  test('applied schemas are one list of all opinions', async () => {
    const stage = await stageOf(
      pair(
        { fields: { apiSchemas: { ...prepend('PhysicsMassAPI'), deleted: ['GoneAPI'] } } },
        { fields: { apiSchemas: append('PhysicsRigidBodyAPI', 'GoneAPI', 'PhysicsMassAPI') } },
      ),
    );
    expect(stage.primAt('/A')?.apiSchemas).toEqual(['PhysicsMassAPI', 'PhysicsRigidBodyAPI']);
    const replaced = await stageOf(
      pair({ fields: { apiSchemas: exactly('A') } }, { fields: { apiSchemas: prepend('B') } }),
    );
    expect(replaced.primAt('/A')?.apiSchemas).toEqual(['A']);
    const removed = await stageOf(
      pair({ fields: { apiSchemas: remove('B') } }, { fields: { apiSchemas: exactly('B', 'B', 'C') } }),
    );
    expect(removed.primAt('/A')?.apiSchemas).toEqual(['C']);
  });

  test('what is not active is not there, nor is anything below it; a stronger layer may activate it', async () => {
    const stage = await stageOf([
      layerOf([over('Back', { fields: { active: true } })], weaker),
      layerOf(
        [
          def('', 'Gone', { fields: { active: false }, children: [def('', 'Inner')] }),
          def('', 'Back', { fields: { active: false } }),
        ],
        {},
        'weak.usda',
      ),
    ]);
    expect(namesAt(stage, '/')).toEqual(['Back']);
    expect(stage.primAt('/Gone/Inner')).toBeNull();
  });

  test('an over alone defines nothing', async () => {
    const stage = await stageOfPrims([over('A', { children: [over('B')] })]);
    expect(stage.primAt('/A')).toMatchObject({ specifier: 'over', typeName: '' });
  });
});

describe('order', () => {
  test('weaker children come first, as layers reorder them', async () => {
    const stage = await stageOf([
      layerOf([over('A', { children: [def('', 'S')] }), def('', 'Z')], { ...weaker, primOrder: ['Z', 'A'] }),
      layerOf(
        [def('', 'A', { fields: { primOrder: ['W2', 'W1'] }, children: [def('', 'W1'), def('', 'W2')] })],
        {},
        'weak.usda',
      ),
    ]);
    expect(namesAt(stage, '/A')).toEqual(['W2', 'W1', 'S']);
    expect(namesAt(stage, '/')).toEqual(['Z', 'A']);
  });

  test('properties likewise', async () => {
    const stage = await stageOf(
      pair(
        { properties: { new: attribute('int', 1), b: attribute('int', 2) } },
        {
          fields: { propertyOrder: ['b', 'a'] },
          properties: { a: attribute('int', 3), b: attribute('int', 4), r: relationship([]) },
        },
      ),
    );
    expect(stage.primAt('/A')?.propertyNames).toEqual(['b', 'r', 'a', 'new']);
  });

  test('what is not in the order stays behind the one that it followed', () => {
    expect(applyOrder(['x', 'a', 'y', 'b', 'z'], ['b', 'none', 'a'])).toEqual(['x', 'b', 'z', 'a', 'y']);
    expect(applyOrder(['x', 'y'], [])).toEqual(['x', 'y']);
  });
});

describe('values of attributes', () => {
  const valueOf = async (
    strong: [Value | null | undefined, AttributeParts?],
    weak: [Value | null | undefined, AttributeParts?],
    startTimeCode?: number,
  ): Promise<Value | undefined> => {
    const layers = pair(
      { properties: { a: attribute('double', ...strong) } },
      { properties: { a: attribute('double', ...weak) } },
    );
    if (startTimeCode !== undefined) layers[0]?.fields.set('startTimeCode', startTimeCode);
    const stage = await stageOf(layers);
    return stage.primAt('/A')?.attribute('a')?.value();
  };
  const samples: AttributeParts = {
    samples: [
      [10, 1],
      [20, 2],
    ],
  };

  test('the strongest opinion with a value counts, be it a default or a sample', async () => {
    expect(await valueOf([5], [6])).toBe(5);
    expect(await valueOf([undefined], [6])).toBe(6);
    expect(await valueOf([undefined, samples], [6])).toBe(1);
    expect(await valueOf([5], [undefined, samples])).toBe(5);
    expect(await valueOf([5, samples], [6])).toBe(5);
    expect(await valueOf([undefined], [undefined])).toBeUndefined();
    expect(await valueOf([false], [true])).toBe(false);
    expect(await valueOf([0], [1])).toBe(0);
  });

  test('a blocked one hides all that is weaker', async () => {
    expect(await valueOf([null], [6])).toBeUndefined();
    expect(await valueOf([undefined, { samples: [[0, null]] }], [6])).toBeUndefined();
  });

  test('samples are taken at the start: held before the first and after the last, in proportion between', async () => {
    const at = (start?: number) => valueOf([undefined, samples], [undefined], start);
    expect(await at()).toBe(1);
    expect(await at(0)).toBe(1);
    expect(await at(10)).toBe(1);
    expect(await at(12.5)).toBe(1.25);
    expect(await at(20)).toBe(2);
    expect(await at(99)).toBe(2);
  });

  test('arrays of equal length lie between their samples, others and words are held', async () => {
    const sampled = (typeName: string, from: Value, to: Value) =>
      attribute(typeName, undefined, {
        samples: [
          [0, from],
          [10, to],
        ],
      });
    const stage = await stageOf([
      layerOf(
        [
          def('', 'A', {
            properties: {
              points: sampled('point3f[]', floats(0, 0, 0), floats(1, 2, 3)),
              grown: sampled('point3f[]', floats(0, 0, 0), floats(1, 2, 3, 4, 5, 6)),
              word: sampled('token', 'from', 'to'),
              count: sampled('int', 0, 10),
              turn: sampled('quatf', tuple(0, 0, 0, 1), tuple(0, 0, 1, 0)),
            },
          }),
        ],
        { startTimeCode: 5 },
      ),
    ]);
    const value = (name: string) => stage.primAt('/A')?.attribute(name)?.value();
    expect(value('points')).toEqual(floats(0.5, 1, 1.5));
    expect(value('grown')).toEqual(floats(0, 0, 0));
    expect(value('word')).toBe('from');
    expect(value('count')).toBe(0);
    expect(value('turn')).toEqual(tuple(0, 0, 0, 1));
  });

  test('are told by kind', async () => {
    const stage = await stageOfPrims([
      def('', 'A', {
        properties: {
          number: attribute('double', 2),
          bool: attribute('bool', false),
          text: attribute('token', 'word'),
          numbers: attribute('float3', tuple(1, 2, 3)),
          asset: attribute('asset', asset('a.png')),
        },
      }),
    ]);
    const kinds = ['number', 'bool', 'text', 'numbers', 'asset'].map((name) => {
      const a = stage.primAt('/A')?.attribute(name);
      return [a?.number(), a?.bool(), a?.text(), a?.numbers(), a?.asset()].filter(
        (value) => value !== undefined,
      );
    });
    expect(kinds).toEqual([[2], [false], ['word'], [tuple(1, 2, 3)], [asset('a.png')]]);
  });

  test('an attribute knows its type, its fields, and the file of the opinion that its value is of', async () => {
    const stage = await stageOf(
      pair(
        { properties: { a: attribute('', undefined, { fields: { interpolation: 'vertex' } }) } },
        { properties: { a: attribute('asset', asset('a.png'), { fields: { doc: 'weak' } }) } },
      ),
    );
    const a = stage.primAt('/A')?.attribute('a');
    expect(a).toMatchObject({ typeName: 'asset', file: 'weak.usda' });
    expect(a?.field('interpolation')).toBe('vertex');
    expect(a?.field('doc')).toBe('weak');
  });

  test('a property is what its strongest opinion says it is', async () => {
    const stage = await stageOf(
      pair(
        { properties: { p: relationship(['/B'], { bindMaterialAs: 'strongerThanDescendants' }) } },
        { properties: { p: attribute('int', 1), q: attribute('int', 1) } },
      ),
    );
    const prim = stage.primAt('/A');
    expect(prim?.attribute('p')).toBeNull();
    expect(prim?.targets('p')).toEqual(['/B']);
    expect(prim?.relationshipField('p', 'bindMaterialAs')).toBe('strongerThanDescendants');
    expect(prim?.targets('q')).toEqual([]);
    expect(prim?.attribute('none')).toBeNull();
  });
});

describe('the stage', () => {
  test('has units and axis of its root layer alone, and USD’s own where it has none', async () => {
    const bare = await stageOf([
      layerOf([], weaker),
      layerOf([], { metersPerUnit: 1, upAxis: 'Z', kilogramsPerUnit: 5, defaultPrim: 'A' }, 'weak.usda'),
    ]);
    expect(bare).toMatchObject({
      metersPerUnit: { value: 0.01, isAuthored: false },
      kilogramsPerUnit: { value: 1, isAuthored: false },
      upAxis: { value: 'Y', isAuthored: false },
      defaultPrim: null,
      startTimeCode: null,
    });
    const said = await stageOf([
      layerOf([def('', 'A', { children: [def('', 'B')] })], {
        metersPerUnit: 1,
        upAxis: 'Z',
        kilogramsPerUnit: 0.001,
        defaultPrim: '/A/B',
        startTimeCode: 24,
      }),
    ]);
    expect(said).toMatchObject({
      metersPerUnit: { value: 1, isAuthored: true },
      kilogramsPerUnit: { value: 0.001, isAuthored: true },
      upAxis: { value: 'Z', isAuthored: true },
      defaultPrim: { path: '/A/B', isMissing: false },
      startTimeCode: 24,
    });
  });

  test('says when its default prim is not there, and when a unit is none', async () => {
    const stage = await stageOfPrims([], { defaultPrim: 'Gone', metersPerUnit: -1 });
    expect(stage.defaultPrim).toEqual({ path: '/Gone', isMissing: true });
    expect(stage.metersPerUnit).toEqual({ value: 0.01, isAuthored: false });
    expect(stage.notes).toEqual([{ code: 'not-read', place: 'root.usda', detail: 'metersPerUnit = -1' }]);
  });

  test('passes on what its layers could not read, and names relocates', async () => {
    const weak = layerOf([def('', 'R', { fields: { relocates: dictionary({}) } })], {}, 'weak.usda');
    weak.notes.push({ place: '/A.x', detail: 'value type 58' });
    const stage = await stageOf([layerOf([], { ...weaker, layerRelocates: dictionary({}) }), weak]);
    expect(stage.notes).toEqual([
      { code: 'not-read', place: '@root.usda@</>', detail: 'relocates' },
      { code: 'not-read', place: '@weak.usda@</A.x>', detail: 'value type 58' },
    ]);
    const prim = await stageOf([layerOf([def('', 'R', { fields: { relocates: dictionary({}) } })])]);
    expect(prim.notes).toEqual([{ code: 'not-read', place: '/R', detail: 'relocates' }]);
  });

  test('finds prims by path, and none where there is none', async () => {
    const stage = await stageOfPrims([def('', 'A', { children: [def('', 'B')] })]);
    expect(stage.primAt('/')?.path).toBe('/');
    expect(stage.primAt('/A/B')).toMatchObject({ path: '/A/B', name: 'B' });
    expect(stage.primAt('/A/B')?.parent).toBe(stage.primAt('/A'));
    for (const path of ['', 'A', '/B', '/A/B/C', '/A.x']) expect(stage.primAt(path)).toBeNull();
  });

  test('a reference may lead to what is only an over', async () => {
    const stage = await stageOfPrims([
      over('B', { children: [def('Cube', 'C')] }),
      def('', 'A', { fields: { references: prepend(reference('', '/B')) } }),
    ]);
    expect(stage.primAt('/A/C')?.typeName).toBe('Cube');
    expect(stage.notes).toEqual([]);
  });
});
