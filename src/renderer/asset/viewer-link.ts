import type { ViewerPort } from './viewer-pool.ts';
import type { FromViewer, ToViewer } from './workers/protocol.ts';

/** How long a worker may say nothing while an answer is due: a file may have it do something without end. */
export const maxSilenceMs = 20_000;
/** How often a worker that loads is asked whether it still answers. */
const askMs = 1_000;

/**
 * The page's end of a viewer. Whatever the worker does, it is either heard of in time or ended: the listener is then told of a
 * problem, and of nothing after that.
 */
export class ViewerLink {
  readonly #port: ViewerPort;
  readonly #listen: (message: FromViewer) => void;
  #isOver = false;
  #isLoading = false;
  #isPinged = false;
  #silence: ReturnType<typeof setTimeout> | null = null;
  #nextPing: ReturnType<typeof setTimeout> | null = null;

  constructor(port: ViewerPort, listen: (message: FromViewer) => void) {
    this.#port = port;
    this.#listen = listen;
    port.onmessage = ({ data }) => this.#hear(data as FromViewer);
    port.onerror = (event) => {
      event.preventDefault();
      this.#fail('broken', event.message);
    };
  }

  send(message: ToViewer, transfer: Transferable[] = []): void {
    if (this.#isOver) return;
    if (message.kind === 'load') this.#isLoading = true;
    this.#port.postMessage(message, transfer);
    this.#ping();
  }

  /** Gives the viewer back, to be used again unless it is in the midst of something. */
  end(): void {
    this.#leave(!this.#isLoading);
  }

  #hear(message: FromViewer): void {
    if (this.#isOver) return;
    if (message.kind === 'ready' || message.kind === 'problem') this.#isLoading = false;
    if (message.kind === 'pong') this.#heardPong();
    else if (message.kind === 'problem') {
      this.#leave(false);
      this.#listen(message);
    } else this.#listen(message);
  }

  #leave(isSound: boolean): void {
    if (this.#isOver) return;
    this.#stop();
    this.#port.release(isSound);
  }

  #ping(): void {
    if (this.#isPinged) return;
    this.#isPinged = true;
    this.#port.postMessage({ kind: 'ping' }, []);
    this.#silence = setTimeout(() => this.#fail('too-long', ''), maxSilenceMs);
  }

  #heardPong(): void {
    this.#isPinged = false;
    if (this.#silence !== null) clearTimeout(this.#silence);
    if (this.#isLoading) this.#nextPing = setTimeout(() => this.#ping(), askMs);
  }

  #fail(problem: 'too-long' | 'broken', detail: string): void {
    if (this.#isOver) return;
    this.#stop();
    this.#port.terminate();
    this.#listen({ kind: 'problem', problem, detail });
  }

  #stop(): void {
    this.#isOver = true;
    for (const timer of [this.#silence, this.#nextPing]) if (timer !== null) clearTimeout(timer);
  }
}
