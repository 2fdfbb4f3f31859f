import { expect, it } from 'vitest';
import { commandQuestion } from './command-question.ts';

it('names the program and each argument on a line of its own', () => {
  const { message, detail } = commandQuestion({
    program: '/usr/bin/python3',
    arguments: ['-c', 'a\nb', '{folder}'],
  });
  expect(message).toBe('Run this program for each result?');
  expect(detail).toContain('/usr/bin/python3\n\nIt gets these arguments:\n• -c\n• a\\nb\n• {folder}\n');
  expect(commandQuestion({ program: '/bin/true', arguments: [] }).detail).toContain('It gets no arguments.');
});

it('names what stands at the end of a long argument, behind what looks like all of it', () => {
  const argument = `print(1)   ${'# harmless '.repeat(11)}\n__import__("os").system("evil")`;
  const { detail } = commandQuestion({ program: '/usr/bin/python3', arguments: ['-c', argument] });
  expect(detail).toContain('\\n__import__("os").system("evil")');
});

it('says for how long it may run', () => {
  const { detail } = commandQuestion({ program: '/bin/true', arguments: [] });
  expect(detail).toMatch(/\n\nIt is ended after 10 minutes for each result, and when the app quits\.$/);
});
