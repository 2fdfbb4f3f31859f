import { expect, it } from 'vitest';
import { commandQuestion } from './command-question.ts';

it('names the program and each argument on a line of its own', () => {
  expect(commandQuestion({ program: '/usr/bin/python3', arguments: ['-c', 'a\nb', '{folder}'] })).toEqual({
    message: 'Run this program for each result?',
    detail: '/usr/bin/python3\n\nIt gets these arguments:\n• -c\n• a\\nb\n• {folder}',
  });
  expect(commandQuestion({ program: '/bin/true', arguments: [] }).detail).toContain('It gets no arguments.');
});

it('names what stands at the end of a long argument, behind what looks like all of it', () => {
  const argument = `print(1)   ${'# harmless '.repeat(11)}\n__import__("os").system("evil")`;
  const { detail } = commandQuestion({ program: '/usr/bin/python3', arguments: ['-c', argument] });
  expect(detail).toContain('\\n__import__("os").system("evil")');
});
