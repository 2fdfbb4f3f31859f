import { untrack } from 'svelte';
import type { RigydBridge } from '../../shared/contract.ts';
import type { JobDetail } from '../../shared/watched-job.ts';
import { settled } from './request.ts';

/** The details of the selected job, requested again whenever its row has changed. */
export class DetailState {
  #detail = $state.raw<JobDetail | null>(null);
  #wanted: string | null = null;
  #isRequesting = false;
  #again = false;
  readonly #bridge: Pick<RigydBridge, 'getJobDetail'>;

  constructor(bridge: Pick<RigydBridge, 'getJobDetail'>) {
    this.#bridge = bridge;
  }

  get current(): JobDetail | null {
    return this.#detail;
  }

  /**
   * Shows a job, or its newer version. One request is in flight at a time; the last call wins. An effect that calls this
   * does not depend on the answer, or it would run again with each, without end.
   */
  show(id: string | null): void {
    this.#wanted = id;
    if (id !== untrack(() => this.#detail?.row.id)) this.#detail = null;
    if (id === null) return;
    if (this.#isRequesting) this.#again = true;
    else void this.#request(id);
  }

  async #request(id: string): Promise<void> {
    this.#isRequesting = true;
    const outcome = await settled(this.#bridge.getJobDetail({ id }));
    this.#isRequesting = false;
    if (outcome.ok && this.#wanted === id) this.#detail = outcome.value;
    if (!this.#again) return;
    this.#again = false;
    if (this.#wanted !== null) void this.#request(this.#wanted);
  }
}
