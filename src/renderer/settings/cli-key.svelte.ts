import type { RigydBridge } from '../../shared/contract.ts';
import type { Failure } from '../../shared/errors.ts';
import { settled } from '../state/request.ts';

/** The key of the service's command line: found, offered, and imported if the person agrees. */
export class CliKey {
  /** Its last four characters; null if there is none to offer. */
  lastFour = $state<string | null>(null);
  isChecking = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Pick<RigydBridge, 'findCliKey' | 'importCliKey'>;

  constructor(bridge: Pick<RigydBridge, 'findCliKey' | 'importCliKey'>) {
    this.#bridge = bridge;
  }

  async find(): Promise<void> {
    const found = await settled(this.#bridge.findCliKey());
    this.lastFour = found.ok ? (found.value?.lastFour ?? null) : null;
  }

  /** @returns the verdict of the service; null if it was not imported */
  async take(keep: 'keychain' | 'session'): Promise<'accepted' | 'unchecked' | null> {
    if (this.lastFour === null || this.isChecking) return null;
    this.isChecking = true;
    const outcome = await settled(this.#bridge.importCliKey({ lastFour: this.lastFour, keep }));
    this.isChecking = false;
    this.failure = outcome.ok ? null : outcome.failure;
    if (!outcome.ok) {
      if (outcome.failure.code === 'cli-key-gone') await this.find();
      return null;
    }
    this.lastFour = null;
    return outcome.value.verdict;
  }

  /** The person declined. Only the last four characters were read, and nothing is kept. */
  decline(): void {
    this.lastFour = null;
    this.failure = null;
  }
}
