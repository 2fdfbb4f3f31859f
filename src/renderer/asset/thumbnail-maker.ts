import type { RigydBridge } from '../../shared/contract.ts';
import type { ThumbnailFiles } from '../../shared/thumbnails.ts';
import { settled } from '../state/request.ts';
import type { WorkerEnd } from './worker-end.ts';
import type { FromThumbnails, ToThumbnails } from './workers/thumbnail-protocol.ts';

type ThumbnailPort = WorkerEnd<ToThumbnails>;

export interface ThumbnailMakerDeps {
  bridge: Pick<RigydBridge, 'openResultHere' | 'releaseAsset'>;
  startWorker: () => ThumbnailPort;
}

/** Milliseconds that a result may take to be read and drawn: a file may have a worker do something without end. */
export const maxDrawingMs = 20_000;

/** Has a worker draw results, one at a time. One that does not answer in time is ended, and the next result gets another. */
export class ThumbnailMaker {
  readonly #deps: ThumbnailMakerDeps;
  #worker: ThumbnailPort | null = null;

  constructor(deps: ThumbnailMakerDeps) {
    this.#deps = deps;
  }

  /** @returns the pictures of a job's result that is on this disk; null where there are none to be had */
  async draw(id: string): Promise<ThumbnailFiles | null> {
    const { bridge } = this.#deps;
    const opened = await settled(bridge.openResultHere({ id }));
    if (!opened.ok) return null;
    const { token, roots, files } = opened.value;
    const [file = ''] = roots;
    const drawn = await this.#ask({ kind: 'draw', asset: { token, file, files } });
    void bridge.releaseAsset({ token });
    return drawn;
  }

  /** Ends the worker, which the next drawing starts anew. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #ask(message: ToThumbnails): Promise<ThumbnailFiles | null> {
    const worker = (this.#worker ??= this.#deps.startWorker());
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.end();
        settle(null);
      };
      const timer = setTimeout(giveUp, maxDrawingMs);
      const settle = (files: ThumbnailFiles | null): void => {
        clearTimeout(timer);
        worker.onmessage = null;
        worker.onerror = null;
        resolve(files);
      };
      worker.onmessage = ({ data }) => settle((data as FromThumbnails).files);
      worker.onerror = (event) => {
        event.preventDefault();
        giveUp();
      };
      worker.postMessage(message, []);
    });
  }
}
