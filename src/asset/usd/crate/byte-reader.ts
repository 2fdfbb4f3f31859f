import { AssetError } from '../../limits.ts';

/** Reads little-endian numbers one after another, and nothing outside the file. All methods throw an {@link AssetError} at its end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #file: string;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.#file = file;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  get left(): number {
    return this.bytes.length - this.#position;
  }

  seek(position: number): void {
    if (!(position >= 0 && position <= this.bytes.length)) throw this.damaged(`no byte ${position}`);
    this.#position = position;
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.#skip(length);
    return this.bytes.subarray(start, start + length);
  }

  uint8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  /** As a number: what is above 2^53 is rounded. */
  int64(): number {
    const low = this.uint32();
    return this.int32() * 0x1_0000_0000 + low;
  }

  /** As a number: what is above 2^53 is rounded. */
  uint64(): number {
    const low = this.uint32();
    return this.uint32() * 0x1_0000_0000 + low;
  }

  float32(): number {
    return this.#view.getFloat32(this.#skip(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  /** Goes on where the 64-bit offset here leads to: values that others contain are written between it and that. */
  jump(): void {
    const start = this.#position;
    const offset = this.int64();
    // Backwards, bytes would be read again and again.
    if (offset < 8) throw this.damaged(`a jump by ${offset}`);
    this.seek(start + offset);
  }

  /** A 64-bit count of what takes at least `size` bytes each from here on: one that the file is too small for is damage. */
  countOf(size: number): number {
    const count = this.uint64();
    this.checkFits(count, size);
    return count;
  }

  checkFits(count: number, size: number): void {
    if (count * size > this.left) throw this.damaged(`${count} of ${size} bytes are not there`);
  }

  /** What is thrown where the file cannot be as it is: with its name and the place. */
  damaged(what: string): AssetError {
    return new AssetError('damaged', `${this.#file}, byte ${this.#position}: ${what}`);
  }

  #skip(length: number): number {
    const start = this.#position;
    if (!(length >= 0 && length <= this.left)) throw this.damaged(`${length} more bytes are not there`);
    this.#position = start + length;
    return start;
  }
}
