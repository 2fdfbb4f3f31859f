import { expect, it } from 'vitest';
import { look } from './look.ts';
import { ViewerChoices } from './viewer-choices.svelte.ts';

it('moves the camera', () => {
  const moves: unknown[] = [];
  const choices = new ViewerChoices();
  const { surfaces } = choices;
  for (const action of ['fit', 'front', 'right', 'top'] as const)
    look(action, { move: (message) => moves.push(message) }, choices);
  expect(moves).toEqual([
    { kind: 'fit' },
    { kind: 'view', view: 'front' },
    { kind: 'view', view: 'right' },
    { kind: 'view', view: 'top' },
  ]);
  expect(choices.surfaces).toBe(surfaces);
});

it('shows and hides what is seen of surfaces, and moves nothing', () => {
  const moves: unknown[] = [];
  const choices = new ViewerChoices();
  for (const action of ['wireframe', 'normals', 'grid'] as const)
    look(action, { move: (message) => moves.push(message) }, choices);
  expect(choices.surfaces).toMatchObject({ wireframe: true, normals: true, grid: false });
  expect(moves).toEqual([]);
});
