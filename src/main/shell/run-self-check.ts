import type { BrowserWindow } from 'electron';
import type { App } from '../app/app.ts';
import { systemClock } from '../lib/clock.ts';
import { startedImage } from '../lib/started-image.ts';
import { log, logEvent } from '../log/log.ts';
import { describeFindings, lackingParts, selfCheck, type Finding } from '../log/self-check.ts';

/**
 * Compares the Electron at hand with what the app needs of it, once in a run, and says what is missing: in the log, and in the
 * window where it matters to a person.
 *
 * @returns the lines for a bug report
 */
export function createSelfCheck(
  banners: App['banners'],
  window: () => BrowserWindow | null,
): () => Promise<string[]> {
  let findings: Promise<Finding[]> | null = null;

  async function run(): Promise<Finding[]> {
    const { electronProbes } = await import('./electron-probes.ts');
    const found = await selfCheck(electronProbes(window), systemClock);
    for (const { need, state, seen } of found)
      if (state === 'missing') log(`Electron ${process.versions.electron} lacks ${need}: ${seen}`);
    logEvent('Electron was checked', Object.fromEntries(found.map(({ need, state }) => [need, state])));
    const parts = lackingParts(found, startedImage(process.env, process.execPath) !== null);
    if (parts.length > 0) banners.post({ kind: 'electron-lacks', detail: parts.join(' ') });
    return found;
  }

  return async () => describeFindings(await (findings ??= run()));
}
