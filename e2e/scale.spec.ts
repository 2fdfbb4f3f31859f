import { expect, test } from './support/test.ts';

test('1,000 dropped jobs are listed within a second, and the window keeps answering', async ({
  desk,
  simulator,
}) => {
  const ids = simulator.addJobs(1_000);
  const text = ids.join('\n');
  await expect(desk.button('Add job IDs').first()).toBeVisible();

  // Timed inside the page, from the drop to the painted list.
  const elapsed = desk.page.evaluate(
    (expected) =>
      new Promise<number>((resolve) => {
        addEventListener('drop', () => {
          const dropped = performance.now();
          const look = (): void => {
            const grid = document.querySelector('[role=grid]');
            const isListed = grid?.getAttribute('aria-rowcount') === expected;
            requestAnimationFrame(() => (isListed ? resolve(performance.now() - dropped) : look()));
          };
          look();
        });
      }),
    String(ids.length + 1),
  );
  await desk.drop({ text });
  expect(await elapsed).toBeLessThan(1_000);

  // A frame that takes long is a window that does not answer.
  const longest = await desk.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = performance.now();
        let longestFrame = 0;
        let frames = 0;
        const frame = (now: number): void => {
          longestFrame = Math.max(longestFrame, now - last);
          last = now;
          frames += 1;
          document.querySelector('[role=rowgroup]')?.scrollBy({ top: 400 });
          if (frames < 180) requestAnimationFrame(frame);
          else resolve(longestFrame);
        };
        requestAnimationFrame(frame);
      }),
  );
  expect(longest).toBeLessThan(500);
  await expect
    .poll(() => new Set(simulator.requests.entries.map(({ path }) => path)).size)
    .toBeGreaterThan(900);
});

test('only the rows in view are in the page, and the keyboard reaches the last one', async ({
  desk,
  simulator,
}) => {
  const ids = simulator.addJobs(500);
  await desk.drop({ text: ids.join('\n') });
  // The list turns to the new batch, and to its top, once it is told.
  await expect(desk.messages).toContainText('Watching 500 new jobs');
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '501');
  expect(await desk.grid.getByRole('row').count()).toBeLessThan(60);
  await desk.grid.focus();
  await desk.page.keyboard.press('End');
  await expect(desk.row(ids.at(-1) ?? '')).toBeVisible();
  await desk.page.keyboard.press('Enter');
  await expect(desk.details).toContainText(ids.at(-1) ?? '');
});
