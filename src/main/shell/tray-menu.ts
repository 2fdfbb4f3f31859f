import type { Target } from '../../shared/notifications.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { TrayStatus } from './tray-status.ts';
import { trayWords } from '../words/menus.ts';

export type TrayAction =
  { kind: 'show'; target: Target } | { kind: 'pause-downloads'; paused: boolean } | { kind: 'quit' };

/** A line of the tray's menu; without an action, it is text alone. */
export interface TrayItem {
  label: string;
  action: TrayAction | null;
}

/** Lines in groups, with separators between them. */
export type TrayMenu = TrayItem[][];

/** Characters of a name; menus do not wrap. */
const maxNameLength = 48;

/** How many jobs and downloads are active, in one line, and why jobs are not polled. */
export function describeStatus({ blocked, ...counts }: TrayStatus): string {
  const { running, waiting, downloads, queued } = counts;
  if (running + waiting + downloads + queued === 0) return trayWords.idle;
  const counted = trayWords.counts(counts);
  return blocked === null ? counted : trayWords.blocked(counted, blockedWords[blocked]);
}

const blockedWords: Record<NonNullable<TrayStatus['blocked']>, string> = {
  'no-key': trayWords.noKey,
  'no-answer': trayWords.noAnswer,
};

/**
 * The text beside the icon in the menu bar of macOS: how many jobs are active. Null on other systems, where there
 * is no place for it.
 */
export function trayTitle({ running, waiting }: TrayStatus, platform: NodeJS.Platform): string | null {
  if (platform !== 'darwin') return null;
  const jobs = running + waiting;
  return jobs === 0 ? '' : jobs.toLocaleString();
}

/** The menu of the tray. */
export function trayMenu(status: TrayStatus, downloadsPaused: boolean): TrayMenu {
  const groups: TrayMenu = [
    [{ label: describeStatus(status), action: null }],
    status.batches.map(({ id, name, settled, jobs }) =>
      show({ kind: 'batch', id }, trayWords.batch(shorten(name), settled, jobs)),
    ),
    status.latest.map(({ id, name, status }) =>
      show(
        { kind: 'job', id },
        status === null ? shorten(name) : trayWords.job(shorten(name), wordsOf(status)),
      ),
    ),
    [
      show(null, trayWords.open),
      {
        label: downloadsPaused ? trayWords.resumeDownloads : trayWords.pauseDownloads,
        action: { kind: 'pause-downloads', paused: !downloadsPaused },
      },
    ],
    [{ label: trayWords.quit, action: { kind: 'quit' } }],
  ];
  return groups.filter((group) => group.length > 0);
}

const show = (target: Target, label: string): TrayItem => ({ label, action: { kind: 'show', target } });

/** In menus "&" marks the access key. */
const shorten = (name: string): string => wellFormedLine(name, maxNameLength).replaceAll('&', '&&');

const wordsOf = (status: string): string => shorten(status.replaceAll('_', ' '));
