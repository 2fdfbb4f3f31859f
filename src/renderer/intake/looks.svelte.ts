import { formatByName } from '../../shared/asset-files.ts';
import type { LookOffer } from '../../shared/assets.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import { runRequest, settled } from '../state/request.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { readDropped, type Dropped, type ReadFiles } from './transfer-text.ts';

export interface LooksOptions {
  bridge: Pick<RigydBridge, 'offerDropped' | 'answerLookOffer'>;
  toasts: Toasts;
  /** The question that main asks. */
  offer: () => LookOffer | null;
  /** As `Intake.addRead`. */
  addRead: (read: ReadFiles) => Promise<unknown>;
}

/** Characters in which job IDs are counted: of the slowest text that takes a tenth of a second. */
const maxCounted = 100_000;

/** What the question is about, as far as it was dropped on this window. */
interface Held {
  number: number;
  read: ReadFiles;
  /** Job IDs that stand in it. */
  ids: number;
}

/**
 * What was dropped on the window: of what can be shown in 3D the person is asked whether they want to look at it; in everything
 * else job IDs are looked for.
 */
export class Looks {
  readonly #options: LooksOptions;
  #held = $state.raw<Held | null>(null);
  /** Number of the question about what was dropped last. */
  #dropped = $state<number | null>(null);
  /** Number of the question that was answered last. */
  #answered = $state<number | null>(null);
  /** The question, until it is answered. */
  readonly offer: LookOffer | null = $derived.by(() => {
    const offer = this.#options.offer();
    return offer?.number === this.#answered ? null : offer;
  });
  /** Whether it is about what was dropped, rather than named on a command line while the person did something else. */
  readonly isDropped: boolean = $derived(this.#dropped === this.offer?.number);
  /** Job IDs that stand in what the question is about. */
  readonly ids: number = $derived(this.#held?.number === this.offer?.number ? (this.#held?.ids ?? 0) : 0);

  constructor(options: LooksOptions) {
    this.#options = options;
  }

  /** Takes what was dropped. */
  async take(dropped: Dropped): Promise<void> {
    const { bridge, addRead } = this.#options;
    const candidates = dropped.entries.filter(
      ({ file, folder }) => folder !== null || formatByName(file.name) !== null,
    );
    const outcome =
      candidates.length === 0 ? null : await settled(bridge.offerDropped(candidates.map(({ file }) => file)));
    const offered = outcome?.ok === true ? outcome.value : null;
    if (offered === null) return void (await addRead(await readDropped(dropped)));
    this.#dropped = offered.number;
    const assets = offered.indices.flatMap((index) => candidates[index] ?? []);
    const others = dropped.entries.filter((entry) => !assets.includes(entry));
    const reading = readDropped({ entries: assets, text: '' });
    if (others.length > 0) await addRead(await readDropped({ entries: others, text: '' }));
    const read = await reading;
    this.#held = { number: offered.number, read, ids: await countIds(read) };
  }

  /** Looks at it, or not. Shows the question no more from now on, unless the answer does not reach main. */
  async answer(isWanted: boolean): Promise<void> {
    const number = this.offer?.number;
    if (number === undefined) return;
    this.#answered = number;
    const { bridge, toasts } = this.#options;
    const { ok } = await runRequest(toasts, bridge.answerLookOffer({ number, isWanted }));
    if (!ok) this.#answered = null;
  }

  /** Does not look at it, and watches the jobs whose IDs stand in it. */
  async addJobs(): Promise<void> {
    const held = this.#held;
    await this.answer(false);
    if (held !== null) await this.#options.addRead(held.read);
  }

  /** Answers with no what nobody can be asked. */
  decline(): void {
    void this.answer(false);
  }
}

async function countIds({ texts }: ReadFiles): Promise<number> {
  if (texts.length === 0) return 0;
  const { findJobIds } = await import('../../shared/job-ids/find-job-ids.ts');
  const text = texts.map((one) => one.text.slice(0, maxCounted)).join('\n');
  return findJobIds(text.slice(0, maxCounted)).ids.length;
}
