import { success } from '../../../shared/errors.ts';
import type { AppCore } from '../../app/app.ts';
import type { Handlers } from '../register-requests.ts';

type AnnouncementRequests = 'readAnnouncements' | 'clearAnnouncements';

export function announcementHandlers({
  announcements: { log },
}: Pick<AppCore, 'announcements'>): Pick<Handlers, AnnouncementRequests> {
  const done = success(null);
  return {
    readAnnouncements: ({ upTo }) => {
      log.markRead(upTo);
      return done;
    },
    clearAnnouncements: ({ upTo }) => {
      log.clear(upTo);
      return done;
    },
  };
}
