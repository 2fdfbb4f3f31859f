import type { Notification } from 'electron';
import { cutText, wellFormedLine } from '../../shared/lib/text.ts';
import type { Target } from '../../shared/notifications.ts';
import type { Notifier } from '../notifications/notifications.ts';

/** Notifications that are kept, so that a click on one still finds it: without a reference it may be collected. */
const maxKept = 20;

/** Characters; more than a system shows of a notification. */
const maxTitleLength = 120;
const maxTextLength = 300;

export interface NotifierOptions {
  /** Electron's own. */
  Notification: typeof Notification;
  isWindowWatched: () => boolean;
  onClick: (target: Target) => void;
}

/** The system's own notifications. Where it has none, the app's list of notifications has them all. */
export function createNotifier({ Notification, isWindowWatched, onClick }: NotifierOptions): Notifier {
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

/**
 * What a notification shows, whatever jobs, batches and folders are called. On Linux the text, but not the title, is read as
 * markup: a name must not become a link or a picture there.
 * Source: the Desktop Notifications Specification 1.2, "Markup".
 */
export function notificationText(
  title: string,
  text: string,
  platform: NodeJS.Platform,
): { title: string; body: string } {
  const body = cutText(wellFormedLine(text), maxTextLength);
  return {
    title: wellFormedLine(title, maxTitleLength),
    body: platform === 'linux' ? escapeMarkup(body) : body,
  };
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
