import { app } from 'electron';
import { log } from '../log.ts';

export interface QuittingOptions {
  /** Writes what is still to be written. */
  close: () => Promise<void>;
  /** Whether something that never comes back keeps the process from ending. */
  isHeld: () => boolean;
  /** The process ends now; windows may close. */
  onClosed: () => void;
}

/** Lets the app write what is still to be written before the process ends. */
export class Quitting {
  #state: 'open' | 'closing' | 'closed' = 'open';
  #relaunch: string[] | null = null;

  constructor(options: QuittingOptions) {
    app.on('before-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      if (this.#state === 'closing') return;
      this.#state = 'closing';
      void options
        .close()
        .catch((error: unknown) => log('Closing failed', error))
        .then(() => this.#end(options));
    });
  }

  get isUnderWay(): boolean {
    return this.#state !== 'open';
  }

  /** Starts the app anew, with these arguments, when this process ends: somebody asked for it too late to be served. */
  startAgainWith(args: string[]): void {
    this.#relaunch = args;
  }

  #end({ isHeld, onClosed }: QuittingOptions): void {
    this.#state = 'closed';
    onClosed();
    if (this.#relaunch !== null) app.relaunch({ args: this.#relaunch });
    // An unlock dialog that nobody answers would hold the process for ever; everything is written by now.
    if (isHeld()) process.kill(process.pid, 'SIGKILL');
    else app.quit();
  }
}
