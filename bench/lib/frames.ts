import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';

/** How the page kept up over some time. Milliseconds, but for numbers of tasks and frames. */
export interface Pace {
  /** Tasks of the page of 50 ms and more. */
  longTasks: number;
  longestTask: number;
  /** Of a hundred frames, the second slowest. */
  p99Frame: number;
  worstFrame: number;
  /** Frames that came more than 50 ms after the last. */
  lateFrames: number;
  /** The work of all scripts of the page. */
  scripts: number;
}

/** Measures the frames and long tasks of a page while something is done. */
export async function paceWhile(page: Page, run: () => Promise<unknown>): Promise<Pace> {
  // Methods, as functions with a name are given a helper by the loader that no page has.
  const watching = await page.evaluateHandle(() => {
    const seen = {
      frames: [] as number[],
      tasks: [] as number[],
      isOver: false,
      last: performance.now(),
      frame() {
        const now = performance.now();
        seen.frames.push(now - seen.last);
        seen.last = now;
        if (!seen.isOver) requestAnimationFrame(() => seen.frame());
      },
    };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration);
    }).observe({ type: 'longtask' });
    requestAnimationFrame(() => seen.frame());
    return seen;
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await scriptMs(session);
  await run();
  const scripts = (await scriptMs(session)) - before;
  await session.detach();
  const { frames, tasks } = await watching.evaluate((seen) => {
    seen.isOver = true;
    return { frames: seen.frames.slice(1), tasks: seen.tasks };
  });
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
    p99Frame: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
    worstFrame: sorted.at(-1) ?? NaN,
    lateFrames: frames.filter((frame) => frame > 50).length,
    scripts,
  };
}

async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN) * 1_000;
}

/**
 * Milliseconds from something that happens in the page to the frame that shows what came of it.
 *
 * @param act runs in the page
 * @param isShown an expression in the page that is true once that is there
 */
export const untilPainted = (page: Page, act: string, isShown = 'true'): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const begun = performance.now();
    const look = () => {
      if (!(${isShown})) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      // Comes after the frame in which it was asked for is painted.
      port1.onmessage = () => resolve(performance.now() - begun);
      port2.postMessage(null);
    };
    ${act};
    requestAnimationFrame(look);
  })`);

/** Turns the wheel over the list for three seconds, down and back. */
export async function wheel(page: Page): Promise<void> {
  const box = await page.getByRole('rowgroup').last().boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, turn < 40 ? 240 : -480);
    await pause(50);
  }
}
