import type { Attachment } from 'svelte/attachments';
import { isFormField } from './text-field.ts';

/** What stood around something that is gone, of what is there now, and what has come between. */
export function aroundLost<T>(
  lost: T,
  before: readonly T[],
  now: readonly T[],
): { previous: T | undefined; between: T[]; next: T | undefined } {
  const at = before.indexOf(lost);
  const isThere = (one: T): boolean => now.includes(one);
  const previous = before.slice(0, Math.max(at, 0)).findLast(isThere);
  const next = at < 0 ? undefined : before.slice(at + 1).find(isThere);
  const from = previous === undefined ? 0 : now.indexOf(previous) + 1;
  const to = next === undefined ? now.length : now.indexOf(next);
  return { previous, between: at < 0 ? [] : now.slice(from, to), next };
}

const usable = ['a[href]', 'button', 'input', 'select', 'textarea', 'summary', 'video', '[tabindex]']
  .map((one) => `${one}:not(:disabled)`)
  .join();

const isLost = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled');

/** A field would take the next keys, which were not meant for it. */
const canFollow = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && !isFormField(element) && element.checkVisibility();

/**
 * Keeps the keyboard in an element when what had it there goes away or can no longer be used: it goes on in what has come in its
 * place, else right beside it, else at the heading that names the part it was in. Dialogs and menus give it back themselves.
 *
 * @param last takes the keyboard where there is none of these, and when the element itself is gone
 */
export const keptKeyboard =
  (last: () => void): Attachment<HTMLElement> =>
  (region) => {
    let held: HTMLElement | null = null;
    /** From within. */
    let parents: readonly HTMLElement[] = [];
    let before: readonly HTMLElement[] = [];
    let observer = new MutationObserver(look);

    const list = (): HTMLElement[] => [...region.querySelectorAll<HTMLElement>(usable)];

    function note(element: HTMLElement): void {
      held = element;
      before = list();
      const around: HTMLElement[] = [];
      for (let one = element.parentElement; one !== null && region.contains(one); one = one.parentElement)
        around.push(one);
      parents = around;
    }

    function take({ target }: Pick<Event, 'target'>): void {
      if (!(target instanceof HTMLElement)) return;
      const above = target.closest('dialog, [popover]');
      if (above !== null && region.contains(above)) return release();
      note(target);
      // Anew each time: of two elements, one in the other, the inner one is then the first to be told.
      observer.disconnect();
      observer = new MutationObserver(look);
      observer.observe(region, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    }

    function release(): void {
      held = null;
      observer.disconnect();
    }

    function leave({ relatedTarget }: FocusEvent): void {
      if (relatedTarget !== null && !region.contains(relatedTarget as Node)) return release();
      // An element loses the keyboard before it is removed. While another window has it, it is still the active one here.
      queueMicrotask(() => {
        if (held !== null && !isLost(held) && document.activeElement !== held) release();
      });
    }

    function look(): void {
      if (held === null) return;
      const lost = held;
      if (!isLost(lost)) return region.contains(lost) ? note(lost) : release();
      const now = document.activeElement;
      if (now === document.body || now === lost) move(lost);
      if (held === lost) release();
    }

    function move(lost: HTMLElement): void {
      const { previous, between, next } = aroundLost(lost, before, list());
      const parent = parents[0] === region ? undefined : parents[0];
      const beside = [next, previous].filter((one) => one !== undefined && parent?.contains(one));
      const target = [...between, ...beside].find((one) => one !== undefined && canFollow(one)) ?? heading();
      if (target === null) last();
      else target.focus({ preventScroll: true });
    }

    /** Of the part that it was in. */
    function heading(): HTMLElement | null {
      const headings = parents
        .filter((one) => one !== region && region.contains(one))
        .map((one) => document.getElementById(one.getAttribute('aria-labelledby') ?? ''));
      return headings.find((one) => one?.hasAttribute('tabindex')) ?? null;
    }

    region.addEventListener('focusin', take);
    region.addEventListener('focusout', leave);
    if (region.contains(document.activeElement)) take({ target: document.activeElement });
    return () => {
      region.removeEventListener('focusin', take);
      region.removeEventListener('focusout', leave);
      const isGone = held?.isConnected === false;
      release();
      // What opens meanwhile has the keyboard first.
      queueMicrotask(() => {
        if (isGone && document.activeElement === document.body) last();
      });
    };
  };
