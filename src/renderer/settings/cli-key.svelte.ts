import type { RigydBridge } from '../../shared/contract.ts';
import type { Failure } from '../../shared/errors.ts';
import { settled } from '../state/settled.ts';

/** The key of the service's command line: found, offered, and taken over after a yes. */
export class CliKey {
  /** How it ends; null where there is none, or none is offered any more. */
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

  /** @returns what the service said to it; null where it was not taken over */
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

  /** The person said no. Nothing was read but the last four characters, and nothing is kept. */
  decline(): void {
    this.lastFour = null;
    this.failure = null;
  }
}
