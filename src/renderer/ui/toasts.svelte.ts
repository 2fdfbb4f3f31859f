import { getContext, setContext } from 'svelte';

export interface ToastAction {
  label: string;
  run: () => void;
  /** Whether it takes something back: then nothing that is told meanwhile takes its place. */
  undoes?: true;
}

export interface Toast {
  key: number;
  text: string;
  tone: 'info' | 'problem';
  action: ToastAction | null;
  /** How many equal messages it stands for: each of them is about something that came from outside. */
  times: number;
  /** For the eyes alone: who hears the window is told in another way. */
  isSilent: boolean;
}

/** Milliseconds a toast stays; one with something to press stays longer. */
const plainMs = 5_000;
const actionMs = 10_000;
/** More than these at once nobody reads. */
const maxToasts = 3;
/** What can be undone is not pushed out by what is merely told; there is room for so many. */
const maxUndone = 6;

/** The button of a message that takes back what it tells of. */
export const undo = (run: () => void): ToastAction => ({ label: 'Undo', run, undoes: true });

const undoes = ({ action }: Toast): boolean => action?.undoes === true;

/** Short messages about what just happened, at the edge of the window. */
export class Toasts {
  #toasts = $state.raw<Toast[]>([]);
  #lastKey = 0;

  get current(): Toast[] {
    return this.#toasts;
  }

  /** Shows a message, instead of an equal one unless that has something of its own to undo. */
  show(text: string, options: Partial<Pick<Toast, 'tone' | 'action' | 'isSilent'>> = {}): void {
    const { tone = 'info', action = null, isSilent = false } = options;
    const key = (this.#lastKey += 1);
    const equal = this.#toasts.find((toast) => toast.text === text && !undoes(toast));
    const times = equal === undefined || action === null ? 1 : equal.times + 1;
    const others = this.#toasts.filter((toast) => toast !== equal);
    this.#toasts = withinRoom([...others, { key, text, tone, action, times, isSilent }]);
    setTimeout(() => this.dismiss(key), action === null ? plainMs : actionMs);
  }

  dismiss(key: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.key !== key);
  }
}

function withinRoom(toasts: readonly Toast[]): Toast[] {
  const undone = toasts.filter(undoes).slice(-maxUndone);
  const told = toasts.filter((toast) => !undoes(toast));
  const last = toasts.at(-1);
  // What was told just now is always shown.
  const room = Math.max(maxToasts - undone.length, last === told.at(-1) ? 1 : 0);
  const shown = new Set([...undone, ...told.slice(told.length - Math.min(room, told.length))]);
  return toasts.filter((toast) => shown.has(toast));
}

const contextKey = Symbol('toasts');

export const provideToasts = (toasts: Toasts): Toasts => setContext(contextKey, toasts);
export const useToasts = (): Toasts => getContext<Toasts>(contextKey);
