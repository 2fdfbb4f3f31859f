import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AssetPlace } from '../../shared/asset-scheme.ts';
import type { AssetAnswer, AssetProgress, AssetSource, HeldAsset, ServedAsset } from '../../shared/assets.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { fileFailed } from '../files/file-failure.ts';
import type { Clock } from '../lib/clock.ts';
import { throttle } from '../lib/throttle.ts';
import type { OnBytes } from '../previews/fetch-file.ts';
import type { OpenContent } from './asset-content.ts';
import type { FoundAsset, JobAssets } from './job-assets.ts';
import type { OwnAssets } from './own-assets.ts';

export interface AssetsOptions {
  jobAssets: Pick<JobAssets, 'find' | 'findHere'>;
  ownAssets: Pick<OwnAssets, 'find'>;
  clock: Clock;
  /** Bytes that are fetched without asking. */
  maxBytes: () => number;
  /** Is told how far a fetch is, a few times a second at most. */
  onProgress: (progress: AssetProgress) => void;
}

interface Served {
  source: AssetSource;
  asset: FoundAsset;
}

/** Bytes that are fetched at all; nothing the service makes comes near. */
const maxBytesEver = 8 * 1024 ** 3;

/** Assets that are served at once; the one opened first gives way. A page that forgets to release any holds no more files. */
const maxServed = 64;

/** Milliseconds between two words of how far a fetch is. */
const progressMs = 250;

/**
 * The assets that workers of the page can fetch files of. Each is served under a token, which nobody can guess, until the page
 * releases it, is loaded anew, or the job is removed.
 */
export class Assets {
  readonly #options: AssetsOptions;
  readonly #served = new Map<string, Served>();
  readonly #opening = new Set<{ source: AssetSource; stop: AbortController }>();

  constructor(options: AssetsOptions) {
    this.#options = options;
  }

  /** Has an asset ready to be fetched from main. */
  async open(source: AssetSource, evenIfLarge: boolean): Promise<Outcome<AssetAnswer>> {
    const opening = { source, stop: new AbortController() };
    const { signal } = opening.stop;
    this.#opening.add(opening);
    try {
      const found = await this.#find(source, evenIfLarge, signal);
      if (!found.ok || 'kind' in found.value) return found as Outcome<HeldAsset>;
      if (!signal.aborted) return success(this.#serve(source, found.value));
      await found.value.content.close();
      return failed('cancelled');
    } catch (error) {
      return fileFailed(error);
    } finally {
      this.#opening.delete(opening);
    }
  }

  /** Has a result ready that was downloaded, if it is still where it was put. Nothing is fetched for it. */
  async openHere(id: string): Promise<Outcome<ServedAsset>> {
    const found = await this.#options.jobAssets.findHere(id);
    return found === null
      ? failed('folder-unavailable')
      : success(this.#serve({ kind: 'job', id, part: 'result-usd' }, found));
  }

  /** Breaks off whatever opens it. */
  cancel(source: AssetSource): void {
    this.#stop((one) => isDeepStrictEqual(one, source));
  }

  release(token: string): void {
    const served = this.#served.get(token);
    this.#served.delete(token);
    // What is being read of it fails, and nobody wants it.
    served?.asset.content.close().catch(() => undefined);
  }

  /** The page is another one: nothing is left of what the last one was given. */
  releaseAll(): void {
    this.#end(() => true);
  }

  jobRemoved(id: string): void {
    this.#end((source) => source.kind === 'job' && source.id === id);
  }

  ownClosed(number: number): void {
    this.#end((source) => source.kind === 'own' && source.number === number);
  }

  /** Opens a file of an asset that is served; null for any other. @throws where it cannot be read */
  async openFile({ token, path }: AssetPlace): Promise<OpenContent | null> {
    return (await this.#served.get(token)?.asset.content.open(path)) ?? null;
  }

  #find(
    source: AssetSource,
    evenIfLarge: boolean,
    signal: AbortSignal,
  ): Promise<Outcome<FoundAsset | HeldAsset>> {
    const { jobAssets, ownAssets, maxBytes } = this.#options;
    if (source.kind === 'own') return ownAssets.find(source.number);
    return jobAssets.find(source.id, source.part, {
      maxBytes: evenIfLarge ? maxBytesEver : maxBytes(),
      signal,
      onBytes: this.#teller(source),
    });
  }

  #teller(source: AssetSource): OnBytes {
    const { clock, onProgress } = this.#options;
    return throttle(clock, progressMs, (receivedBytes, totalBytes) =>
      onProgress({ source, receivedBytes, totalBytes }),
    );
  }

  #serve(source: AssetSource, asset: FoundAsset): ServedAsset {
    const [oldest] = this.#served.keys();
    if (oldest !== undefined && this.#served.size >= maxServed) this.release(oldest);
    // A host of nothing but digits would be an address.
    const token = `t${randomBytes(16).toString('hex')}`;
    this.#served.set(token, { source, asset });
    const { roots, from, content } = asset;
    return { kind: 'opened', token, roots, from, files: [...content.files], isCut: content.isCut };
  }

  #end(concerns: (source: AssetSource) => boolean): void {
    this.#stop(concerns);
    for (const [token, { source }] of this.#served) if (concerns(source)) this.release(token);
  }

  #stop(concerns: (source: AssetSource) => boolean): void {
    for (const { source, stop } of this.#opening) if (concerns(source)) stop.abort();
  }
}
