import axe from 'axe-core';
import type { Desk } from './desk.ts';

/** What looks at colours, and can find in the dark what is well in the light. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds in the window as it is now, in the light and in the dark appearance, one line a finding. */
export async function findings(desk: Desk): Promise<string[]> {
  const { page } = desk;
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [colorScheme, rules] of [
    ['light', null],
    ['dark', colourRules],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    const lines = await page.evaluate(async (only) => {
      // A colour that is still on its way to another one has a contrast of its own.
      await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
      const run: typeof axe.run = Reflect.get(globalThis, 'axe').run;
      const { violations } = await run(document, only === null ? {} : { runOnly: [...only] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    }, rules);
    found.push(...lines.map((line) => `${colorScheme}, ${line}`));
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}
