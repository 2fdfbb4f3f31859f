import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/**
 * Has an element live in this one for as long as it is there, and then in its own place again. What is drawn on a canvas by a
 * worker stays with that canvas, so that it is moved and not made anew.
 *
 * @param then is called after each move, which takes the keyboard from the element
 */
export const movedHere =
  (
    moved: () => HTMLElement | undefined,
    home: () => HTMLElement | undefined,
    then: () => void,
  ): Attachment<HTMLElement> =>
  (host) => {
    const element = untrack(moved);
    if (element === undefined) return;
    host.append(element);
    queueMicrotask(then);
    return () => {
      home()?.append(element);
      queueMicrotask(then);
    };
  };
