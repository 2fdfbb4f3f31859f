import { expect, it } from 'vitest';
import { argumentProblem, fillArguments, strayOption } from './hook.ts';

it.each([
  ['linux', '{id}', '--help', '--help'],
  ['linux', '{id}', '@options.txt', '@options.txt'],
  ['linux', '{folder}', '/home/ada/mug', null],
  ['linux', '--id={id}', '--id=--help', null],
  ['linux', 'job:{id}', 'job:-x', null],
  ['win32', '{id}', '/c', '/c'],
  ['win32', '{folder}', 'C:\\results\\mug', null],
  ['win32', '/out={folder}', '/out=C:\\mug', null],
  ['linux', '{usd}', '', null],
])(
  'on %s an argument %j that becomes %j has %j as an option nobody wrote',
  (platform, template, filled, stray) => {
    expect(strayOption([template], [filled], platform)).toBe(stray);
  },
);

it('takes no argument with a character that no program can be given', () => {
  expect(argumentProblem('a\0b')).toContain('no program can be given');
});

it('fills in nothing that stands in a value', () => {
  const values = { folder: '/home/ada/{id}', usd: '', mjcf: '', id: 'abc123', name: '{folder}' };
  expect(fillArguments(['{folder}', '{name}:{id}'], values)).toEqual(['/home/ada/{id}', '{folder}:abc123']);
});
