import type { RigydBridge } from '../../shared/contract.ts';
import { fullAddress } from '../../shared/job/file-address.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { stateWords } from '../words/state.ts';
import { runRequest } from './request.ts';

/** Copies to the clipboard and says so. */
export class Clipboard {
  readonly #bridge: Pick<RigydBridge, 'copyText' | 'copyDiagnostics'>;
  readonly #toasts: Toasts;
  readonly #origin: () => string;

  /** @param origin of the API, against which the addresses of files are completed */
  constructor(
    bridge: Pick<RigydBridge, 'copyText' | 'copyDiagnostics'>,
    toasts: Toasts,
    origin: () => string,
  ) {
    this.#bridge = bridge;
    this.#toasts = toasts;
    this.#origin = origin;
  }

  async copy(text: string, what: string): Promise<void> {
    const { ok } = await runRequest(this.#toasts, this.#bridge.copyText({ text }));
    if (ok) this.#toasts.show(stateWords.copied(what));
  }

  /** Copies the address of a file in full, even if the service sent a relative one. */
  async copyLink(url: string): Promise<void> {
    await this.copy(fullAddress(url, this.#origin()), stateWords.link);
  }

  async copyDiagnostics(): Promise<void> {
    const { ok } = await runRequest(this.#toasts, this.#bridge.copyDiagnostics());
    if (ok) this.#toasts.show(stateWords.copiedDiagnostics);
  }
}
