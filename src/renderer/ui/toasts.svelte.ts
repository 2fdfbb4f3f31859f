import { getContext, setContext } from 'svelte';
import { uiWords } from '../words/ui.ts';
import { UndoSteps } from './undo-steps.ts';

export interface ToastAction {
  label: string;
  run: () => void;
  /** Whether it undoes something: then no later message takes its place. */
  undoes?: true;
}

export interface Toast {
  key: number;
  text: string;
  tone: 'info' | 'problem';
  action: ToastAction | null;
  /** How many equal messages it stands for. */
  times: number;
  /** Only shown: screen readers are told by a live region. */
  isSilent: boolean;
}

/** Milliseconds that a toast stays, without and with an action. */
const plainMs = 5_000;
const actionMs = 10_000;
/** Toasts shown at once. */
const maxToasts = 3;
/** Toasts with an undo that are shown at once: other toasts do not displace them. */
const maxUndone = 6;

/** The action that undoes what a message is about. */
export const undo = (run: () => void): ToastAction => ({ label: uiWords.undo, run, undoes: true });

const undoes = ({ action }: Toast): boolean => action?.undoes === true;

/** Short messages about what has just happened. */
export class Toasts {
  #toasts = $state.raw<Toast[]>([]);
  #lastKey = 0;
  readonly #steps = new UndoSteps();

  get current(): Toast[] {
    return this.#toasts;
  }

  /** Shows a message. It replaces an equal one, unless that has its own undo. */
  show(text: string, options: Partial<Pick<Toast, 'tone' | 'action' | 'isSilent'>> = {}): void {
    const { tone = 'info', action = null, isSilent = false } = options;
    const key = (this.#lastKey += 1);
    const equal = this.#toasts.find((toast) => toast.text === text && !undoes(toast));
    const times = equal === undefined || action === null ? 1 : equal.times + 1;
    const others = this.#toasts.filter((toast) => toast !== equal);
    if (action?.undoes === true) this.#steps.add({ key, text, run: action.run });
    this.#toasts = withinRoom([...others, { key, text, tone, action, times, isSilent }]);
    setTimeout(() => this.dismiss(key), action === null ? plainMs : actionMs);
  }

  dismiss(key: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.key !== key);
  }

  /** Has something undone by {@link undoLast} that needs no message, as what is in view tells it. */
  noteUndo(text: string, run: () => void): void {
    this.#steps.add({ key: (this.#lastKey += 1), text, run });
  }

  /** Does what the button of a message says, which goes with that. */
  press({ key, action }: Toast): void {
    this.dismiss(key);
    this.#steps.take(key);
    action?.run();
  }

  /** Whether something can be undone, also after its message has gone. */
  get canUndo(): boolean {
    return this.#steps.last !== null;
  }

  /** Undoes what was done last, and says so. */
  undoLast(): void {
    const { last } = this.#steps;
    if (last === null) return;
    this.dismiss(last.key);
    this.#steps.take(last.key);
    last.run();
    this.show(uiWords.messages.undone(last.text));
  }
}

function withinRoom(toasts: readonly Toast[]): Toast[] {
  const undone = toasts.filter(undoes).slice(-maxUndone);
  const others = toasts.filter((toast) => !undoes(toast));
  const last = toasts.at(-1);
  // The latest message is always shown.
  const room = Math.max(maxToasts - undone.length, last === others.at(-1) ? 1 : 0);
  const shown = new Set([...undone, ...others.slice(others.length - Math.min(room, others.length))]);
  return toasts.filter((toast) => shown.has(toast));
}

const contextKey = Symbol('toasts');

export const provideToasts = (toasts: Toasts): Toasts => setContext(contextKey, toasts);
export const useToasts = (): Toasts => getContext<Toasts>(contextKey);
