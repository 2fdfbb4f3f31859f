import { getContext, setContext } from 'svelte';

export interface Toast {
  key: number;
  text: string;
  tone: 'info' | 'problem';
  action: { label: string; run: () => void } | null;
  /** For the eyes alone: who hears the window is told in another way. */
  isSilent: boolean;
}

/** Milliseconds a toast stays; one with something to press stays longer. */
const plainMs = 5_000;
const actionMs = 10_000;
/** More than these at once nobody reads. */
const mostToasts = 3;
/** What can be undone is not pushed out by what is merely told; there is room for so many. */
const mostActions = 6;

/** Short messages about what just happened, at the edge of the window. */
export class Toasts {
  #toasts = $state.raw<Toast[]>([]);
  #lastKey = 0;

  get current(): Toast[] {
    return this.#toasts;
  }

  /** Shows a message, instead of an equal one unless that has something of its own to press. */
  show(text: string, options: Partial<Omit<Toast, 'key' | 'text'>> = {}): void {
    const { tone = 'info', action = null, isSilent = false } = options;
    const key = (this.#lastKey += 1);
    const others = this.#toasts.filter((toast) => toast.text !== text || toast.action !== null);
    this.#toasts = withinRoom([...others, { key, text, tone, action, isSilent }]);
    setTimeout(() => this.dismiss(key), action === null ? plainMs : actionMs);
  }

  dismiss(key: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.key !== key);
  }
}

function withinRoom(toasts: readonly Toast[]): Toast[] {
  const plain = toasts.filter(({ action }) => action === null);
  const actions = toasts.filter(({ action }) => action !== null).slice(-mostActions);
  const last = toasts.at(-1);
  // What was told just now is always shown.
  const room = Math.max(mostToasts - actions.length, last?.action === null ? 1 : 0);
  const shown = new Set([...actions, ...plain.slice(plain.length - Math.min(room, plain.length))]);
  return toasts.filter((toast) => shown.has(toast));
}

const contextKey = Symbol('toasts');

export const provideToasts = (toasts: Toasts): Toasts => setContext(contextKey, toasts);
export const useToasts = (): Toasts => getContext<Toasts>(contextKey);
