import type { AssetAnswer, AssetSource, ServedAsset } from '../../shared/assets.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import type { Failure, Outcome } from '../../shared/errors.ts';
import { settled } from '../state/request.ts';
import type { Bounds, Pose } from './camera.ts';
import { PokeControl } from './poke/poke-control.svelte.ts';
import { Ruler } from './ruler.svelte.ts';
import type { ViewerChoices } from './viewer-choices.svelte.ts';
import { ViewerLink } from './viewer-link.ts';
import type { ViewerPort } from './viewer-pool.ts';
import type {
  AssetSummary,
  CanvasSize,
  FromViewer,
  Highlight,
  Picture,
  Place,
  ToViewer,
  UpAxis,
  ViewerProblem,
  ViewerTheme,
} from './workers/protocol.ts';

export type AssetPhase =
  /** Until the person asks for it: nothing of it is here yet. */
  | { kind: 'offered' }
  /** It is larger than what is fetched unasked. */
  | { kind: 'large'; bytes: number | null; maxBytes: number }
  | { kind: 'loading'; step: 'fetching' | 'reading' | 'drawing'; bytes: number; totalBytes: number | null }
  /** `file`: which of `roots`, the files that can be shown by themselves. */
  | ({ kind: 'shown'; summary: AssetSummary; file: string } & Pick<ServedAsset, 'roots' | 'from' | 'isCut'>)
  /** Main could not have it. */
  | { kind: 'failed'; failure: Failure }
  /** It is here and cannot be read or drawn. */
  | { kind: 'problem'; problem: ViewerProblem; detail: string };

export type AssetBridge = Pick<RigydBridge, 'openAsset' | 'cancelAsset' | 'releaseAsset' | 'onAssetProgress'>;

interface AssetDeps {
  bridge: AssetBridge;
  takeViewer: () => ViewerPort;
  choices: ViewerChoices;
}

/** What the page knows of a canvas that is to be drawn on. */
export interface Stage {
  size: CanvasSize;
  theme: ViewerTheme;
  /** Whether the person wants no motion. */
  isStill: boolean;
}

/** Milliseconds after which a person wonders whether anything happens. */
export const lateAfterMs = 300;

/** How often graphics that the system took away are asked for again by itself. */
const maxRestarts = 1;

