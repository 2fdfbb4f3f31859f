import {
  attribute,
  classOf,
  def,
  layerOf,
  over,
  prepend,
  reference,
  relationship,
  selection,
  stageOf,
  stageOfPrims,
} from '../testing/layers.ts';
import { expect, test } from 'vitest';
import { namesAt } from './testing/sizes.ts';
import { defaultLimits } from '../../limits.ts';
import type { PrimParts } from '../testing/layers.ts';
import type { StagePrim } from '../stage.ts';

const chair = def('Xform', 'Chair', {
  children: [
    def('Mesh', 'Seat', { properties: { 'material:binding': relationship(['/Chair/Looks/Red']) } }),
    def('Scope', 'Looks', { children: [def('Material', 'Red')] }),
  ],
});
const toChair: PrimParts['fields'] = { references: prepend(reference('', '/Chair')), instanceable: true };

test('instances of the same share their prims, each under its own path', async () => {
  const stage = await stageOfPrims([
    chair,
    def('', 'One', { fields: toChair, properties: { size: attribute('double', 1) } }),
    def('', 'Two', { fields: toChair, properties: { size: attribute('double', 2) } }),
  ]);
  const [one, two] = ['/One', '/Two'].map((path) => stage.primAt(path));
  expect(one).toMatchObject({ isInstance: true, isInstanceProxy: false });
  expect([one, two].map((prim) => prim?.attribute('size')?.number())).toEqual([1, 2]);
  const seats = ['/One/Seat', '/Two/Seat'].map((path) => stage.primAt(path));
  expect(seats.map((seat) => seat?.path)).toEqual(['/One/Seat', '/Two/Seat']);
  expect(seats.map((seat) => seat?.isInstanceProxy)).toEqual([true, true]);
  expect(seats[0]?.source).toBe(seats[1]?.source);
  expect(one?.source).not.toBe(two?.source);
  expect(seats.map((seat) => seat?.targets('material:binding'))).toEqual([
    ['/One/Looks/Red'],
    ['/Two/Looks/Red'],
  ]);
});

test('what is written below an instance, or reaches it from above, is left out; the same prims not instanced have it', async () => {
  const own = {
    children: [over('Seat', { properties: { local: attribute('int', 1) } }), def('Cube', 'More')],
  };
  const stage = await stageOf([
    layerOf([
      chair,
      def('', 'Instance', { ...own, fields: toChair }),
      def('', 'Plain', { ...own, fields: { references: prepend(reference('', '/Chair')) } }),
      def('', 'Room', { fields: { references: prepend(reference('room.usda', '/Room')) } }),
    ]),
    layerOf(
      [chair, def('', 'Room', { children: [def('', 'Instance', { ...own, fields: toChair })] })],
      {},
      'room.usda',
    ),
  ]);
  for (const path of ['/Instance', '/Room/Instance']) {
    expect(namesAt(stage, path)).toEqual(['Seat', 'Looks']);
    expect(stage.primAt(`${path}/Seat`)?.attribute('local')).toBeNull();
  }
  expect(namesAt(stage, '/Plain')).toEqual(['Seat', 'Looks', 'More']);
  expect(stage.primAt('/Plain/Seat')?.attribute('local')?.number()).toBe(1);
});

test('other variants, references or offsets make other prototypes', async () => {
  const model = def('', 'Model', {
    variants: { look: { a: { children: [def('Cube', 'A')] }, b: { children: [def('Cube', 'B')] } } },
  });
  const to = (look: string, offset = 0): PrimParts => ({
    fields: {
      references: prepend(reference('', '/Model', offset)),
      variantSelection: selection({ look }),
      instanceable: true,
    },
  });
  const stage = await stageOfPrims([
    model,
    def('', 'A1', to('a')),
    def('', 'A2', to('a')),
    def('', 'B', to('b')),
    def('', 'Late', to('a', 5)),
  ]);
  const source = (path: string) => stage.primAt(path)?.children[0]?.source;
  expect(source('/A1')).toBe(source('/A2'));
  expect(source('/Late')).not.toBe(source('/A1'));
  expect(namesAt(stage, '/B')).toEqual(['B']);
});

test('without anything that it is an instance of a prim is none', async () => {
  const stage = await stageOfPrims([
    def('', 'A', { fields: { instanceable: true }, children: [def('Cube', 'B')] }),
    classOf('_c', { children: [def('Cube', 'In')] }),
    def('', 'C', { fields: { instanceable: true, inheritPaths: prepend('/_c') } }),
  ]);
  expect(stage.primAt('/A')).toMatchObject({ isInstance: false });
  expect(stage.primAt('/A/B')?.isInstanceProxy).toBe(false);
  expect(stage.primAt('/C')).toMatchObject({ isInstance: true });
  expect(stage.primAt('/C/In')?.isInstanceProxy).toBe(true);
});

