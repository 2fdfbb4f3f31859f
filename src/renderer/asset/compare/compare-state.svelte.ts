import { SvelteMap } from 'svelte/reactivity';
import type { AssetPart, AssetSource } from '../../../shared/assets.ts';
import type { AssetState } from '../asset-state.svelte.ts';
import { radiusOf, uprightBounds, type Bounds } from '../camera.ts';
import type { Movement } from '../canvas-input.ts';
import type { AssetSummary, ToViewer } from '../workers/protocol.ts';

/** One of the assets that are compared. */
export interface CompareSide {
  part: AssetPart;
  label: string;
  source: AssetSource;
  /** Of all that is fetched for it; null where that is not known. */
  bytes: number | null;
}

/** `split`: one over the other, parted by a line that can be moved. */
export type CompareLayout = 'split' | 'aside';

/** Sizes that differ by less are the same to the eye. */
const sameSize = 1.01;
/** Where one is so many times as large as the other, nothing could be compared without matching them. */
const farOff = 2;

/** Per cent that a press of a key moves the splitter. */
const steps = { small: 2, large: 10 };

/** Assets side by side, each drawn by a viewer of its own, with one camera: the last one's, which the others follow. */
export class CompareState {
  /** In the order in which one became of the other. */
  readonly sides: readonly CompareSide[];
  readonly #assets = new SvelteMap<AssetPart, AssetState>();
  #before = $state<AssetPart>();
  #layout = $state<CompareLayout>('split');
  /** Per cent of the width that is to the left of the splitter. */
  #split = $state(50);
  #isMatched = $state<boolean | null>(null);

  constructor(sides: readonly CompareSide[]) {
    this.sides = sides;
    this.#before = sides[0]?.part;
  }

  /** What can be compared with the last one. */
  get befores(): readonly CompareSide[] {
    return this.sides.slice(0, -1);
  }

  get before(): AssetPart | undefined {
    return this.#before;
  }

  set before(part: AssetPart) {
    this.#before = part;
  }

  /** As it was chosen. */
  get layout(): CompareLayout {
    return this.#layout;
  }

  set layout(layout: CompareLayout) {
    this.#layout = layout;
  }

  /** Those that there is a place for. */
  get shown(): readonly CompareSide[] {
    if (this.#layout === 'aside') return this.sides;
    return this.sides.filter(({ part }, index) => part === this.#before || index === this.sides.length - 1);
  }

  /** Whether they are one over the other: only once all are drawn, as there is more to say of the others. */
  get isSplit(): boolean {
    return this.#layout === 'split' && this.shown.every(({ part }) => this.summaryOf(part) !== null);
  }

  get split(): number {
    return this.#split;
  }

  set split(percent: number) {
    this.#split = Math.min(100, Math.max(0, percent));
  }

  /** @returns whether the key moves the splitter */
  moveSplit(key: string): boolean {
    const ways: Record<string, number> = {
      ArrowLeft: -steps.small,
      ArrowDown: -steps.small,
      ArrowRight: steps.small,
      ArrowUp: steps.small,
      PageDown: -steps.large,
      PageUp: steps.large,
      Home: -100,
      End: 100,
    };
    const way = ways[key];
    if (way === undefined) return false;
    this.split = this.#split + way;
    return true;
  }

  /** @returns to be called when it is gone */
  add(part: AssetPart, asset: AssetState): () => void {
    this.#assets.set(part, asset);
    return () => {
      if (this.#assets.get(part) === asset) this.#assets.delete(part);
    };
  }

  summaryOf(part: AssetPart): AssetSummary | null {
    const phase = this.#assets.get(part)?.phase;
    return phase?.kind === 'shown' ? phase.summary : null;
  }

  /** Whether the person waits for the first picture of any. */
  get isAwaited(): boolean {
    return this.shown.some(({ part }) => this.#assets.get(part)?.isAwaited === true);
  }

  /** Whether the person waits for any to be drawn, for so long that they should be told. */
  get isLate(): boolean {
    return this.shown.some(({ part }) => this.#assets.get(part)?.isLate === true);
  }

  /** The part whose camera counts: the last one that is drawn. */
  get leader(): AssetPart | null {
    return this.shown.findLast(({ part }) => this.summaryOf(part) !== null)?.part ?? null;
  }

  /** Passes on what a hand does to the camera. */
  move(message: Movement | Extract<ToViewer, { kind: 'view' | 'fit' }>): void {
    if (this.leader !== null) this.#assets.get(this.leader)?.move(message);
  }

  /** To be called whenever the picture of the leader has changed: all others are seen from the same place. */
  follow(): void {
    const { leader } = this;
    const pose = leader === null ? undefined : this.#assets.get(leader)?.picture?.pose;
    if (pose === undefined) return;
    for (const asset of this.#followers()) asset.follow(pose);
  }

  /** How many times as large as the first one the last one is; null while that is not known. */
  get ratio(): number | null {
    const [first, last] = [this.shown[0], this.shown.at(-1)].map((side) =>
      side === undefined ? null : this.#boundsOf(side.part),
    );
    return first && last ? radiusOf(last) / radiusOf(first) : null;
  }

  get canMatch(): boolean {
    return this.ratio !== null && spread(this.ratio) > sameSize;
  }

  get isMatched(): boolean {
    return this.#isMatched ?? (this.ratio !== null && spread(this.ratio) > farOff);
  }

  set isMatched(isMatched: boolean) {
    this.#isMatched = isMatched;
  }

  /** To be called whenever sizes are matched or not: all others are drawn as large as the leader, or as they are. */
  match(): void {
    const bounds = this.isMatched && this.leader !== null ? this.#boundsOf(this.leader) : null;
    for (const asset of this.#followers()) asset.match(bounds);
    if (this.leader !== null) this.#assets.get(this.leader)?.match(null);
  }

  #followers(): AssetState[] {
    const { leader } = this;
    return this.shown.flatMap(({ part }) => {
      const asset = part === leader ? undefined : this.#assets.get(part);
      return asset === undefined || this.summaryOf(part) === null ? [] : asset;
    });
  }

  #boundsOf(part: AssetPart): Bounds | null {
    const summary = this.summaryOf(part);
    if (summary === null || summary.totals.bounds === null) return null;
    return uprightBounds(summary.totals.bounds, summary.metersPerUnit.value, summary.upAxis.value);
  }
}

const spread = (ratio: number): number => Math.max(ratio, 1 / ratio);
