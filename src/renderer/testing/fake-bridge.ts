import { pushNames, requestNames, type PushName, type RequestName } from '../../shared/channels.ts';
import type { Pushes, RequestResult, RigydBridge, Unsubscribe } from '../../shared/contract.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import { packPatch, packRow, toText } from '../../shared/packed-rows.ts';
import type { Patch, Snapshot } from '../../shared/state.ts';

/** Rows from the newest on; those that are left come before `next`. */
type Rows = Pick<Snapshot, 'rows' | 'revision'> & { next?: number | null };

/** What a test answers where text crosses to the window. */
interface Readable {
  getSnapshot: Snapshot & { next?: number | null };
  getRows: Rows;
}

type Answered<N extends RequestName> = N extends keyof Readable ? Readable[N] : RequestResult<N>;
type Pushed<P extends PushName> = P extends 'patch' ? Patch : Pushes[P];

const textOf = ({ rows, next = null, ...others }: Rows): string =>
  toText({ ...others, rows: rows.map(packRow), next });

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
  /** How often memory was given back. */
  freed = 0;

  constructor() {
    const requests = requestNames.map((name) => [
      name,
      (params?: unknown) => new Promise((settle) => this.#send({ name, params, settle })),
    ]);
    const subscriptions = pushNames.map((name) => [
      `on${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      (listener: (payload: unknown) => void) => this.#listen(name, listener),
    ]);
    const free = ['freeMemory', () => (this.freed += 1)];
    // It has the names of the files, as a test has no paths.
    const offer = [
      'offerDropped',
      (files: readonly { name: string }[]) =>
        new Promise((settle) =>
          this.#send({ name: 'offerPaths', params: files.map(({ name }) => name), settle }),
        ),
    ];
    this.bridge = Object.fromEntries([...requests, ...subscriptions, offer, free]) as RigydBridge;
  }

  /** What each request of a name carried, in order. */
  asked(name: RequestName): unknown[] {
    return this.#sent.filter((request) => request.name === name).map(({ params }) => params);
  }

  /** Answers the oldest open request of a name, and lets all that hangs on it happen. */
  async answer<N extends RequestName>(name: N, outcome: Outcome<Answered<N>>): Promise<void> {
    const isText = name === 'getSnapshot' || name === 'getRows';
    await this.#settle(
      name,
      Promise.resolve(outcome.ok && isText ? success(textOf(outcome.value as Rows)) : outcome),
    );
  }

  /** Lets the oldest open request of a name break, as one does whose answer cannot be sent. */
  async break(name: RequestName): Promise<void> {
    await this.#settle(name, Promise.reject(new Error('An object could not be cloned.')));
  }

  push<P extends PushName>(name: P, payload: Pushed<P>): void {
    const sent = name === 'patch' ? toText(packPatch(payload as Patch)) : payload;
    this.#listeners.get(name)?.forEach((listener) => listener(sent));
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
