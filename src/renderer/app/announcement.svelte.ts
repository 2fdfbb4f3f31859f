import type { RigydBridge } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { UpdateState } from '../../shared/updates.ts';
import type { Question } from '../state/questions.svelte.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import { updatesWords } from '../words/updates.ts';

interface AnnouncementOptions {
  bridge: Pick<RigydBridge, 'downloadUpdate' | 'cancelUpdate' | 'installUpdate'>;
  replica: Pick<StateReplica, 'updates' | 'downloads'>;
  ask: (question: Question) => Promise<boolean>;
  request: (sent: Promise<Outcome<null>>) => Promise<Outcome<null>>;
}

/** What is said of a new version above the list. */
export type Announced = Extract<UpdateState, { release: unknown }>;

/** The line that tells of a new version, until the person wants to hear of it later. */
export class Announcement {
  readonly #options: AnnouncementOptions;
  /** The version, and how far it was, that the person put off. */
  #putOff = $state<string | null>(null);

  constructor(options: AnnouncementOptions) {
    this.#options = options;
  }

  /** What there is to say; null where there is nothing, or the person does not want to hear it now. */
  get shown(): Announced | null {
    const { state } = this.#options.replica.updates;
    return 'release' in state && subjectOf(state) !== this.#putOff ? state : null;
  }

  later(): void {
    const { shown } = this;
    if (shown !== null) this.#putOff = subjectOf(shown);
  }

  download(): void {
    void this.#options.request(this.#options.bridge.downloadUpdate());
  }

  cancel(): void {
    void this.#options.request(this.#options.bridge.cancelUpdate());
  }

  /** Installs it and restarts, once the person has agreed where results are on their way. */
  async install(): Promise<void> {
    const { bridge, replica, ask, request } = this.#options;
    const { active } = replica.downloads;
    const { title, text, yes } = updatesWords.restartQuestion;
    const question = { title, text: text(active), yes };
    if (active === 0 || (await ask(question))) await request(bridge.installUpdate());
  }
}

const subjectOf = ({ kind, release }: Announced): string => `${release.version} ${kind}`;
