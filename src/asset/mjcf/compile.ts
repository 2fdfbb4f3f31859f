import type { MainModule, MjModel, MjSpec } from '@mujoco/mujoco';
import { AssetError } from '../limits.ts';
import type { GatheredFiles } from './gather-files.ts';

/** A model in MuJoCo's memory, with the spec that it was compiled from. To be deleted. */
export interface CompiledModel {
  model: MjModel;
  spec: MjSpec;
  /** What the compiler warned of, in its words. */
  warnings: string[];
  delete(): void;
}

/**
 * Has MuJoCo compile a file. Cannot be interrupted.
 *
 * @param change is called with the spec before it is compiled
 * @throws {AssetError} `refused`, in MuJoCo's words, which name the element and its line; `too-large` where its memory ends
 */
export function compile(
  mujoco: MainModule,
  gathered: GatheredFiles,
  change: (spec: MjSpec) => void = () => undefined,
): CompiledModel {
  let spec: MjSpec | null = null;
  const remove = writeFiles(mujoco, gathered);
  try {
    const parsed = refusable(mujoco, () => mujoco.parseXMLString(gathered.xml));
    spec = parsed;
    const model = refusable(mujoco, () => {
      change(parsed);
      return mujoco.mj_compile(parsed);
    });
    const warned = mujoco.mjs_numWarnings(parsed);
    const warnings = Array.from({ length: warned }, (_none, at) => mujoco.mjs_getWarning(parsed, at));
    const held = [model, parsed];
    return { model, spec: parsed, warnings, delete: () => held.splice(0).forEach((one) => one.delete()) };
  } catch (error) {
    spec?.delete();
    throw error;
  } finally {
    remove();
  }
}

let count = 0;
/** MuJoCo keeps what it made of a file by its name and the second of its last change: those of another asset have another. */
const seconds = new WeakMap<GatheredFiles, number>();

/**
 * Puts an asset's files into the memory that MuJoCo takes for its disk, and makes the file's folder the one that it reads from. Its own
 * `MjVFS` takes half a second for each megabyte, and finds files in folders where they are not.
 *
 * @returns takes them away again
 */
function writeFiles({ FS }: MainModule, gathered: GatheredFiles): () => void {
  const { file, files } = gathered;
  const second = seconds.get(gathered) ?? (count += 1);
  seconds.set(gathered, second);
  const root = `/asset-${second}/`;
  const written: string[] = [];
  const remove = (): void => {
    FS.chdir('/');
    for (const path of written.splice(0)) FS.unlink(path);
  };
  const makeFolderOf = (path: string): string => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    FS.mkdirTree(folder, 0o777);
    return folder;
  };
  try {
    for (const [path, bytes] of files) {
      makeFolderOf(root + path);
      FS.writeFile(root + path, bytes, {});
      written.push(root + path);
      FS.utime(root + path, 1000 * second, 1000 * second);
    }
    FS.chdir(makeFolderOf(root + file));
    return remove;
  } catch (error) {
    remove();
    throw new AssetError('too-large', `MuJoCo: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** MuJoCo throws an `Error` with its words; anything else means that it is broken, mostly as it has no more memory. */
function refusable<Result>(mujoco: MainModule, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const isRefusal = words.startsWith(prefix);
    refusals.set(mujoco, isRefusal ? (refusals.get(mujoco) ?? 0) + 1 : Infinity);
    if (isRefusal) throw new AssetError('refused', ownWords(words));
    throw new AssetError('too-large', `MuJoCo: ${words}`);
  }
}

/** How often each has refused. */
const refusals = new WeakMap<MainModule, number>();
/** What it throws never gives back its part of the stack: after some forty times it writes into its other memory. */
const maxRefusals = 16;

/** Whether MuJoCo is broken, or soon will be, so that another one is to be started for the next file. */
export const isWorn = (mujoco: MainModule): boolean => (refusals.get(mujoco) ?? 0) >= maxRefusals;

const prefix = 'MuJoCo Error: ';

/** Without what the bindings put before MuJoCo's own words. */
const ownWords = (words: string): string =>
  words
    .slice(prefix.length)
    .replace(/^Could not create Spec from XML string: /, '')
    .replace(/^(?:XML )?Error: /, '')
    .trim();
