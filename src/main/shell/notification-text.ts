import { cutText, wellFormedLine } from '../../shared/lib/well-formed.ts';

/** Characters; more than a system shows of a notification. */
const maxTitleLength = 120;
const maxTextLength = 300;

/**
 * What is handed to the system's notifications, whatever jobs, batches and folders are called. On Linux the text, not the
 * title, is read as markup: a name must not become a link or a picture there.
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