test('instances inside instances lead to their own paths', async () => {
  const stage = await stageOfPrims([
    chair,
    def('', 'Room', {
      children: [def('', 'First', { fields: toChair }), def('', 'Second', { fields: toChair })],
    }),
    ...['RoomA', 'RoomB'].map((name) =>
      def('', name, { fields: { references: prepend(reference('', '/Room')), instanceable: true } }),
    ),
  ]);
  const seats = ['/RoomA/First/Seat', '/RoomB/Second/Seat'].map((path) => stage.primAt(path));
  expect(seats[0]?.source).toBe(seats[1]?.source);
  expect(seats.map((seat) => seat?.targets('material:binding')[0])).toEqual([
    '/RoomA/First/Looks/Red',
    '/RoomB/Second/Looks/Red',
  ]);
});

test('an instance of a prim below one that refers elsewhere has the prims from there', async () => {
  const stage = await stageOf([
    layerOf([
      def('', 'Kit', { fields: { references: prepend(reference('kit.usda', '/Kit')) } }),
      def('', 'A', { fields: { references: prepend(reference('', '/Kit/Wheel')), instanceable: true } }),
    ]),
    layerOf(
      [def('', 'Kit', { children: [def('', 'Wheel', { children: [def('Cylinder', 'Rim')] })] })],
      {},
      'kit.usda',
    ),
  ]);
  expect(stage.primAt('/A')?.isInstance).toBe(true);
  expect(stage.primAt('/A/Rim')?.typeName).toBe('Cylinder');
});

test('what a class of a prim above the referenced one adds in the layer of an instance is left out', async () => {
  const stage = await stageOf([
    layerOf([
      over('_group', {
        children: [over('In', { children: [over('Part', { properties: { mark: attribute('int', 1) } })] })],
      }),
      def('', 'A', { fields: { references: prepend(reference('b.usda', '/Group/In')), instanceable: true } }),
      def('', 'B', { fields: { references: prepend(reference('b.usda', '/Group/In')) } }),
    ]),
    layerOf(
      [
        classOf('_group'),
        def('', 'Group', {
          fields: { inheritPaths: prepend('/_group') },
          children: [def('', 'In', { children: [def('Cube', 'Part')] })],
        }),
      ],
      {},
      'b.usda',
    ),
  ]);
  expect(stage.primAt('/B/Part')?.attribute('mark')?.number()).toBe(1);
  expect(stage.primAt('/A/Part')?.typeName).toBe('Cube');
  // The class in the layer of the instance is written further out than the instance: it is local to it.
  expect(stage.primAt('/A/Part')?.attribute('mark')).toBeNull();
});

test('targets of an instance in an instance that lie beside it lead to those beside it', async () => {
  const room = layerOf(
    [
      def('', 'Room', {
        children: [
          def('', 'Table'),
          classOf('_seat', {
            children: [def('', 'Seat', { properties: { at: relationship(['/Room/Table']) } })],
          }),
          def('', 'Chair', { fields: { inheritPaths: prepend('/Room/_seat'), instanceable: true } }),
        ],
      }),
    ],
    {},
    'room.usda',
  );
  const stage = await stageOf([
    layerOf(
      ['A', 'B'].map((name) =>
        def('', name, {
          fields: { references: prepend(reference('room.usda', '/Room')), instanceable: true },
        }),
      ),
    ),
    room,
  ]);
  expect(['/A', '/B'].map((path) => stage.primAt(`${path}/Chair/Seat`)?.targets('at'))).toEqual([
    ['/A/Table'],
    ['/B/Table'],
  ]);
});

test('ten thousand instances of a hundred prims cost ten thousand prims until they are asked for', async () => {
  const parts = Array.from({ length: 100 }, (_, index) => def('Mesh', `P${index}`));
  const stage = await stageOf(
    [
      layerOf([
        def('', 'Big', { children: parts }),
        ...Array.from({ length: 10_000 }, (_, index) =>
          def('', `I${index}`, {
            fields: { references: prepend(reference('', '/Big')), instanceable: true },
          }),
        ),
      ]),
    ],
    { ...defaultLimits, maxPrims: 10_301, maxOpinions: 40_000 },
  );
  expect(stage.primAt('/I9999/P99')?.path).toBe('/I9999/P99');
  expect(() => stage.root.children.flatMap((prim: StagePrim) => prim.children)).toThrow(
    'more than 10301 prims',
  );
});
