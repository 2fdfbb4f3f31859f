import { expect, it } from 'vitest';
import { Coarseness } from './coarseness.ts';

const size = { width: 1000, height: 600, ratio: 3 };

it('gets coarser while pictures take long, and finer again, but never without end', () => {
  const coarseness = new Coarseness(true);
  const moving = (): number => coarseness.ratio('moving', size);
  expect(moving()).toBe(1);
  coarseness.adapt(100);
  expect(moving()).toBeCloseTo(0.8);
  coarseness.adapt(30);
  expect(moving()).toBeCloseTo(0.8);
  for (let picture = 0; picture < 9; picture += 1) coarseness.adapt(100);
  expect(moving()).toBe(0.45);
  for (let picture = 0; picture < 20; picture += 1) coarseness.adapt(5);
  expect(moving()).toBe(1);
});

it('has a processor draw the first picture coarsely, and finely what stays', () => {
  const coarseness = new Coarseness(true);
  coarseness.adapt(1000);
  expect([coarseness.ratio('first', size), coarseness.ratio('still', size)]).toEqual([0.6, 1.5]);
});

it('has a processor draw no more pixels than there is time for, and no fewer than the page has', () => {
  const coarseness = new Coarseness(true);
  expect(coarseness.ratio('still', { ...size, width: 2000, height: 1000 })).toBeCloseTo(Math.sqrt(1.25));
  expect(coarseness.ratio('still', { ...size, width: 3840, height: 2160 })).toBe(1);
});

it('is for processors alone', () => {
  const card = new Coarseness(false);
  card.adapt(1000);
  expect((['first', 'moving', 'still'] as const).map((kind) => card.ratio(kind, size))).toEqual([2, 2, 2]);
  expect(card.ratio('still', { ...size, ratio: 1.25 })).toBe(1.25);
});
