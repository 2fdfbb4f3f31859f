import { untrack } from 'svelte';
import type { RigydBridge } from '../../shared/contract.ts';
import type { JobDetail } from '../../shared/watched-job.ts';
import { settled } from './request.ts';

/** The details of the selected job, asked for again whenever its row says that it changed. */
export class DetailState {
  #detail = $state.raw<JobDetail | null>(null);
  #wanted: string | null = null;
  #asking = false;
  #again = false;
  readonly #bridge: Pick<RigydBridge, 'getJobDetail'>;

  constructor(bridge: Pick<RigydBridge, 'getJobDetail'>) {
    this.#bridge = bridge;
  }

  get current(): JobDetail | null {
    return this.#detail;
  }

  /**
   * Shows a job, or its newer version. One question is under way at a time; the last wish wins. An effect that calls this
   * does not come to depend on the answer: it would run again with each, and ask without end.
   */
  show(id: string | null): void {
    this.#wanted = id;
    if (id !== untrack(() => this.#detail?.row.id)) this.#detail = null;
    if (id === null) return;
    if (this.#asking) this.#again = true;
    else void this.#ask(id);
  }

  async #ask(id: string): Promise<void> {
    this.#asking = true;
    const outcome = await settled(this.#bridge.getJobDetail({ id }));
    this.#asking = false;
    if (outcome.ok && this.#wanted === id) this.#detail = outcome.value;
    if (!this.#again) return;
    this.#again = false;
    if (this.#wanted !== null) void this.#ask(this.#wanted);
  }
}
