import { describe, expect, it } from 'vitest';
import { powerShellWord, primName, pythonString, shellWord, snippetsFor } from './snippets.ts';

const files = (changes: object) => ({ folder: '/r', usd: null, mjcf: null, ...changes });
const codes = (changes: object): string =>
  snippetsFor(files(changes))
    .map(({ code }) => code)
    .join('\n');

describe('a Python string', () => {
  it('keeps what stands in it', () => {
    expect(pythonString('/home/Ann Lee/стул 🪑.usd')).toBe('"/home/Ann Lee/стул 🪑.usd"');
    expect(pythonString('C:\\new\\table.usd')).toBe('"C:\\\\new\\\\table.usd"');
    expect(pythonString('a "b" \'c\'')).toBe('"a \\"b\\" \'c\'"');
  });

  it('breaks no line and turns no text around', () => {
    expect(pythonString('a\nb\u202ec\u0007')).toBe('"a\\u000ab\\u202ec\\u0007"');
  });
});

describe('a word for a shell', () => {
  it('means nothing but itself', () => {
    expect(shellWord('/a b/$(rm -rf ~)/`x`')).toBe("'/a b/$(rm -rf ~)/`x`'");
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(powerShellWord("C:\\it's $env:X")).toBe("'C:\\it''s $env:X'");
    expect(powerShellWord('it’s')).toBe("'it’’s'");
  });
});

it.each([
  ['/r/usd/chair/chair.usd', 'chair'],
  ['C:\\r\\my chair (2).usd', 'my_chair_2'],
  ['/r/2 chairs.usd', '_2_chairs'],
  ['/r/椅子.usd', 'Result'],
])('the prim of %s is called %s', (path, name) => {
  expect(primName(path)).toBe(name);
});

describe('what opens a result', () => {
  it('is for programs that can read it', () => {
    const programs = (changes: object) => snippetsFor(files(changes)).map(({ program }) => program);
    expect(programs({ usd: '/r/a.usd' })).toEqual(['Isaac Sim', 'Blender']);
    expect(programs({ mjcf: '/r/a.xml' })).toEqual(['MuJoCo', 'MuJoCo']);
    expect(programs({})).toEqual([]);
  });

  it('names the file as each of them reads it', () => {
    expect(codes({ usd: '/r/a "b".usd' })).toContain('AddReference("/r/a \\"b\\".usd")');
    expect(codes({ usd: '/r/a.usd' })).toContain('bpy.ops.wm.usd_import(filepath="/r/a.usd")');
    expect(codes({ mjcf: "/r/it's.xml" })).toContain("python -m mujoco.viewer '--mjcf=/r/it'\\''s.xml'");
    expect(codes({ mjcf: "C:\\it's.xml" })).toContain("python -m mujoco.viewer '--mjcf=C:\\it''s.xml'");
    expect(codes({ mjcf: 'C:\\n.xml' })).toContain('from_xml_path("C:\\\\n.xml")');
  });
});
