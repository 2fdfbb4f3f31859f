/**
 * The item that a key leads to from another; null where it leads to none.
 *
 * @param index -1 for none of them
 * @param wraps whether the first comes after the last
 */
export function itemAfter(key: string, index: number, count: number, wraps = false): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return index < last ? index + 1 : wraps ? 0 : last;
    case 'ArrowUp':
      return index > 0 ? index - 1 : wraps ? last : 0;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

const isCurrent = (item: HTMLElement): boolean => item.getAttribute('aria-current') === 'true';

/**
 * An attachment that makes the items of an element one stop for Tab: the one that has the keyboard, else the current one,
 * else the first. Arrows, Home and End lead from one to the next, and from the element itself to the stop.
 *
 * @param selector of the items
 */
export const rovingItems =
  (selector: string) =>
  (element: HTMLElement): (() => void) => {
    const items = (): HTMLElement[] => [...element.querySelectorAll<HTMLElement>(selector)];
    const stopOf = (all: readonly HTMLElement[]): HTMLElement | undefined =>
      all.find((item) => item === document.activeElement) ?? all.find(isCurrent) ?? all[0];

    function arrange(): void {
      const all = items();
      const stop = stopOf(all);
      for (const item of all) {
        const tabIndex = item === stop ? 0 : -1;
        if (item.tabIndex !== tabIndex) item.tabIndex = tabIndex;
      }
    }

    function handleKey(event: KeyboardEvent): void {
      const { target, key } = event;
      const all = items();
      const index = all.findIndex((item) => item === target);
      if (index < 0 && target !== element) return;
      const next = itemAfter(key, index, all.length);
      if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      (index < 0 ? stopOf(all) : all[next])?.focus();
    }

    arrange();
    // What comes, goes or becomes the current one is arranged at once.
    const observer = new MutationObserver(arrange);
    observer.observe(element, { subtree: true, childList: true, attributeFilter: ['aria-current'] });
    element.addEventListener('keydown', handleKey);
    element.addEventListener('focusin', arrange);
    return () => {
      observer.disconnect();
      element.removeEventListener('keydown', handleKey);
      element.removeEventListener('focusin', arrange);
    };
  };
