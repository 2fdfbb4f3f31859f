import type { Attachment } from 'svelte/attachments';
import { MediaQuery } from 'svelte/reactivity';

/** Runs once, when an element is in view or close to it. */
export const whenSeen =
  (run: () => void): Attachment<Element> =>
  (element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        run();
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };

/** Whether the window is too low for the usual spacing. App.svelte tells tokens.css by the class `low` of the page. */
export const lowWindow = new MediaQuery('height < 560px');
