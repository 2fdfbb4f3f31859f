import type { Page } from '@playwright/test';

export interface Action {
  /** The event by which a person does it. */
  event: 'click' | 'input';
  /** Does it, with real input. */
  act: () => Promise<void>;
  /** What the page has when it is done. */
  shows: string;
  /** What that contains, where its being there is not enough. */
  text?: string;
}

/**
 * Milliseconds from the moment in which the input reached the browser until the frame after the one that shows what
 * came of it: taken inside the page, so that neither the test's own ways nor its looking are counted.
 */
export async function answerTime(page: Page, { event, act, shows, text = '' }: Action): Promise<number> {
  // Set up before the action, and in the page by the time the call returns.
  const elapsed = await page.evaluateHandle(
    ([type, selector, words]) => {
      const painted = new Promise<number>((resolve) => {
        addEventListener(
          type,
          ({ timeStamp }) => {
            const look = (): void => {
              const isShown = [...document.querySelectorAll(selector)].some(({ textContent }) =>
                textContent.includes(words),
              );
              requestAnimationFrame(() => (isShown ? resolve(performance.now() - timeStamp) : look()));
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      });
      return { painted };
    },
    [event, shows, text] as const,
  );
  await act();
  return elapsed.evaluate(({ painted }) => painted);
}

/** What stands at the top of the list in each of the next frames, each once, with its distance from the top. */
export async function firstRowsSeen(page: Page, frames: number): Promise<string[]> {
  return page.evaluate(
    (count) =>
      new Promise<string[]>((resolve) => {
        const seen = new Set<string>();
        let left = count;
        const look = (): void => {
          const view = document.querySelector('[role=rowgroup]');
          const top = view?.getBoundingClientRect().top ?? 0;
          const rows = [...(view?.querySelectorAll('[role=row]') ?? [])]
            .map((row) => ({ id: row.id, offset: row.getBoundingClientRect().top - top }))
            .filter(({ offset }) => offset >= 0)
            .sort((a, b) => a.offset - b.offset);
          seen.add(`${rows[0]?.id} at ${Math.round(rows[0]?.offset ?? -1)}`);
          left -= 1;
          if (left > 0) requestAnimationFrame(look);
          else resolve([...seen]);
        };
        look();
      }),
    frames,
  );
}