/** One asset and its 3D view: loads it when its canvas is there, and ends what draws when the canvas is gone. */
export class AssetState {
  readonly choices: ViewerChoices;
  readonly ruler = new Ruler();
  readonly poke = new PokeControl((act) => this.#send({ kind: 'poke', act }));
  readonly source: AssetSource;
  readonly #deps: AssetDeps;
  #phase = $state.raw<AssetPhase>({ kind: 'offered' });
  /** Names the canvas: one that was drawn on cannot be handed to another worker. */
  #attempt = $state(0);
  #picture = $state.raw<Picture | null>(null);
  #upAxis = $state<UpAxis>('Z');
  #highlight = $state.raw<Highlight>(null);
  #link: ViewerLink | null = null;
  #token: string | null = null;
  #served: ServedAsset | null = null;
  /** The file that the person chose among several; null: the main one. */
  #file: string | null = null;
  #isLargeWanted = false;
  #followed: Pose | null = null;
  #restarts = 0;
  #picks = 0;
  /** The last change that the picture is to show. */
  #change = 0;
  #isLate = $state(false);
  #lateTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param isHere whether its files are on this machine; else it waits to be asked for */
  constructor(source: AssetSource, isHere: boolean, deps: AssetDeps) {
    this.source = source;
    this.choices = deps.choices;
    this.#deps = deps;
    if (isHere) this.load();
  }

  get phase(): AssetPhase {
    return this.#phase;
  }

  get attempt(): number {
    return this.#attempt;
  }

  /** What was drawn last. */
  get picture(): Picture | null {
    return this.#picture;
  }

  get upAxis(): UpAxis {
    return this.#upAxis;
  }

  get highlight(): Highlight {
    return this.#highlight;
  }

  /** Whether a canvas has to be there. */
  get isDrawn(): boolean {
    return this.#phase.kind === 'loading' || this.#phase.kind === 'shown';
  }

  /** Whether the person waits for its first picture. */
  get isAwaited(): boolean {
    return this.isDrawn && this.#picture === null;
  }

  /** Whether the person waits for something to be drawn, for so long that they should be told. */
  get isLate(): boolean {
    return this.#isLate && this.#phase.kind === 'shown';
  }

  /** Has the asset loaded once a canvas is there, anew if it was tried before. */
  load({ evenIfLarge = this.#isLargeWanted } = {}): void {
    this.#isLargeWanted = evenIfLarge;
    this.#attempt += 1;
    this.#picture = null;
    this.#followed = null;
    this.#highlight = null;
    this.ruler.clear();
    this.poke.gone();
    this.#phase = { kind: 'loading', step: 'fetching', bytes: 0, totalBytes: null };
  }

  /** Shows another of the files that can be shown by themselves. */
  choose(file: string): void {
    this.#file = file;
    this.load();
  }

  /** Begins to draw. @returns to be called when the canvas is gone */
  begin(canvas: OffscreenCanvas, stage: Stage): () => void {
    const link = new ViewerLink(this.#deps.takeViewer(), (message) => this.#hear(message));
    this.#link = link;
    link.send({ kind: 'start', canvas, ...stage }, [canvas]);
    this.#sendChoices();
    const progress = this.#deps.bridge.onAssetProgress(({ source, receivedBytes, totalBytes }) => {
      if (this.#phase.kind === 'loading' && isSame(source, this.source))
        this.#phase = { kind: 'loading', step: 'fetching', bytes: receivedBytes, totalBytes };
    });
    let isAnswered = false;
    const opening = settled(
      this.#deps.bridge.openAsset({ source: this.source, evenIfLarge: this.#isLargeWanted }),
    );
    void opening.then((outcome) => {
      isAnswered = true;
      if (this.#link === link) this.#opened(link, outcome);
      else if (outcome.ok && outcome.value.kind === 'opened') this.#release(outcome.value.token);
    });
    return () => {
      progress();
      if (!isAnswered) void this.#deps.bridge.cancelAsset({ source: this.source });
      if (this.#link === link) this.#link = null;
      link.end();
      this.#stopWaiting();
      this.#releaseToken();
    };
  }

  resize(size: CanvasSize): void {
    this.#send({ kind: 'resize', size });
  }

  paint(theme: ViewerTheme): void {
    this.#send({ kind: 'theme', theme });
  }

  /** Passes on what a hand does to the camera. */
  move(message: Extract<ToViewer, { kind: 'orbit' | 'pan' | 'zoom' | 'view' | 'fit' }>): void {
    this.#send(message);
  }

  /** Looks at it from the same place as at another asset. */
  follow(pose: Pose): void {
    if (isSame(pose, this.#followed)) return;
    this.#followed = pose;
    this.#send({ kind: 'pose', pose });
  }

  /** Draws it as large as another asset, in its place. @param bounds of the other one; null: as it is */
  match(bounds: Bounds | null): void {
    this.#send({ kind: 'match', bounds });
    this.#awaitPicture();
  }

  /** To be called whenever choices have changed. */
  showChoices(): void {
    this.#sendChoices();
  }

  turnUp(axis: UpAxis): void {
    this.#upAxis = axis;
    this.clearRuler();
    this.#send({ kind: 'up-axis', axis });
    this.#awaitPicture();
  }

  pointOut(highlight: Highlight): void {
    this.#highlight = highlight;
    this.#send({ kind: 'highlight', highlight });
    this.#awaitPicture();
  }

  toggleRuler(): void {
    this.ruler.toggle();
    this.#showRuler();
  }

  clearRuler(): void {
    this.ruler.clear();
    this.#showRuler();
  }

  /** Puts an end of the ruler where the object is in the picture; null: in the middle of the view. */
  measure(at: Place | null): void {
    this.#picks += 1;
    this.#send({ kind: 'pick', id: this.#picks, at });
  }

  #showRuler(): void {
    this.#send({ kind: 'ruler', points: this.ruler.points });
  }

  #send(message: ToViewer): void {
    this.#link?.send(message);
  }

  #sendChoices(): void {
    this.#send({ kind: 'layers', layers: this.choices.layers });
    this.#send({ kind: 'surfaces', surfaces: this.choices.surfaces });
    this.#awaitPicture();
  }

  /** Tells the person when what was just sent takes long to be seen. */
  #awaitPicture(): void {
    this.#change += 1;
    this.#send({ kind: 'change', id: this.#change });
    if (this.#phase.kind === 'shown') this.#startWaiting();
  }

  /** Each change is waited for anew: whoever makes the next one does not wait yet. */
  #startWaiting(): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = setTimeout(() => {
      this.#lateTimer = undefined;
      this.#isLate = true;
    }, lateAfterMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = undefined;
    this.#isLate = false;
  }

  #opened(link: ViewerLink, outcome: Outcome<AssetAnswer>): void {
    if (!outcome.ok) {
      this.#phase = { kind: 'failed', failure: outcome.failure };
      return;
    }
    const answer = outcome.value;
    if (answer.kind === 'large') {
      this.#phase = answer;
      return;
    }
    this.#token = answer.token;
    this.#served = answer;
    this.#phase = { kind: 'loading', step: 'reading', bytes: 0, totalBytes: null };
    link.send({
      kind: 'load',
      asset: { token: answer.token, file: this.#shownFile(answer), files: answer.files },
    });
  }

  #shownFile({ roots }: ServedAsset): string {
    return roots.find((file) => file === this.#file) ?? roots[0] ?? '';
  }

  #hear(message: FromViewer): void {
    switch (message.kind) {
      case 'progress':
        if (this.#phase.kind === 'loading')
          this.#phase = { kind: 'loading', step: message.step, bytes: message.bytes, totalBytes: null };
        return;
      case 'ready':
        this.#upAxis = message.summary.upAxis.value;
        if (this.#served !== null) {
          const { roots, from, isCut } = this.#served;
          const file = this.#shownFile(this.#served);
          this.#phase = { kind: 'shown', summary: message.summary, file, roots, from, isCut };
        }
        this.#startWaiting();
        this.#releaseToken();
        if (message.summary.format === 'mjcf') this.poke.shown();
        return;
      case 'poked':
        return this.poke.hear(message.state);
      case 'drawn':
        this.#picture = message.picture;
        if (message.picture.change === this.#change) this.#stopWaiting();
        // Pictures come; the last change has not been waited for long.
        else if (this.#lateTimer !== undefined) this.#isLate = false;
        return;
      case 'picked':
        if (message.id !== this.#picks || !this.ruler.isOn) return;
        this.ruler.add(message.point);
        this.#showRuler();
        return;
      case 'problem':
        this.#fail(message.problem, message.detail);
    }
  }

  #fail(problem: ViewerProblem, detail: string): void {
    this.#link = null;
    this.#stopWaiting();
    this.#releaseToken();
    this.poke.gone();
    if (problem === 'graphics-lost' && this.#restarts < maxRestarts) {
      this.#restarts += 1;
      this.load();
    } else this.#phase = { kind: 'problem', problem, detail };
  }

  #releaseToken(): void {
    if (this.#token !== null) this.#release(this.#token);
    this.#token = null;
  }

  #release(token: string): void {
    void this.#deps.bridge.releaseAsset({ token });
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
