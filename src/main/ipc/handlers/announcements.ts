import { success } from '../../../shared/errors.ts';
import type { Desk } from '../../desk.ts';
import type { Handlers } from '../register-requests.ts';

type AnnouncementRequests = 'readAnnouncements' | 'clearAnnouncements';

export function announcementHandlers({
  announcements: { log },
}: Pick<Desk, 'announcements'>): Pick<Handlers, AnnouncementRequests> {
  const done = success(null);
  return {
    readAnnouncements: () => {
      log.markRead();
      return done;
    },
    clearAnnouncements: () => {
      log.clear();
      return done;
    },
  };
}
