import { app } from 'electron';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { systemClock } from '../lib/clock.ts';
import type { App } from '../app/app.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import type { MainWindow } from './main-window.ts';
import { overviewOf, standstillOf, type GlancedJob } from './overview.ts';
import { Presence } from './presence.ts';
import { createTray } from './tray.ts';
import type { TrayAction } from './tray-menu.ts';

export interface ShowPresenceOptions {
  iconFolder: string;
  window: MainWindow;
  act: (action: TrayAction) => void;
}

/** Shows the app on the desktop: in the tray, on the taskbar, on the dock. */
export function showPresence(core: App, { iconFolder, window, act }: ShowPresenceOptions): Presence {
  return new Presence({
    clock: systemClock,
    platform: process.platform,
    overview: () => {
      const { batches, session } = core.publisher.state;
      return overviewOf(glance(core.jobs.all()), batches, standstillOf(session));
    },
    unread: () => core.notifications.log.unread,
    downloadsPaused: () => core.preferences.settings.downloadsPaused,
    tray: createTray(iconFolder, act),
    showAttention: ({ progress, badge }) => {
      window.current?.setProgressBar(progress);
      app.setBadgeCount(badge);
    },
  });
}

function* glance(jobs: Iterable<WatchedJob>): Generator<GlancedJob> {
  for (const { record, job } of jobs)
    yield {
      id: record.id,
      name: job?.filename ?? record.id,
      status: job?.status ?? null,
      isUnknown: isUnknownJob({ ...record, status: job?.status ?? null }),
      changedAt: record.changedAt,
      batches: record.batches,
      download: record.download,
    };
}
