import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { RigydBridge } from '../../shared/contract.ts';
import {
  resultHere,
  thumbnailAddress,
  type ThumbnailFiles,
  type ThumbnailKind,
} from '../../shared/thumbnails.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { settled } from '../state/request.ts';
import { differenceBetween } from '../state/row-changes.ts';
import { ThumbnailWork, type ResultOfJob } from './thumbnail-work.ts';

export interface ThumbnailsDeps {
  bridge: Pick<RigydBridge, 'findThumbnails' | 'keepThumbnails'>;
  /** All jobs, the newest on top. */
  rows: () => readonly JobRow[];
  /** Whether missing pictures are to be drawn now: some are shown, and the person waits for nothing else to be drawn. */
  isWanted: () => boolean;
  /** Loads what draws. */
  loadMaker: () => Promise<Maker>;
  /** Resolves when the page can be seen and nobody needs it, see `SpareTime`. */
  spareTime: () => Promise<void>;
}

/** What draws a result. */
export interface Maker {
  draw: (id: string) => Promise<ThumbnailFiles | null>;
  end: () => void;
}

type Drawable = Pick<JobRow, 'id' | 'download'>;

/**
 * The pictures of results that are on this disk. Those that main has are found; those that it has not are drawn one after the
 * other while the page has nothing else to do, first what is before the person, then the newest.
 */
export class Thumbnails {
  readonly #deps: ThumbnailsDeps;
  /** By job, the result that there are pictures of. */
  readonly #made = new SvelteMap<string, string>();
  readonly #work = new ThumbnailWork();
  /** Jobs whose pictures are before the person. */
  #inView: readonly string[] = [];
  #known: readonly JobRow[] = [];
  /** Grows when there is more to do. */
  #round = $state(0);
  #isWorking = false;
  #isFollowing = false;

  constructor(deps: ThumbnailsDeps) {
    this.#deps = deps;
  }

  /** Where the page loads a picture of a job's result from; null while there is none. */
  addressOf({ id, download }: Drawable, kind: ThumbnailKind): string | null {
    const made = this.#made.get(id);
    if (made === undefined || made !== resultHere(id, download)) return null;
    return thumbnailAddress({ id, kind }, download?.finishedAt ?? 0);
  }

  /** Says which jobs are before the person: what is missing of theirs is drawn first. */
  show(ids: readonly string[]): void {
    this.#inView = ids;
  }

  /** A picture could not be loaded: it had to make room for others. */
  lost(id: string): void {
    const result = this.#made.get(id);
    if (result === undefined) return;
    this.#made.delete(id);
    this.#work.miss(id, result);
    this.#round += 1;
  }

  /** Finds and draws pictures until the returned function is called. */
  follow(): () => void {
    this.#isFollowing = true;
    const end = $effect.root(() => {
      $effect(() => this.#note(this.#deps.rows()));
      $effect(() => {
        void this.#round;
        if (this.#deps.isWanted()) untrack(() => void this.#doAll());
      });
    });
    return () => {
      this.#isFollowing = false;
      end();
    };
  }

  #note(rows: readonly JobRow[]): void {
    let isMore = false;
    for (const { before, after } of differenceBetween(this.#known, rows)) {
      if (after === null) {
        const id = before?.id ?? '';
        this.#work.remove(id);
        this.#made.delete(id);
        continue;
      }
      if (after.download === before?.download) continue;
      const result = resultHere(after.id, after.download);
      if (result === null || result === (before && resultHere(before.id, before.download))) continue;
      this.#work.add(after.id, result);
      isMore = true;
    }
    this.#known = rows;
    if (isMore) untrack(() => (this.#round += 1));
  }

  get #mayWork(): boolean {
    return this.#isFollowing && this.#deps.isWanted();
  }

  async #doAll(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    let maker: Maker | null = null;
    try {
      while (this.#mayWork && this.#work.isLeft) {
        await this.#deps.spareTime();
        if (!this.#mayWork) break;
        const { asked } = this.#work;
        if (asked.length > 0) {
          if (!(await this.#find(asked))) break;
        } else {
          maker ??= await this.#deps.loadMaker();
          await this.#drawNext(maker);
        }
      }
    } catch (error) {
      reportError(error);
    } finally {
      maker?.end();
      this.#isWorking = false;
    }
  }

  /** Asks main for results that are not known. @returns whether it answered */
  async #find(asked: readonly ResultOfJob[]): Promise<boolean> {
    const found = await settled(
      this.#deps.bridge.findThumbnails({ results: asked.map(([, result]) => result) }),
    );
    if (found.ok) for (const one of this.#work.answered(asked, found.value)) this.#add(one);
    return found.ok;
  }

  async #drawNext(maker: Maker): Promise<void> {
    const next = this.#work.take(this.#inView);
    if (next === null) return;
    const [id, result] = next;
    const files = await maker.draw(id);
    if (!this.#work.drawn(next) || files === null) return;
    const kept = await settled(this.#deps.bridge.keepThumbnails({ id, result, files }));
    if (kept.ok) this.#add(next);
  }

  #add([id, result]: ResultOfJob): void {
    this.#made.set(id, result);
  }
}
