import { pushNames, requestNames, type PushName, type RequestName } from '../../shared/channels.ts';
import type { Pushes, RequestResult, RigydBridge, Unsubscribe } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';

interface OpenRequest {
  name: RequestName;
  params: unknown;
  settle: (outcome: Promise<unknown>) => void;
}

/** Takes the place of the preload script. Each request stays open until the test answers it. */
export class FakeBridge {
  readonly bridge: RigydBridge;
  readonly #sent: OpenRequest[] = [];
  readonly #open: OpenRequest[] = [];
  readonly #listeners = new Map<PushName, Set<(payload: unknown) => void>>();

  constructor() {
    const requests = requestNames.map((name) => [
      name,
      (params?: unknown) => new Promise((settle) => this.#send({ name, params, settle })),
    ]);
    const subscriptions = pushNames.map((name) => [
      `on${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      (listener: (payload: unknown) => void) => this.#listen(name, listener),
    ]);
    this.bridge = Object.fromEntries([...requests, ...subscriptions]) as RigydBridge;
  }

  /** What each request of a name carried, in order. */
  asked(name: RequestName): unknown[] {
    return this.#sent.filter((request) => request.name === name).map(({ params }) => params);
  }

  /** Answers the oldest open request of a name, and lets all that hangs on it happen. */
  async answer<N extends RequestName>(name: N, outcome: Outcome<RequestResult<N>>): Promise<void> {
    await this.#settle(name, Promise.resolve(outcome));
  }

  /** Lets the oldest open request of a name break, as one does whose answer cannot be sent. */
  async break(name: RequestName): Promise<void> {
    await this.#settle(name, Promise.reject(new Error('An object could not be cloned.')));
  }

  push<P extends PushName>(name: P, payload: Pushes[P]): void {
    this.#listeners.get(name)?.forEach((listener) => listener(payload));
  }

  /** How many listen to pushes of any name. */
  get listening(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #send(request: OpenRequest): void {
    this.#sent.push(request);
    this.#open.push(request);
  }

  #listen(name: PushName, listener: (payload: unknown) => void): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  async #settle(name: RequestName, outcome: Promise<unknown>): Promise<void> {
    const index = this.#open.findIndex((request) => request.name === name);
    const [request] = index < 0 ? [] : this.#open.splice(index, 1);
    if (request === undefined) throw new Error(`Nobody is waiting for an answer to ${name}.`);
    request.settle(outcome);
    await reactions();
  }
}

/** Resolves when everything that hangs on settled promises has happened. */
export async function reactions(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
