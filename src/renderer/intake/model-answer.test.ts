import { expect, it } from 'vitest';
import { isModelOrPicture } from './file-kinds.ts';
import { modelAnswer } from './model-answer.ts';

it.each([
  [
    ['chair.glb'],
    true,
    'Convert chair.glb in the Rigyd web app or with a script, and it shows up here automatically.',
  ],
  [
    ['chair.glb', 'a.png', 'b.png'],
    true,
    'Convert chair.glb and 2 more in the Rigyd web app or with a script, and they show up here automatically.',
  ],
  [
    ['chair.glb'],
    false,
    'Convert chair.glb in the Rigyd web app or with a script, then add the job ID here.',
  ],
])('models are answered with the way on: %j, %s', (names, appears, words) => {
  expect(modelAnswer(names, appears)).toBe(`Rigyd Desk watches conversions. ${words}`);
});

it.each([
  ['chair.glb', true],
  ['Chair.FBX', true],
  ['front.v2.jpeg', true],
  ['jobs.txt', false],
  ['glb', false],
  ['glb.csv', false],
])('a file is a model or a picture by the end of its name: %s, %s', (name, expected) => {
  expect(isModelOrPicture(name)).toBe(expected);
});
