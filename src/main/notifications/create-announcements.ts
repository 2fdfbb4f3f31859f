import type { Publisher } from '../state/publisher.ts';
import type { Push } from '../ipc/push.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import { Announcements, type AnnouncementsOptions } from './announcements.ts';
import { observeBatches, observeJob } from './observe.ts';

export interface CreateAnnouncementsOptions extends Pick<
  AnnouncementsOptions,
  'clock' | 'rows' | 'notifier'
> {
  jobs: JobStore;
  publisher: Publisher;
  preferences: Preferences;
  push: Push;
}

/** Joins announcing to the list, the settings and the window. */
export function createAnnouncements({
  jobs,
  publisher,
  preferences,
  push,
  ...options
}: CreateAnnouncementsOptions): Announcements {
  return new Announcements({
    ...options,
    job: (id) => {
      const job = jobs.get(id);
      return job === undefined ? undefined : observeJob(job);
    },
    batches: (ids) => observeBatches(ids, publisher.state.batches, jobs),
    notify: () => preferences.settings.notify,
    showInWindow: (announcement) => push('announced', announcement),
    onChange: (list) => publisher.set('announcements', list),
  });
}
