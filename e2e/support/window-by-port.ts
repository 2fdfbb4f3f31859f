import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';

/** Has an app that nobody here drives give its window away: a free port, written to a file in its folder. */
export const portSwitch = '--remote-debugging-port=0';

/** An AppImage that unpacks itself takes a while on a busy machine. */
const patience = { timeout: 60_000 };

/** The window of an app that was started with {@link portSwitch}, by the folder of its data. */
export async function windowByPort(userData: string): Promise<Page> {
  const pages: Page[] = [];
  await expect
    .poll(async () => {
      const file = join(userData, 'DevToolsActivePort');
      const [port = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null);
      pages.push(...(browser?.contexts().flatMap((context) => context.pages()) ?? []));
      return pages.length;
    }, patience)
    .toBeGreaterThan(0);
  const [page] = pages;
  if (page === undefined) throw new Error('The app has no window.');
  return page;
}
