import type { Attachment } from 'svelte/attachments';

/** Runs once, when an element is in view or soon will be. */
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
