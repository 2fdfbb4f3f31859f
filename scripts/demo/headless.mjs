import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { printTransitions } from './transitions.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} HeadlessDemo
 * @property {import('../electron/launch-options.mjs').Launch} launch for Playwright, inside a session with a display
 * @property {string[]} jobIds the jobs that the app was started with
 * @property {string} outputFolder for the screenshots
 */

/** Milliseconds that anything in the demo may take. */
const patience = 90_000;

/**
 * Drives the app's real window: prints each job's transitions, downloads a finished job by clicking, saves screenshots.
 *
 * @param {HeadlessDemo} demo
 * @returns {Promise<number>} exit code
 */
export async function runHeadlessDemo({ launch, jobIds, outputFolder }) {
  const { _electron } = await import('@playwright/test');
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const app = await _electron.launch(launch);
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(patience);
    // Playwright would otherwise decide between light and dark itself.
    await page.emulateMedia({ colorScheme: null });
    const { allOver } = await printTransitions(page, jobIds);
    /** @param {string} name */
    const shoot = async (name) => {
      const file = path.join(outputFolder, `${name}.png`);
      await page.screenshot({ path: file });
      console.log(`Saved ${path.relative(process.cwd(), file)}`);
    };
    /** @param {number} width @param {number} height */
    const resize = (width, height) =>
      app.evaluate(
        ({ BrowserWindow }, size) =>
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );

    await resize(1280, 800);
    await chooseAppearance(page, 'Light');
    await page.getByRole('grid', { name: 'Jobs' }).waitFor();
    await shoot('list-under-way');
    const folder = await downloadFirst(page);
    console.log(`Downloaded to ${folder}:`);
    for (const file of await filesIn(folder)) console.log(`  ${file}`);
    await shoot('details-light');
    await chooseAppearance(page, 'Dark');
    await shoot('details-dark');
    await resize(720, 480);
    await shoot('details-small');
    await page.getByRole('button', { name: 'Close details' }).click();
    await shoot('list-small');
    await resize(1280, 800);
    await chooseAppearance(page, 'Light');
    await allOver;
    await shoot('list-light');
    console.log('All jobs have finished.');
    return 0;
  } finally {
    await app.close();
  }
}

/**
 * Clicks Download in the first row that offers it, waits until the result is home, and shows its details.
 *
 * @param {Page} page
 * @returns {Promise<string>} the folder of the result
 */
async function downloadFirst(page) {
  const download = page.getByRole('button', { name: /^Download: / }).first();
  const name = (await download.getAttribute('aria-label'))?.replace('Download: ', '') ?? '';
  console.log(`Clicking Download on ${name}`);
  await download.click();
  await page.getByRole('button', { name: `Show in folder: ${name}` }).waitFor();
  await page
    .getByRole('row')
    .filter({ hasText: name })
    .first()
    .click({ position: { x: 40, y: 12 } });
  const place = page.getByRole('region', { name: 'Job details' }).getByLabel('Result folder');
  return (await place.textContent()) ?? '';
}

/**
 * Chooses light or dark in the settings, as a person would.
 *
 * @param {Page} page
 * @param {string} label
 */
async function chooseAppearance(page, label) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption({ label });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** @param {string} folder */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
