import type { Target } from '../../shared/notifications.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { TrayStatus } from './tray-status.ts';

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
export function describeStatus({ running, waiting, downloads, queued, blocked }: TrayStatus): string {
  const parts = [
    ...(running > 0 ? [`${countOf(running)} running`] : []),
    ...(waiting > 0 ? [`${countOf(waiting)} waiting`] : []),
    ...(downloads > 0 ? [`${countOf(downloads)} downloading`] : []),
    ...(queued > 0 ? [`${countOf(queued)} ${queued === 1 ? 'result' : 'results'} waiting`] : []),
  ];
  if (parts.length === 0) return 'Nothing on its way';
  return parts.join(', ') + (blocked === null ? '' : ` · ${blockedWords[blocked]}`);
}

const blockedWords: Record<NonNullable<TrayStatus['blocked']>, string> = {
  'no-key': 'waiting for a key',
  'no-answer': 'the service does not answer',
};

/**
 * The text beside the icon in the menu bar of macOS: how many jobs are active. Null on other systems, where there
 * is no place for it.
 */
export function trayTitle({ running, waiting }: TrayStatus, platform: NodeJS.Platform): string | null {
  if (platform !== 'darwin') return null;
  const jobs = running + waiting;
  return jobs === 0 ? '' : countOf(jobs);
}

/** The menu of the tray. */
export function trayMenu(status: TrayStatus, downloadsPaused: boolean): TrayMenu {
  const groups: TrayMenu = [
    [{ label: describeStatus(status), action: null }],
    status.batches.map(({ id, name, settled, jobs }) =>
      show({ kind: 'batch', id }, `${shorten(name)}: ${countOf(settled)} of ${countOf(jobs)}`),
    ),
    status.latest.map(({ id, name, status }) =>
      show({ kind: 'job', id }, `${shorten(name)}${status === null ? '' : `: ${wordsOf(status)}`}`),
    ),
    [
      show(null, 'Open Rigyd Desk'),
      {
        label: downloadsPaused ? 'Resume downloads' : 'Pause downloads',
        action: { kind: 'pause-downloads', paused: !downloadsPaused },
      },
    ],
    [{ label: 'Quit', action: { kind: 'quit' } }],
  ];
  return groups.filter((group) => group.length > 0);
}

const show = (target: Target, label: string): TrayItem => ({ label, action: { kind: 'show', target } });

/** In menus "&" marks the access key. */
const shorten = (name: string): string => wellFormedLine(name, maxNameLength).replaceAll('&', '&&');

const wordsOf = (status: string): string => shorten(status.replaceAll('_', ' '));

const countOf = (count: number): string => count.toLocaleString();
