/** Resolves when the page can be seen and has nothing else to do. */
export async function spareTime(): Promise<void> {
  if (document.hidden) {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
    return spareTime();
  }
  await new Promise((resolve) => requestIdleCallback(resolve));
}
