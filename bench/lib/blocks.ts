import type { Desk } from '../../e2e/support/desk.ts';

interface Blocks {
  /** Forgets what was measured so far. */
  reset: () => Promise<void>;
  /** The longest time in milliseconds in which the page, and main, did nothing else. */
  longest: () => Promise<{ page: number; main: number }>;
}

/** Watches how long the page and the main process are busy at a stretch. The app must be running. */
export async function watchBlocks({ page, app }: Pick<Desk, 'page' | 'app'>): Promise<Blocks> {
  // Tasks of the page are told by the browser from 50 ms on; a timer finds the shorter ones.
  const inPage = await page.evaluateHandle(() => {
    const state = { longest: 0, last: performance.now() };
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last);
      state.last = now;
      setTimeout(() => {
        state.last = performance.now();
        channel.port2.postMessage(null);
      }, 1);
    };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration);
    }).observe({ type: 'longtask' });
    channel.port2.postMessage(null);
    return state;
  });
  const inMain = await app.evaluateHandle(() => {
    const state = { longest: 0, last: performance.now() };
    setInterval(() => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last - 1);
      state.last = now;
    }, 1);
    return state;
  });
  return {
    reset: async () => {
      await Promise.all([
        inPage.evaluate((state) => Object.assign(state, { longest: 0, last: performance.now() })),
        inMain.evaluate((state) => Object.assign(state, { longest: 0, last: performance.now() })),
      ]);
    },
    longest: async () => {
      const [page, main] = await Promise.all([
        inPage.evaluate((state) => state.longest),
        inMain.evaluate((state) => state.longest),
      ]);
      return { page: Math.round(page), main: Math.round(main) };
    },
  };
}
