import path from 'node:path';
import { scenes, workADay } from './scenes.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** The window sizes that everything must look well in; the documentation shows the middle one. */
const sizes = [
  { width: 1280, height: 800, shown: true },
  { width: 720, height: 480, shown: false },
  { width: 1920, height: 1080, shown: false },
];
const appearances = ['Light', 'Dark'];

/**
 * Photographs every scene in both appearances and all sizes.
 *
 * @param {object} what
 * @param {import('../electron/launch-options.mjs').Launch} what.launch
 * @param {import('./working-day.mjs').BatchFile[]} what.files dropped on the window before anything is photographed
 * @param {{ shown: string, all: string }} what.folders
 * @param {string[]} what.only names of scenes; with none, all are photographed
 */
export async function photograph({ launch, files, folders, only }) {
  const { _electron } = await import('@playwright/test');
  const app = await _electron.launch(launch);
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(20_000);
    // Playwright would otherwise decide between light and dark itself.
    await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
    // Before the app is there, in the place of what the page shows first, a drop is lost.
    await page.locator('header').first().waitFor();
    for (const file of files) await drop(page, file);
    await page.getByRole('grid', { name: 'Jobs' }).waitFor();
    await workADay(page);
    await messagesGone(page);
    const wanted = scenes.filter(({ name }) => only.length === 0 || only.includes(name));
    for (const appearance of appearances)
      for (const { width, height, shown } of sizes) {
        await app.evaluate(
          ({ BrowserWindow }, size) =>
            BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
          { width, height },
        );
        await choose(page, appearance);
        for (const { name, open, close } of wanted) {
          await open(page);
          await settle(page);
          await messagesGone(page);
          const theme = appearance.toLowerCase();
          await page.screenshot({ path: path.join(folders.all, `${name}-${theme}-${width}.png`) });
          if (shown) await page.screenshot({ path: path.join(folders.shown, `${name}-${theme}.png`) });
          await close(page);
        }
        console.log(`${appearance}, ${width} × ${height}: ${wanted.length} views`);
      }
  } finally {
    await app.close();
  }
}

/**
 * @param {Page} page
 * @param {import('./working-day.mjs').BatchFile} file
 */
async function drop(page, { name, ids }) {
  const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(ids.join('\n'))}], ${JSON.stringify(name)}));
    return data;
  })()`);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

/**
 * @param {Page} page
 * @param {string} label
 */
async function choose(page, label) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption({ label });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/**
 * What ends meanwhile is told over the rows for ten seconds.
 *
 * @param {Page} page
 */
async function messagesGone(page) {
  // A dialog makes everything around it hidden to those who go by roles, and they lie over it all the same.
  const messages = page.getByRole('status', { name: 'Messages', includeHidden: true });
  await messages.filter({ hasText: /\S/ }).waitFor({ state: 'detached' });
}

/**
 * Waits until nothing moves any more.
 *
 * @param {Page} page
 */
async function settle(page) {
  // As text: these lines run in the page, and Node knows nothing of a document.
  await page.evaluate(`(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  })()`);
}
