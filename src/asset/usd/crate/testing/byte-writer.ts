/** Bytes that grow as little-endian numbers are written. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #position = 0;

  get position(): number {
    return this.#position;
  }

  /** What was written so far, as a copy. */
  result(): Uint8Array {
    return this.#bytes.slice(0, this.#position);
  }

  align(size: number): void {
    while (this.#position % size !== 0) this.uint8(0);
  }

  write(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
  }

  text(text: string): void {
    this.write(new TextEncoder().encode(text));
  }

  uint8(value: number): void {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
  }

  uint16(value: number): void {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, true);
  }

  int32(value: number): void {
    const at = this.#grow(4);
    this.#view.setInt32(at, value, true);
  }

  uint32(value: number): void {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, true);
  }

  int64(value: number | bigint): void {
    const at = this.#grow(8);
    this.#view.setBigInt64(at, BigInt(value), true);
  }

  uint64(value: number | bigint): void {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, BigInt(value), true);
  }

  float32(value: number): void {
    const at = this.#grow(4);
    this.#view.setFloat32(at, value, true);
  }

  float64(value: number): void {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value, true);
  }

  /** Writes another 64-bit number where one was written before. */
  patchInt64(at: number, value: number): void {
    this.#view.setBigInt64(at, BigInt(value), true);
  }

  #grow(length: number): number {
    const at = this.#position;
    this.#position += length;
    if (this.#position > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#position, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
