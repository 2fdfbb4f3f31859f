import { Notification } from 'electron';
import type { Notifier } from '../notifications/notifications.ts';
import type { Target } from '../../shared/notifications.ts';
import { notificationText } from './notification-text.ts';

/** Notifications that are kept, so that a click on one still finds it: without a reference it may be collected. */
const maxKept = 20;

export interface NotifierOptions {
  isWindowWatched: () => boolean;
  onClick: (target: Target) => void;
}

/** The system's own notifications. Where it has none, nothing is shown: everything stands in the banner centre. */
export function createNotifier({ isWindowWatched, onClick }: NotifierOptions): Notifier {
  const shown: Notification[] = [];
  return {
    isWindowWatched,
    show(title, text, target) {
      if (!Notification.isSupported()) return;
      const notification = new Notification(notificationText(title, text, process.platform));
      notification.on('click', () => onClick(target));
      notification.show();
      shown.push(notification);
      if (shown.length > maxKept) shown.shift();
    },
  };
}
