import { expect, it } from 'vitest';
import type { PhysicsScene } from '../../../asset/physics.ts';
import { indexOfPath, shapesBelow } from './find-path.ts';

const at = (...paths: string[]) => paths.map((path) => ({ path }));
const physics = {
  bodies: at('/chair', '/lamp'),
  colliders: at('/chair/seat', '/lamp'),
  joints: at('/hinge'),
  materials: at('/wood'),
} as unknown as PhysicsScene;

it.each([
  ['/chair', { kind: 'body', index: 0 }],
  ['/chair/seat', { kind: 'collider', index: 0 }],
  ['/lamp', { kind: 'collider', index: 1 }],
  ['/hinge', { kind: 'joint', index: 0 }],
  ['/wood', { kind: 'material', index: 0 }],
  ['/chair/leg', null],
])('knows what %s is', (path, found) => {
  expect(indexOfPath({ physics }, path)).toEqual(found);
});

it('finds nothing where there is no physics', () => {
  expect(indexOfPath({ physics: null }, '/chair')).toBeNull();
});

it('has the shapes of a path and those below it, and none that begin alike', () => {
  expect(shapesBelow(at('/chair', '/chair/seat', '/chairs', '/lamp'), '/chair')).toEqual([0, 1]);
});
