import type { Publisher } from '../state/publisher.ts';
import type { Push } from '../state/publisher.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import { Notifications, type NotificationsOptions } from './notifications.ts';
import { observeBatches, observeJob } from './observe.ts';

export interface CreateNotificationsOptions extends Pick<
  NotificationsOptions,
  'clock' | 'rows' | 'notifier'
> {
  jobs: JobStore;
  publisher: Publisher;
  preferences: Preferences;
  push: Push;
}

/** Joins announcing to the list, the settings and the window. */
export function createNotifications({
  jobs,
  publisher,
  preferences,
  push,
  ...options
}: CreateNotificationsOptions): Notifications {
  return new Notifications({
    ...options,
    job: (id) => {
      const job = jobs.get(id);
      return job === undefined ? undefined : observeJob(job);
    },
    batches: (ids) => observeBatches(ids, publisher.state.batches, jobs),
    notify: () => preferences.settings.notify,
    showInWindow: (notification) => push('notified', notification),
    onChange: (list) => publisher.set('notifications', list),
  });
}
