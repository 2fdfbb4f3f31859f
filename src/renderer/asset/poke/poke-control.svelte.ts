import type { PokeReport, PokeState } from '../../../asset/poke/state.ts';
import type { PokeAct } from './messages.ts';

/** How many seconds of the simulation pass in one, as a choice has it. */
export const speeds = { real: 1, quarter: 0.25, tenth: 0.1 } as const;
export type Speed = keyof typeof speeds;

/** The page's hand on an asset that MuJoCo moves. */
export class PokeControl {
  readonly #send: (act: PokeAct) => void;
  #isWanted = $state(false);
  #state = $state.raw<PokeState>({ kind: 'off' });
  #speed = $state<Speed>('real');
  #areContactsShown = $state(true);
  #isShown = false;

  constructor(send: (act: PokeAct) => void) {
    this.#send = send;
  }

  /** Whether the person wants it, be it possible or not. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  get state(): PokeState {
    return this.#state;
  }

  get speed(): Speed {
    return this.#speed;
  }

  get areContactsShown(): boolean {
    return this.#areContactsShown;
  }

  get report(): PokeReport | null {
    return this.#state.kind === 'simulated' ? this.#state.report : null;
  }

  toggle(): void {
    this.#isWanted = !this.#isWanted;
    if (this.#isWanted) this.#begin();
    else {
      this.#state = { kind: 'off' };
      this.#send({ kind: 'end' });
    }
  }

  /** The asset is drawn, for the first time or anew. */
  shown(): void {
    this.#isShown = true;
    if (this.#isWanted) this.#begin();
  }

  /** The asset is not drawn any more. */
  gone(): void {
    this.#isShown = false;
    this.#state = { kind: 'off' };
  }

  hear(state: PokeState): void {
    if (this.#isWanted) this.#state = state;
  }

  toggleRunning(): void {
    const { report } = this;
    // What has come to rest has nothing to go on with.
    if (report === null) return;
    if (report.motion.kind === 'resting' || report.trouble !== null) this.act({ kind: 'drop' });
    else this.act({ kind: 'run', isRunning: !report.isRunning });
  }

  set speed(speed: Speed) {
    this.#speed = speed;
    this.act({ kind: 'speed', speed: speeds[speed] });
  }

  /** The next slower one, and after the slowest the first. */
  nextSpeed(): void {
    const all = Object.keys(speeds) as Speed[];
    this.speed = all[(all.indexOf(this.#speed) + 1) % all.length] ?? 'real';
  }

  toggleContacts(): void {
    this.#areContactsShown = !this.#areContactsShown;
    this.act({ kind: 'contacts', isShown: this.#areContactsShown });
  }

  act(act: PokeAct): void {
    if (this.#state.kind !== 'off') this.#send(act);
  }

  #begin(): void {
    if (!this.#isShown) return;
    this.#state = { kind: 'preparing' };
    this.#send({ kind: 'begin' });
    this.#send({ kind: 'speed', speed: speeds[this.#speed] });
    this.#send({ kind: 'contacts', isShown: this.#areContactsShown });
  }
}
