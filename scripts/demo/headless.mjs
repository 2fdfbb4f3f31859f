import { plainError } from '../lib/plain-error.mjs';

/**
 * @typedef {object} HeadlessDemo
 * @property {import('../electron/launch-options.mjs').Launch} launch for Playwright, inside a session with a display
 * @property {{ baseUrl: string, key: string }} simulator
 * @property {string} outputFolder for the screenshots
 */

/**
 * Drives the app's real window: prints each job's transitions, downloads a finished job, saves screenshots.
 *
 * @param {HeadlessDemo} _demo
 * @returns {Promise<number>} exit code
 */
export async function runHeadlessDemo(_demo) {
  throw plainError(
    'The demo cannot drive the window by itself yet. Run `npm run demo` where there is a display.',
  );
}
