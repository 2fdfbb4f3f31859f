import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { createRead } from './read-in-thread.ts';
import { fileSource } from '../../shared/source.ts';

const folder = useTemporaryFolder();
const much = [{ text: 'x'.repeat(200_000), source: fileSource('jobs.txt') }];

async function readerOf(code: string) {
  const path = join(folder(), 'worker.mjs');
  await writeFile(path, `import { parentPort, workerData } from 'node:worker_threads';\n${code}`);
  return createRead(path);
}

describe('what was given', () => {
  const { signal } = new AbortController();

  it('is read at once where it is little', async () => {
    const read = await createRead('/no/such/worker.js')(
      [{ text: 'abc123', source: fileSource('jobs.txt') }],
      signal,
    );
    expect(read.found?.groups).toEqual([{ source: fileSource('jobs.txt'), ids: ['abc123'] }]);
  });

  it('is read in a thread of its own where it is much', async () => {
    const read = await readerOf('parentPort.postMessage(workerData[0].text.length)');
    expect(await read(much, signal)).toBe(200_000);
  });

  it('is decoded there as well, and not copied, where it is a large file', async () => {
    const read = await readerOf('parentPort.postMessage([workerData[0].content.length, workerData[0].text])');
    const [content, part] = [new Uint8Array(200_000), new Uint8Array(300_000).subarray(200_000)];
    expect(await read([{ content, name: 'jobs.csv' }], signal)).toEqual([200_000, undefined]);
    expect(content).toHaveLength(0);
    const both = [part, new Uint8Array(1)].map((each) => ({ content: each, name: 'jobs.csv' }));
    expect(await read(both, signal)).toEqual([100_000, undefined]);
    expect(part).toHaveLength(100_000);
  });

  it('says of which files the encoding had to be guessed', async () => {
    const given = [
      { content: Buffer.from('abc123\nGröße'), name: 'new.csv' },
      { content: Buffer.from('abc456\nGröße', 'latin1'), name: 'old.csv' },
    ];
    const read = await createRead('/no/such/worker.js')(given, signal);
    expect(read.guessed).toEqual(['old.csv']);
    expect(read.found?.groups.map(({ ids }) => ids)).toEqual([['abc123'], ['abc456']]);
  });

  it.each([
    ['throws', 'throw new Error("boom")', 'boom'],
    ['ends', 'process.exit(3)', 'Reading ended early, with code 3.'],
  ])('is said not to be readable where the thread %s', async (_, code, message) => {
    const read = await readerOf(code);
    await expect(read(much, signal)).rejects.toThrow(message);
  });

  it('is read no further once the app ends', async () => {
    const ending = new AbortController();
    const reading = (await readerOf('setInterval(() => {}, 1_000)'))(much, ending.signal);
    setImmediate(() => ending.abort());
    await expect(reading).rejects.toThrow('Reading ended early');
    await expect((await readerOf(''))(much, ending.signal)).rejects.toThrow('aborted');
  });
});
