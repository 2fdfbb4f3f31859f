import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../asset/limits.ts';
import { nodeDecoders } from '../../asset/testing/gltf-decoders.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { contentFiles } from './content-files.ts';
import { judgeFolder } from './judge-folder.ts';
import type { FromJudge } from './judge-protocol.ts';

const folder = useTemporaryFolder();

async function lay(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder(), path)), { recursive: true });
    await writeFile(join(folder(), path), text);
  }
}

async function said(path = folder(), judges = {}): Promise<FromJudge[]> {
  const messages: FromJudge[] = [];
  await judgeFolder(path, { decoders: nodeDecoders(), ...judges }, (message) => messages.push(message));
  return messages;
}

const bare = '#usda 1.0\n(\n    defaultPrim = "chair"\n)\n\ndef Xform "chair"\n{\n}\n';

describe('a folder', () => {
  it('with an asset is judged', async () => {
    await lay({ 'usd/chair/chair.usd': bare });
    const [opened, judged] = await said();
    expect(opened).toEqual({ kind: 'opened' });
    expect(judged).toMatchObject({
      kind: 'judged',
      verdict: {
        level: 'error',
        findings: expect.arrayContaining([expect.objectContaining({ rule: 'no-body' })]),
      },
    });
  });

  it.each([
    ['is not there', {}, 'gone'],
    ['holds no asset', { 'read me.txt': 'chair', 'notes.xml': '<note/>' }, ''],
    ['holds one only where nobody looks', { '.trash/chair.usd': bare }, ''],
  ])('that %s says nothing', async (_, files, path) => {
    await lay(files);
    expect(await said(join(folder(), path))).toEqual([{ kind: 'nothing' }]);
  });

  it('is not left through a link', async () => {
    await lay({ 'elsewhere/chair.usd': bare, 'result/read me.txt': '' });
    await symlink(join(folder(), 'elsewhere/chair.usd'), join(folder(), 'result/chair.usd'));
    expect(await said(join(folder(), 'result'))).toEqual([{ kind: 'nothing' }]);
  });

  it('says how judging failed in ways that nobody foresaw', async () => {
    await lay({ 'mjcf/chair/chair.xml': '<mujoco/>' });
    const mujoco = () => Promise.reject(new Error('no WebAssembly'));
    expect(await said(folder(), { mujoco })).toEqual([
      { kind: 'opened' },
      { kind: 'failed', detail: 'no WebAssembly' },
    ]);
  });
});

describe('the files of a folder, for readers', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const content = (pieces: Uint8Array[], size = 3) => {
    const state = { closed: 0 };
    const files = contentFiles(
      {
        files: [{ path: 'a.bin', bytes: 3 }],
        isCut: false,
        open: async (path) =>
          path !== 'a.bin'
            ? null
            : {
                bytes: size,
                next: async () => pieces.shift() ?? null,
                close: async () => void state.closed++,
              },
        close: async () => {},
      },
      8,
    );
    return { files, state };
  };

  it('are read whole, piece by piece, and closed', async () => {
    const { files, state } = content([bytes.subarray(0, 2), bytes.subarray(2)]);
    expect(files.paths).toEqual(['a.bin']);
    expect([files.sizeOf('a.bin'), files.sizeOf('b.bin')]).toEqual([3, null]);
    expect(await files.read('a.bin')).toEqual(bytes);
    expect(await files.read('b.bin')).toBeNull();
    expect(state.closed).toBe(1);
  });

  it('are refused where one has grown too large since it was listed', async () => {
    const { files, state } = content([], 9);
    await expect(files.read('a.bin')).rejects.toEqual(new AssetError('too-large', 'a.bin'));
    expect(state.closed).toBe(1);
  });

  it('are damaged where more comes than was said', async () => {
    const { files } = content([bytes, bytes]);
    await expect(files.read('a.bin')).rejects.toMatchObject({ code: 'damaged' });
  });
});
