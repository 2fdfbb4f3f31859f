import { expect, it, describe } from 'vitest';
import {
  argumentProblem,
  fillArguments,
  strayOption,
  argumentsOf,
  linesProblem,
  roomProblem,
  shownCommand,
} from './hook.ts';

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
  expect(argumentProblem('a\0b')).toContain('can’t be passed to a program');
});

it('fills in nothing that stands in a value', () => {
  const values = { folder: '/home/ada/{id}', usd: '', mjcf: '', id: 'abc123', name: '{folder}' };
  expect(fillArguments(['{folder}', '{name}:{id}'], values)).toEqual(['/home/ada/{id}', '{folder}:abc123']);
});

const program = '/usr/bin/python3';
const shown = (argument: string): string | undefined =>
  shownCommand({ program, arguments: [argument] }).at(-1);

describe('a command as it is shown', () => {
  it('is its program and each argument on a line of its own', () => {
    expect(shownCommand({ program, arguments: ['-c', 'a  b', '{folder}'] })).toEqual([
      program,
      '• -c',
      '• a  b',
      '• {folder}',
    ]);
  });

  it.each([
    ['a line end', 'print(1)\nevil()\r', 'print(1)\\nevil()\\r'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['a mark that turns the text around', 'a\u202Eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['a character without width', 'a\u200Bb\uFEFFc', 'a\\u{200b}b\\u{feff}c'],
    ['a letter that nothing is drawn for', 'a\u3164b', 'a\\u{3164}b'],
    ['a space of another kind', 'a\u2003b\u00A0c\u2028d', 'a\\u{2003}b\\u{a0}c\\u{2028}d'],
    ['half of a pair', 'a\uD800b', 'a\\u{d800}b'],
    ['what no script has', 'a\u{1FFFE}b', 'a\\u{1fffe}b'],
  ])('shows %s', (_, argument, expected) => {
    expect(shown(argument)).toBe(`• ${expected}`);
  });

  it('leaves letters of all scripts and what else is seen as it is', () => {
    for (const text of ['Stühle', '椅子', 'كرسي', 'C:\\new tools\\x.py', '🪑', '$(id) "it\'s"; ls'])
      expect(shown(text)).toBe(`• ${text}`);
  });

  it('leaves nothing out of the longest there is room for', () => {
    const argument = `${'x'.repeat(1_300)}evil`;
    expect(roomProblem({ program, arguments: [argument] })).toBeNull();
    expect(shown(argument)).toContain('evil');
  });
});

describe('room for a command', () => {
  it.each([
    ['many arguments', program, Array<string>(24).fill('-v')],
    ['a long argument', program, ['x'.repeat(1_500)]],
    ['many characters that are not seen', program, ['\n'.repeat(720)]],
    ['wide letters', program, ['椅'.repeat(720)]],
    ['a program far down', `/${'deep/'.repeat(300)}python3`, []],
  ])('is none for %s', (_, given, args) => {
    expect(roomProblem({ program: given, arguments: args })).toMatch(
      /too long to review before you confirm it/,
    );
  });

  it('is there for what people write', () => {
    const code = 'import sys; print(sys.argv)  # my own importer'.repeat(5);
    expect(roomProblem({ program, arguments: ['-c', code, '{folder}', '--usd={usd}'] })).toBeNull();
    expect(roomProblem({ program, arguments: Array<string>(23).fill('--flag') })).toBeNull();
  });
});

describe('arguments as they are written, one on each line', () => {
  it('takes each line as an argument, with its spaces, and leaves empty ones out', () => {
    expect(argumentsOf('--out\n\n a b \r\n{folder}\n')).toEqual(['--out', ' a b ', '{folder}']);
  });

  it('says what is wrong with any of them', () => {
    expect(linesProblem('{folder}\n{colour}\n{size}', program)).toMatch(/^There is no \{colour\}\./);
    expect(linesProblem('{folder}\n{usd}', program)).toBeNull();
  });

  it('takes no more than can be shown before it is confirmed', () => {
    expect(linesProblem('-v\n'.repeat(20), program)).toBeNull();
    for (const text of ['-v\n'.repeat(51), 'x'.repeat(2_000)])
      expect(linesProblem(text, program)).toMatch(
        /^This command is too long to review before you confirm it/,
      );
  });
});
