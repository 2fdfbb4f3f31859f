import { AssetError } from '../limits.ts';
import type { MapUseOf, Texture } from '../scene.ts';
import type { Buffers } from './buffers.ts';
import { pathOf } from './buffers.ts';
import { decoded } from './context.ts';
import type { GltfContext } from './context.ts';
import { dataUriType, isDataUri } from './data-uri.ts';
import type { BasisModule } from './decoders.ts';
import type { Fields } from './fields.ts';

type Wrap = MapUseOf['wrapS'];

/** A picture as one map of a material uses it. */
export interface TextureUse {
  texture: number;
  wrapS: Wrap;
  wrapT: Wrap;
  transform: MapUseOf['transform'];
  /** Which of the geometry's coordinates: 1 for `TEXCOORD_1`. */
  uvSet: number;
}

/** Pictures that other formats than PNG and JPEG have, by the extension that names them. */
const sourceExtensions = ['KHR_texture_basisu', 'EXT_texture_webp', 'EXT_texture_avif'];

/** The pictures of a file, each read when the first material uses it. */
export class Textures {
  readonly list: Texture[] = [];
  readonly #context: GltfContext;
  readonly #buffers: Buffers;
  readonly #known = new Map<number, number>();

  constructor(context: GltfContext, buffers: Buffers) {
    this.#context = context;
    this.#buffers = buffers;
  }

  /**
   * @param info a material's `textureInfo`
   * @returns null where the picture is not there or is broken, which a note says
   * @throws {AssetError}
   */
  async use(info: Fields): Promise<TextureUse | null> {
    const texture = this.#context.document.entry('textures', info.needCount('index'));
    const compressed = sourceExtensions
      .map((name) => texture.extension(name)?.count('source'))
      .find((source) => source !== undefined);
    const source = compressed ?? texture.count('source');
    if (source === undefined) throw new AssetError('damaged', `${texture.place}: no picture`);
    const samplerIndex = texture.count('sampler');
    const sampler =
      samplerIndex === undefined ? undefined : this.#context.document.entry('samplers', samplerIndex);
    const moved = info.extension('KHR_texture_transform');
    const picture = await this.#picture(source);
    const { bytes, pixels } = this.list[picture] ?? { bytes: null, pixels: null };
    if (bytes === null && pixels === null) return null;
    return {
      texture: picture,
      wrapS: wrapOf(sampler?.count('wrapS')),
      wrapT: wrapOf(sampler?.count('wrapT')),
      transform: moved === undefined ? null : transformOf(moved),
      uvSet: moved?.count('texCoord') ?? info.count('texCoord') ?? 0,
    };
  }

  async #picture(index: number): Promise<number> {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const image = this.#context.document.entry('images', index);
    const place = this.list.length;
    this.#known.set(index, place);
    const uri = image.text('uri');
    const isFile = uri !== undefined && !isDataUri(uri);
    const texture: Texture = {
      reference: isFile ? uri : (image.text('name') ?? `${image.place} ${typeOf(image)}`.trim()),
      path: null,
      bytes: null,
      pixels: null,
    };
    this.list.push(texture);
    await this.#context.notes.attempt(image.place, async () => {
      const bytes =
        uri === undefined
          ? (await this.#buffers.view(image.needCount('bufferView'))).slice()
          : await this.#buffers.file(uri, image.place);
      if (isFile) texture.path = pathOf(this.#context.file, uri);
      if (isKtx2(bytes)) texture.pixels = await this.#transcode(bytes, image.place);
      else texture.bytes = bytes;
    });
    return place;
  }

  async #transcode(bytes: Uint8Array, place: string): Promise<Texture['pixels']> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.byteLength < 80) throw new AssetError('damaged', `${place}: KTX2 header`);
    this.#context.budget.addValues(view.getUint32(20, true) * view.getUint32(24, true));
    const basis = await this.#context.decoders.basis();
    return decoded(place, () => ktx2Pixels(basis, bytes, place));
  }
}

const typeOf = (image: Fields): string =>
  image.text('mimeType') ?? dataUriType(image.text('uri') ?? 'data:;');

const ktx2 = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb];
const isKtx2 = (bytes: Uint8Array): boolean => ktx2.every((byte, at) => bytes[at] === byte);

/** `cTFRGBA32` of the transcoder. */
const rgba = 13;

function ktx2Pixels(basis: BasisModule, bytes: Uint8Array, place: string): NonNullable<Texture['pixels']> {
  const file = new basis.KTX2File(bytes);
  try {
    if (file.isHDR()) throw new AssetError('not-understood', `${place}: KTX2 with UASTC HDR`);
    const [width, height] = [file.getWidth(), file.getHeight()];
    const data = new Uint8Array(4 * width * height);
    if (!file.startTranscoding() || !file.transcodeImage(data, 0, 0, 0, rgba, 0, -1, -1))
      throw new AssetError('damaged', `${place}: KTX2 of ${width} × ${height}`);
    return { width, height, data: upsideDown(data, 4 * width) };
  } finally {
    file.close();
    file.delete();
  }
}

function upsideDown(data: Uint8Array, rowBytes: number): Uint8Array {
  const turned = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += rowBytes)
    turned.set(data.subarray(at, at + rowBytes), data.length - rowBytes - at);
  return turned;
}

function wrapOf(code: number | undefined): Wrap {
  if (code === 33_071) return 'clamp';
  return code === 33_648 ? 'mirror' : 'repeat';
}

/**
 * KHR_texture_transform for coordinates whose v points upwards. With v downwards a turn by `r` makes (u, v) to
 * (u cos r + v sin r, v cos r - u sin r), as its reference viewer does; mirrored, that is a counter-clockwise turn by `r`.
 */
function transformOf(moved: Fields): NonNullable<MapUseOf['transform']> {
  const rotation = moved.number('rotation') ?? 0;
  const [x = 0, y = 0] = moved.numbers('offset', 2) ?? [];
  const [sx = 1, sy = 1] = moved.numbers('scale', 2) ?? [];
  return {
    rotation,
    scale: [sx, sy],
    offset: [x + sy * Math.sin(rotation), 1 - y - sy * Math.cos(rotation)],
  };
}
