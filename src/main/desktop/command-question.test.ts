import { expect, it } from 'vitest';
import { commandQuestion } from './command-question.ts';

it('names the program and each argument on a line of its own', () => {
  expect(commandQuestion({ program: '/usr/bin/python3', arguments: ['-c', 'a\nb', '{folder}'] })).toEqual({
    message: 'Run this program for each result?',
    detail: '/usr/bin/python3\n\nIt gets these arguments:\n• -c\n• a b\n• {folder}',
  });
  expect(commandQuestion({ program: '/bin/true', arguments: [] }).detail).toContain('It gets no arguments.');
});

it('says how much it leaves out', () => {
  const many = Array.from({ length: 25 }, () => 'x'.repeat(4_096));
  const lines = commandQuestion({ program: '/bin/true', arguments: many }).detail.split('\n');
  expect(lines.at(-1)).toBe('and 5 more');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
});
