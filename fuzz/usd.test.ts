import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../src/asset/limits.ts';
import { expectSound } from '../src/asset/testing/expect-sound.ts';
import { MemoryFiles } from '../src/asset/testing/memory-files.ts';
import { writeCrate } from '../src/asset/usd/crate/testing/write-crate.ts';
import { openLayer } from '../src/asset/usd/open-layer.ts';
import { plainLayer } from '../src/asset/usd/testing/plain-layer.ts';
import { readUsd } from '../src/asset/usd/read-usd.ts';
import { printText } from '../src/asset/usd/testing/print-text.ts';
import { sampleLayer } from '../src/asset/usd/text/testing/sample-layer.ts';
import { makeZip } from '../src/asset/zip/testing/make-zip.ts';
import { mutated, text } from './arbitraries.ts';
import { nullIfRefused } from './expectations.ts';
import { costly } from './runs.ts';
import { usdLayer } from './usd-layers.ts';
import { usdStage } from './usd-stages.ts';

const open = (bytes: Uint8Array): ReturnType<typeof openLayer> =>
  openLayer('a.usd', new MemoryFiles({ 'a.usd': bytes }), new AssetBudget());

async function readPlain(bytes: Uint8Array): Promise<object | null> {
  const read = await open(bytes);
  return read && plainLayer(read);
}

describe('a layer', () => {
  it('says the same as text and as crate', async () => {
    await fc.assert(
      fc.asyncProperty(usdLayer, fc.constantFrom(8, 11), async (described, version) => {
        const fromText = await readPlain(new TextEncoder().encode(printText(described)));
        const fromCrate = await readPlain(writeCrate(described, { version }));
        // A comparison that explains itself takes long, and only one that fails needs it.
        if (!isDeepStrictEqual(fromText, fromCrate)) expect(fromText).toEqual(fromCrate);
      }),
      costly(4),
    );
  });
});

/** Nothing but a layer, or an error that says what is wrong. */
async function expectOutcome(bytes: Uint8Array): Promise<void> {
  try {
    const read = await open(bytes);
    expect(read && plainLayer(read)).not.toBeNull();
  } catch (error) {
    nullIfRefused(error);
  }
}

describe('a file', () => {
  const sample = Buffer.from(sampleLayer);

  it('of text that was damaged is a layer or an error', async () => {
    await fc.assert(fc.asyncProperty(mutated(sample), expectOutcome));
  });

  it('of the words of the grammar in any order is a layer or an error', async () => {
    const token = fc.oneof(
      fc.constantFrom(...sampleLayer.split(/\s+|(?<=[([{])|(?=[)\]}=,;])/).filter((piece) => piece !== '')),
      fc.constantFrom('(', ')', '[', ']', '{', '}', '=', ',', ';', '.', ':', '<', '>', '@', '"', "'", '\n'),
      text,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 40 }), (tokens) =>
        expectOutcome(new TextEncoder().encode(`#usda 1.0\n${tokens.join(' ')}`)),
      ),
    );
  });

  it('that is a damaged package is a layer or an error', async () => {
    const archive = makeZip([
      { name: 'a.usda', bytes: sampleLayer, isDeflated: true },
      { name: 'b.usdz', bytes: makeZip([{ name: 'c.usda', bytes: sampleLayer }]) },
    ]);
    await fc.assert(fc.asyncProperty(mutated(Buffer.from(archive)), expectOutcome));
  });
});

describe('an asset', () => {
  it('is a scene that can be drawn and judged, whatever it says of shapes, materials and bodies', async () => {
    await fc.assert(
      fc.asyncProperty(usdStage, async (files) => {
        try {
          expectSound(await readUsd('a.usda', new MemoryFiles(files), new AssetBudget()));
        } catch (error) {
          nullIfRefused(error);
        }
      }),
      costly(4),
    );
  });
});
