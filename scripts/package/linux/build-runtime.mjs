import { chmodSync, openSync, closeSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainError } from '../../lib/plain-error.mjs';
import { run } from '../../lib/run.mjs';

const source = fileURLToPath(new URL('appimage-runtime.c', import.meta.url));

/** What squashfuse unpacks by, each of which an image may be packed by. */
const libraries = ['squashfuse', 'zstd', 'z', 'lzma', 'lz4', 'lzo2'];

/** Where an ELF file says that it is an AppImage of type 2. Source: the AppImage specification. */
const magic = { offset: 8, bytes: Buffer.from('AI\u0002', 'latin1') };

/**
 * Makes the runtime that an AppImage begins with, of `appimage-runtime.c` and the system's libraries, as one program that needs no other.
 *
 * @param {string} file
 */
export async function buildRuntime(file) {
  const links = libraries.map((name) => `-l${name}`);
  const args = [
    '-std=gnu11',
    '-O2',
    '-Wall',
    '-Werror',
    '-static',
    '-s',
    '-o',
    file,
    source,
    ...links,
    '-lpthread',
  ];
  const { code, stderr } = await run('cc', args, { capture: true });
  if (code !== 0) throw plainError(`The AppImage’s runtime could not be built:\n${stderr}`);
  const program = openSync(file, 'r+');
  writeSync(program, magic.bytes, 0, magic.bytes.length, magic.offset);
  closeSync(program);
  chmodSync(file, 0o755);
}
