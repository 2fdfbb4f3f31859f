import { describe, expect, it } from 'vitest';
import { AssetError } from '../limits.ts';
import { glb } from '../testing/gltf-files.ts';
import { readContainer } from './container.ts';

const json = '{"asset":{"version":"2.0"}}';
const binary = Uint8Array.of(1, 2, 3, 4);

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

function withTail(bytes: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(bytes.length + length);
  longer.set(bytes);
  return longer;
}

describe('a glTF file is taken apart', () => {
  it('into JSON and the bytes behind it', () => {
    const container = readContainer(glb(json, binary));
    expect(container.json).toEqual({ asset: { version: '2.0' } });
    expect(container.binary).toEqual(binary);
  });

  it('where it is JSON alone', () => {
    const container = readContainer(new TextEncoder().encode(json));
    expect(container).toEqual({ json: { asset: { version: '2.0' } }, binary: null });
  });

  it('where it lies inside of other bytes', () => {
    const whole = glb(json, binary);
    const around = new Uint8Array(whole.length + 8).fill(7);
    around.set(whole, 4);
    expect(readContainer(around.subarray(4, 4 + whole.length)).binary).toEqual(binary);
  });

  it.each([
    ['a length beyond the file', changed(glb(json, binary), 8, 2 ** 31)],
    ['a length within the file', changed(glb(json, binary), 8, 20)],
    ['a chunk of 2^31 bytes', changed(glb(json, binary), 12, 2 ** 31)],
    ['a chunk of 2^32 - 1 bytes', changed(glb(json, binary), 12, 2 ** 32 - 1)],
    ['a chunk header cut off', changed(withTail(glb(json, binary), 3), 8, glb(json, binary).length + 3)],
    ['bytes behind the JSON that are fewer than they say', changed(glb(json, binary), 48, 5)],
    ['another chunk before the JSON', changed(glb(json, binary), 16, 5)],
    ['no JSON', changed(glb(json, null), 8, 12).subarray(0, 12)],
    ['no more than a header cut off', glb(json, null).subarray(0, 7)],
    ['a byte order mark', glb(`\uFEFF${json}`, null)],
    ['half a JSON', glb('{"asset":', null)],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['nothing', new Uint8Array()],
  ])('and is damaged with %s', (_what, bytes) => {
    expect(() => readContainer(bytes)).toThrow(
      expect.objectContaining({ name: AssetError.name, code: 'damaged' }),
    );
  });

  it('and is not understood in another version', () => {
    expect(() => readContainer(changed(glb(json, null), 4, 1))).toThrow(
      expect.objectContaining({ code: 'not-understood', message: 'GLB: version 1' }),
    );
  });
});
