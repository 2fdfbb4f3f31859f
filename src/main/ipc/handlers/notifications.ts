import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../answer-request.ts';

export function notificationHandlers({ notifications: { log } }: Pick<App, 'notifications'>) {
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
  } satisfies Partial<Handlers>;
}
