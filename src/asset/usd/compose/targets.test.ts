import {
  append,
  attribute,
  classOf,
  def,
  exactly,
  layerOf,
  over,
  prepend,
  reference,
  relationship,
  remove,
  selection,
  stageOf,
  stageOfPrims,
} from '../testing/layers.ts';
import { describe, expect, test } from 'vitest';

describe('targets and connections', () => {
  test('of a referenced prim lead to where it is now; what lies outside of it is noted', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'World', {
          children: [def('', 'Toy', { fields: { references: prepend(reference('b.usda', '/B')) } })],
        }),
      ]),
      layerOf(
        [
          def('', 'Elsewhere'),
          def('', 'B', {
            children: [
              def('Mesh', 'Mesh', {
                properties: {
                  'material:binding': relationship(['/B/Looks/Red']),
                  relative: relationship(['../Looks', '.size']),
                  outside: relationship(['/Elsewhere', '/B']),
                  input: attribute('color3f', undefined, {
                    connections: exactly('/B/Looks/Red.outputs:rgb'),
                  }),
                },
              }),
            ],
          }),
        ],
        {},
        'b.usda',
      ),
    ]);
    const mesh = stage.primAt('/World/Toy/Mesh');
    expect(mesh?.targets('material:binding')).toEqual(['/World/Toy/Looks/Red']);
    expect(mesh?.targets('relative')).toEqual(['/World/Toy/Looks', '/World/Toy/Mesh.size']);
    expect(mesh?.attribute('input')?.connections).toEqual(['/World/Toy/Looks/Red.outputs:rgb']);
    expect(stage.notes).toEqual([]);
    expect(mesh?.targets('outside')).toEqual(['/World/Toy']);
    expect(stage.notes).toEqual([
      { code: 'missing-prim', place: '/World/Toy/Mesh.outside', detail: '/Elsewhere' },
    ]);
  });

  test('of a prim that is referred to within the layer stay as they are where they lead elsewhere', async () => {
    const stage = await stageOfPrims([
      def('', 'Looks', { children: [def('Material', 'Red')] }),
      def('', 'Kit', { properties: { to: relationship(['/Looks/Red', '/Kit/Part']) } }),
      def('', 'A', { fields: { references: prepend(reference('', '/Kit')), instanceable: true } }),
    ]);
    expect(stage.primAt('/A')?.targets('to')).toEqual(['/Looks/Red', '/A/Part']);
    expect(stage.notes).toEqual([]);
  });

  test('of a class lead into the prim that inherits it, or stay as they are', async () => {
    const stage = await stageOfPrims([
      classOf('_c', {
        properties: {
          in: relationship(['/_c/Part']),
          out: relationship(['/Looks/Red']),
          back: relationship(['/A/Part']),
        },
      }),
      def('', 'A', { fields: { inheritPaths: prepend('/_c') } }),
    ]);
    expect(stage.primAt('/A')?.targets('in')).toEqual(['/A/Part']);
    expect(stage.primAt('/A')?.targets('out')).toEqual(['/Looks/Red']);
    expect(stage.primAt('/A')?.targets('back')).toEqual([]);
    expect(stage.notes).toEqual([{ code: 'missing-prim', place: '/A.back', detail: '/A/Part' }]);
  });

  test('inside variants lead to the prim without the variant', async () => {
    const stage = await stageOfPrims([
      def('', 'A', {
        fields: { variantSelection: selection({ v: 'x' }) },
        variants: {
          v: { x: { properties: { to: relationship(['/A/B', '/A{v=x}C']), up: relationship(['B']) } } },
        },
      }),
    ]);
    expect(stage.primAt('/A')?.targets('to')).toEqual(['/A/B', '/A/C']);
    expect(stage.primAt('/A')?.targets('up')).toEqual(['/A/B']);
  });

  test('compose as lists', async () => {
    const stage = await stageOf([
      layerOf([over('A', { properties: { to: relationship({ ...append('/N'), deleted: ['/X'] }) } })], {
        subLayers: ['b.usda'],
      }),
      layerOf([def('', 'A', { properties: { to: relationship(['/X', '/Y']) } })], {}, 'b.usda'),
    ]);
    expect(stage.primAt('/A')?.targets('to')).toEqual(['/Y', '/N']);
    expect(stage.primAt('/A')?.targets('none')).toEqual([]);
    const moved = await stageOf([
      layerOf([over('A', { properties: { to: relationship(append('/X')) } })], { subLayers: ['b.usda'] }),
      layerOf([def('', 'A', { properties: { to: relationship(['/X', '/Y']) } })], {}, 'b.usda'),
    ]);
    expect(moved.primAt('/A')?.targets('to')).toEqual(['/Y', '/X']);
  });

  test('a stronger delete of a referenced target names it as it is in the stage', async () => {
    const stage = await stageOf([
      layerOf([
        def('', 'A', {
          fields: { references: prepend(reference('b.usda', '/B')) },
          properties: { to: relationship(remove('/A/X')) },
        }),
      ]),
      layerOf([def('', 'B', { properties: { to: relationship(['/B/X', '/B/Y']) } })], {}, 'b.usda'),
    ]);
    expect(stage.primAt('/A')?.targets('to')).toEqual(['/A/Y']);
  });
});
