import type { ResultFiles } from '../../shared/downloads.ts';
import { trimCharacters } from '../../shared/lib/text.ts';
import { detailsWords } from '../words/details.ts';

/** A few lines that open a result in another program. */
export interface Snippet {
  program: string;
  /** Distinguishes two snippets for one program. */
  where: string;
  /** What it does, in a sentence. */
  does: string;
  code: string;
}

/** Control characters, and marks that reverse the direction of text. */
const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** A Python string literal. Letters of all scripts stay as they are: Python reads UTF-8. */
export const pythonString = (text: string): string =>
  `"${text
    .replace(/["\\]/g, '\\$&')
    .replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;

/** A word for sh, bash and zsh, quoted so that nothing in it is special. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A word for PowerShell, which takes typographic quotes for quotes as well. */
export const powerShellWord = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

const isWindowsPath = (path: string): boolean => /^([a-z]:[\\/]|\\\\)/i.test(path);

/** A name of a prim: ASCII letters, digits and underscores, not beginning with a digit. */
export function primName(path: string): string {
  const stem =
    path
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? '';
  const plain = trimCharacters(stem.replace(/[^A-Za-z0-9_]+/g, '_'), /_/);
  if (plain === '') return namelessPrim;
  return /^[0-9]/.test(plain) ? `_${plain}` : plain;
}

/** What opens a result, for the programs that can read it. */
export const snippetsFor = ({ usd, mjcf }: ResultFiles): Snippet[] => [
  ...(usd === null ? [] : usdSnippets(usd)),
  ...(mjcf === null ? [] : mjcfSnippets(mjcf)),
];

const words = detailsWords.openIn;

const usdSnippets = (usd: string): Snippet[] => [
  { ...words.isaacSim, code: isaacSimCode(usd) },
  { ...words.blender, code: blenderCode(usd) },
];

function mjcfSnippets(mjcf: string): Snippet[] {
  const { program, viewer, terminal, powerShell, script, python } = words.mujoco;
  const isWindows = isWindowsPath(mjcf);
  const argument = (isWindows ? powerShellWord : shellWord)(`--mjcf=${mjcf}`);
  return [
    {
      program,
      where: isWindows ? powerShell : terminal,
      does: viewer,
      code: `python -m mujoco.viewer ${argument}`,
    },
    { program, where: python, does: script, code: mujocoCode(mjcf) },
  ];
}

/* eslint-disable words/no-raw-words -- Python, and a name in a file: they are in no language that people speak. */

const namelessPrim = 'Result';

/** Source: `omni.usd` and `pxr.Usd` are in every Isaac Sim. */
const isaacSimCode = (usd: string): string =>
  [
    'import omni.usd',
    '',
    'stage = omni.usd.get_context().get_stage()',
    `prim = stage.DefinePrim("/World/${primName(usd)}", "Xform")`,
    `prim.GetReferences().AddReference(${pythonString(usd)})`,
  ].join('\n');

/** Source: `bpy.ops.wm.usd_import` is Blender's own importer. */
const blenderCode = (usd: string): string =>
  `import bpy\n\nbpy.ops.wm.usd_import(filepath=${pythonString(usd)})`;

/** Source: MuJoCo's documentation of its Python bindings. */
const mujocoCode = (mjcf: string): string =>
  `import mujoco\n\nmodel = mujoco.MjModel.from_xml_path(${pythonString(mjcf)})\ndata = mujoco.MjData(model)`;
