import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Texts of a page: what is unpacked to read one of them takes a fraction of a millisecond. */
const textsPerPage = 64;
/** Bytes after which a page takes no more texts, so that one of long texts is as quick to read. */
const maxPageBytes = 256 * 1024;
/** Pages that stay unpacked: whoever goes through texts in the order in which they came unpacks each page once. */
const pagesAtHand = 4;
/** The fastest level; what pages have in common, such as the names of fields, is small at any. */
const level = 1;
/** Bytes; the least that zlib takes. */
const minChunk = 64;
/** A page of which no more than this share is in use is given up: its texts move to the last page. */
const minUsedShare = 1 / 4;

/** Names a text in {@link PackedTexts}. */
export type PackedText = number;

interface Page {
  /** The texts one after the other, compressed; null while texts are still added. */
  packed: Uint8Array | null;
  /** The texts that were added since the page was begun; empty once it is packed. */
  texts: string[];
  /** Where each text ends, in bytes. */
  readonly ends: number[];
  /** Their names; null for one that was deleted. */
  readonly names: (PackedText | null)[];
  used: number;
}

const newPage = (): Page => ({ packed: null, texts: [], ends: [], names: [], used: 0 });

/**
 * Many well-formed texts that are seldom read, in a tenth of the memory that they take as objects: compressed together in
 * pages, outside of V8's heap. Nothing of it waits for a disk.
 */
export class PackedTexts {
  readonly #pageOf: (Page | null)[] = [];
  readonly #placeOf: number[] = [];
  readonly #free: PackedText[] = [];
  readonly #atHand = new Map<Page, Buffer>();
  #last = newPage();

  /** How many there are. */
  get size(): number {
    return this.#pageOf.length - this.#free.length;
  }

  add(text: string): PackedText {
    const name = this.#free.pop() ?? this.#pageOf.length;
    this.#append(name, text);
    return name;
  }

  get(name: PackedText): string {
    const page = this.#pageOf[name];
    const place = this.#placeOf[name];
    if (page === null || page === undefined || place === undefined) throw new Error('The text was deleted.');
    return this.#textAt(page, place);
  }

  delete(name: PackedText): void {
    const page = this.#pageOf[name];
    const place = this.#placeOf[name];
    if (page === null || page === undefined || place === undefined) return;
    this.#pageOf[name] = null;
    this.#free.push(name);
    page.names[place] = null;
    page.used -= 1;
    if (page.packed !== null && page.used <= page.names.length * minUsedShare) this.#giveUp(page);
  }

  #append(name: PackedText, text: string): void {
    const page = this.#last;
    this.#pageOf[name] = page;
    this.#placeOf[name] = page.names.length;
    page.texts.push(text);
    page.names.push(name);
    page.ends.push((page.ends.at(-1) ?? 0) + Buffer.byteLength(text));
    page.used += 1;
    if (page.names.length >= textsPerPage || (page.ends.at(-1) ?? 0) >= maxPageBytes) this.#pack(page);
  }

  #pack(page: Page): void {
    // A copy: the buffer that comes back is part of a larger one.
    page.packed = new Uint8Array(deflateRawSync(page.texts.join(''), { level }));
    page.texts = [];
    this.#last = newPage();
  }

  #textAt(page: Page, place: number): string {
    if (page.packed === null) return page.texts[place] ?? '';
    return this.#unpack(page, page.packed).toString('utf8', page.ends[place - 1] ?? 0, page.ends[place]);
  }

  #unpack(page: Page, packed: Uint8Array): Buffer {
    const atHand = this.#atHand.get(page);
    if (atHand !== undefined) return atHand;
    // In one piece: by default it would be put together from small ones.
    const unpacked = inflateRawSync(packed, { chunkSize: Math.max(minChunk, (page.ends.at(-1) ?? 0) + 1) });
    this.#atHand.set(page, unpacked);
    for (const oldest of this.#atHand.keys()) {
      if (this.#atHand.size <= pagesAtHand) break;
      this.#atHand.delete(oldest);
    }
    return unpacked;
  }

  #giveUp(page: Page): void {
    for (const [place, name] of page.names.entries())
      if (name !== null) this.#append(name, this.#textAt(page, place));
    this.#atHand.delete(page);
  }
}
