/** Three's own loader in a page: `show` of the window draws a file, and gives the milliseconds that this took. */
Object.assign(window, {
  show: async (url: string): Promise<number> => {
    const begun = performance.now();
    const { draw } = await import('./viewer.ts');
    await draw(url);
    return performance.now() - begun;
  },
});
