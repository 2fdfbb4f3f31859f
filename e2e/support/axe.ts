import axe from 'axe-core';
import type { Desk } from './desk.ts';

/** What axe finds in the window as it is now, one line a finding. */
export async function findings(desk: Desk): Promise<string[]> {
  await desk.page.evaluate(axe.source);
  return desk.page.evaluate(async () => {
    // A colour that is still on its way to another one has a contrast of its own.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
    const run: typeof axe.run = Reflect.get(globalThis, 'axe').run;
    const { violations } = await run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}
