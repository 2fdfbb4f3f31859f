import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../register-requests.ts';

type NotificationRequests = 'readNotifications' | 'clearNotifications';

export function notificationHandlers({
  notifications: { log },
}: Pick<App, 'notifications'>): Pick<Handlers, NotificationRequests> {
  const done = success(null);
  return {
    readNotifications: ({ upTo }) => {
      log.markRead(upTo);
      return done;
    },
    clearNotifications: ({ upTo }) => {
      log.clear(upTo);
      return done;
    },
  };
}
