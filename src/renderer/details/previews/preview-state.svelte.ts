import type { RigydBridge } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/errors.ts';
import { previewAddress, type Preview, type PreviewRef } from '../../../shared/previews.ts';
import { settled } from '../../state/request.ts';

type PreviewPhase =
  | { kind: 'waiting' }
  | { kind: 'loading' }
  /** `address` can be loaded by the page: main has the file. */
  | { kind: 'ready'; address: string; preview: Preview }
  | { kind: 'failed'; failure: Failure };

/** Loads a file of a job into the page: when it comes into view, and again on “Try again”. */
export class PreviewState {
  #phase = $state.raw<PreviewPhase>({ kind: 'waiting' });
  readonly #bridge: Pick<RigydBridge, 'preparePreview'>;
  readonly #ref: PreviewRef;

  constructor(bridge: Pick<RigydBridge, 'preparePreview'>, ref: PreviewRef) {
    this.#bridge = bridge;
    this.#ref = ref;
  }

  get phase(): PreviewPhase {
    return this.#phase;
  }

  /** Has main fetch the file, unless that is in progress or done. */
  async load(): Promise<void> {
    if (this.#phase.kind === 'loading' || this.#phase.kind === 'ready') return;
    this.#phase = { kind: 'loading' };
    const { id, slot, index } = this.#ref;
    const outcome = await settled(this.#bridge.preparePreview({ id, slot, index }));
    this.#phase = outcome.ok
      ? { kind: 'ready', address: previewAddress(this.#ref), preview: outcome.value }
      : { kind: 'failed', failure: outcome.failure };
  }

  /** The page could not show the file as a picture or video. */
  markBroken(): void {
    this.#phase = { kind: 'failed', failure: { code: 'bad-answer', text: null } };
  }
}
