import type { Target } from '../../shared/notifications.ts';
import { wellFormedLine } from '../../shared/lib/well-formed.ts';
import type { Overview } from './overview.ts';

export type TrayAction =
  { kind: 'show'; target: Target } | { kind: 'pause-downloads'; paused: boolean } | { kind: 'quit' };

/** A line of the tray's menu. One without an action is there to be read. */
export interface TrayItem {
  label: string;
  action: TrayAction | null;
}

/** Lines in groups, which are set apart. */
export type TrayMenu = TrayItem[][];

/** Characters of a name; menus do not wrap. */
const maxNameLength = 48;

/** What is on its way, in one line, and why it may stand still. */
export function describeOverview({ running, waiting, downloads, queued, standsStill }: Overview): string {
  const parts = [
    ...(running > 0 ? [`${countOf(running)} running`] : []),
    ...(waiting > 0 ? [`${countOf(waiting)} waiting`] : []),
    ...(downloads > 0 ? [`${countOf(downloads)} downloading`] : []),
    ...(queued > 0 ? [`${countOf(queued)} ${queued === 1 ? 'result' : 'results'} waiting`] : []),
  ];
  if (parts.length === 0) return 'Nothing on its way';
  return parts.join(', ') + (standsStill === null ? '' : ` · ${standstills[standsStill]}`);
}

const standstills: Record<NonNullable<Overview['standsStill']>, string> = {
  'no-key': 'waiting for a key',
  'no-answer': 'the service does not answer',
};

/**
 * What stands beside the icon in the menu bar of macOS: how many jobs are on their way. Null on other systems, where
 * there is no place for it.
 */
export function trayTitle({ running, waiting }: Overview, platform: NodeJS.Platform): string | null {
  if (platform !== 'darwin') return null;
  const jobs = running + waiting;
  return jobs === 0 ? '' : countOf(jobs);
}

/** The menu of the tray. */
export function trayMenu(overview: Overview, downloadsPaused: boolean): TrayMenu {
  const groups: TrayMenu = [
    [{ label: describeOverview(overview), action: null }],
    overview.batches.map(({ id, name, settled, jobs }) =>
      show({ kind: 'batch', id }, `${shorten(name)}: ${countOf(settled)} of ${countOf(jobs)}`),
    ),
    overview.latest.map(({ id, name, status }) =>
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

/** Menus take "&" for a mark of the key that chooses the line. */
const shorten = (name: string): string => wellFormedLine(name, maxNameLength).replaceAll('&', '&&');

const wordsOf = (status: string): string => shorten(status.replaceAll('_', ' '));

const countOf = (count: number): string => count.toLocaleString('en');
