import { describe, expect, it } from 'vitest';
import { AssetError } from '../../limits.ts';
import { Scanner } from './scanner.ts';

const scan = (text: string): Scanner => new Scanner(new TextEncoder().encode(text), 'a.usda');

function problem(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AssetError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a number', () => {
  it.each([
    '0',
    '-0',
    '1',
    '-17',
    '3.25',
    '1.',
    '.5',
    '-.5',
    '1e5',
    '1E-5',
    '2.5e+3',
    '0.1',
    '1e22',
    '1e23',
    '123456789012345678',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '5e-324',
    '2.2250738585072011e-308',
    '1e400',
    '1e-400',
    '1e99999999999999999999',
    '0.0000000000000000000000000000001',
    '000000000000000000000000000012.5',
    '9007199254740993',
    '179769313486231570000000000000000000000000000000000000000',
  ])('is what JavaScript makes of %s', (text) => {
    const scanner = scan(`${text}, 1`);
    expect(scanner.number()).toBe(Number(text));
    expect(scanner.take(',')).toBe(true);
  });

  it.each([
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['nan', NaN],
    ['-nan', NaN],
  ])('may be %s', (text, value) => {
    expect(scan(text).number()).toBe(value);
  });

  it.each(['', '-', '.', '-.', 'info', 'x', '+1', '"1"'])('is not what %j is', (text) => {
    expect(problem(() => scan(text).number())).toContain('damaged a.usda:1:1: expected a number, found ');
  });

  it('has digits in its exponent', () => {
    expect(problem(() => scan('1e').number())).toContain('1:3: expected the digits of an exponent');
  });
});

describe('a string', () => {
  it.each([
    [`"a 'b' c"`, `a 'b' c`],
    [`'a "b" c'`, `a "b" c`],
    [`""`, ''],
    [`''`, ''],
    [`"""a\n"b" ""c"""`, `a\n"b" ""c`],
    [`'''a\r\n'b'''`, `a\r\n'b`],
    [`""""""`, ''],
    [String.raw`"a\"b\\c\'d\n\t\q"`, `a"b\\c'd\n\tq`],
    [String.raw`"\x41\x4g\101\60\7!"`, 'A\u0004gA0\u0007!'],
    [String.raw`"""a\"""b"""`, 'a"""b'],
    ['"ü 漢 🎲"', 'ü 漢 🎲'],
    ['"\uFEFFa"', '\uFEFFa'],
    [String.raw`"\xc3\xbc ü\n"`, 'ü ü\n'],
    [`"# no comment // either"`, '# no comment // either'],
  ])('%s is read', (written, text) => {
    const scanner = scan(`${written} 7`);
    expect(scanner.string()).toBe(text);
    expect(scanner.number()).toBe(7);
  });

  it.each([
    ['"a\nb"', '1:3: expected the end of a string before the end of the line, found "\\n"'],
    ['"a', '1:3: expected the end of the string that begins at a.usda:1:1, found the end of the file'],
    ['\n "a\\"', '2:6: expected the end of the string that begins at a.usda:2:2, found the end of the file'],
    ['"""a""', '1:7: expected the end of the string'],
    ['a', '1:1: expected a string in quotes, found "a"'],
  ])('%j is damaged', (written, words) => {
    expect(problem(() => scan(written).string())).toContain(words);
  });

  it('of more than 64 MB is too large', () => {
    const bytes = new Uint8Array(2 ** 26 + 3).fill(97);
    bytes[0] = 34;
    bytes[bytes.length - 1] = 34;
    expect(problem(() => new Scanner(bytes, 'a.usda').string())).toBe('too-large a.usda:1:2: a text');
    bytes[bytes.length - 2] = 34;
    expect(new Scanner(bytes, 'a.usda').string()).toHaveLength(2 ** 26);
  });

  it('has its column in characters, not bytes', () => {
    const scanner = scan('"ü漢" x');
    scanner.string();
    expect(problem(() => scanner.number())).toContain('a.usda:1:6: expected a number, found "x"');
  });
});

describe('an asset', () => {
  it.each([
    ['@./a b.usd@', './a b.usd'],
    ['@@', ''],
    ['@a#b//c@', 'a#b//c'],
    ['@@@a@b@@c@@@', 'a@b@@c'],
    ['@@@a@@@@@', 'a@@'],
    ['@@@a@@@@', 'a@'],
    [String.raw`@@@a\@@@b@@@`, 'a@@@b'],
    ['@a.usdz[b/c.usda]@', 'a.usdz[b/c.usda]'],
  ])('%s is read', (written, path) => {
    const scanner = scan(`${written} 7`);
    expect(scanner.asset()).toBe(path);
    expect(scanner.number()).toBe(7);
  });

  it.each(['@a', '@a\n@', '@@@a@@', '@@@a\n@@@', '@@@a\\@@@'])('%j is damaged', (written) => {
    expect(problem(() => scan(written).asset())).toContain(
      'expected the end of the asset that begins at a.usda:1:1',
    );
  });
});

describe('a path', () => {
  it.each(['/a/b.c:d', '', '../a', '/a{b=c}d'])('<%s> is read', (path) => {
    expect(scan(`<${path}>`).path()).toBe(path);
  });

  it.each(['<a', '<a b>', '<a\n>'])('%j is damaged', (written) => {
    expect(problem(() => scan(written).path())).toContain("1:3: expected '>'");
  });
});

describe('between tokens', () => {
  it('there may be space and comments of all three kinds', () => {
    const scanner = scan('1 # two "\n 3// 4\r\n5/* 6\n * 7 **/8\t#');
    expect([scanner.number(), scanner.number(), scanner.number(), scanner.number()]).toEqual([1, 3, 5, 8]);
    expect(scanner.isAtEnd).toBe(true);
  });

  it.each([
    ['/* a *', 'expected the end of the comment that begins at a.usda:1:1, found the end of the file'],
    ['/*/', 'expected the end of the comment'],
    ['/ a', '1:1: expected a comment'],
  ])('%j is damaged', (written, words) => {
    expect(problem(() => scan(written).peek())).toContain(words);
  });

  it('a byte of zero is not the end', () => {
    expect(scan('\0').isAtEnd).toBe(false);
  });
});

describe('a name', () => {
  it.each(['points', '_a1', 'xformOp:translate:a1', 'größe', '尺寸:x', 'a:1'])('%s is read', (name) => {
    const scanner = scan(`${name} = 7`);
    expect(scanner.peekName()).toBe(name);
    expect(scanner.takeName()).toBe(name);
    expect(scanner.take('=')).toBe(true);
  });

  it('ends before a colon that no name follows', () => {
    const scanner = scan('a:b: c');
    expect(scanner.takeName()).toBe('a:b');
    expect(scanner.take(':')).toBe(true);
  });

  it('does not begin with a digit', () => {
    expect(scan('1a').takeName()).toBe('');
  });
});

describe('brackets that are skipped', () => {
  it('end where they are closed, whatever strings, assets, paths and comments in them hold', () => {
    const scanner = scan(`{ a ( [ "]" ] ) </b}> @}@ # }\n '''}''' { } } 7`);
    scanner.skipBrackets();
    expect(scanner.number()).toBe(7);
  });

  it.each([
    ['{ ( }', '1:5: expected \')\', found "}"'],
    ['{ (', "1:4: expected ')', found the end of the file"],
    ['a', '1:1: expected \'{\', found "a"'],
  ])('%.9j are damaged', (written, words) => {
    expect(problem(() => scan(written).skipBrackets())).toContain(words);
  });
});
