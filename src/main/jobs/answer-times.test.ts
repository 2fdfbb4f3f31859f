import { expect, it } from 'vitest';
import { AnswerTimes } from './answer-times.ts';

function slowAfter(...answers: number[]): number {
  const times = new AnswerTimes();
  answers.forEach((ms) => times.note(ms));
  return times.slowMs;
}

it('a request is slow after five seconds where most answers are quick', () => {
  expect(slowAfter()).toBe(5_000);
  expect(slowAfter(50, 60, 18_000, 50, 19_000)).toBe(5_000);
});

it('a request is slow after twice the usual time where all answers take long', () => {
  expect(slowAfter(8_000, 7_000, 9_000)).toBe(16_000);
});

it('a service that has become quick again counts as quick after a few answers', () => {
  const slow = Array.from({ length: 50 }, () => 8_000);
  expect(slowAfter(...slow, 50, 50, 50, 50, 50)).toBe(5_000);
});
