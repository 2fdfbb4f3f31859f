import { plainError } from './plain-error.mjs';

/** Whether we are root on a system that has one; Chromium's sandbox and apt-get want to know. */
export const isRoot = () => process.getuid?.() === 0;

/**
 * Whether windows can be shown.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Fails with what to do if there is no display to show the app on. */
export function requireDisplay() {
  if (hasDisplay()) return;
  throw plainError(
    'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the app cannot be shown. ' +
      'Run this in a desktop session. `npm run demo` and `npm test` work without a display.',
  );
}
