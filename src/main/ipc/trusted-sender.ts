import type { IpcMainInvokeEvent } from 'electron';

/**
 * Whether a message comes from the top frame of the app's own page. Read synchronously: a frame that has navigated away
 * meanwhile is null, and null is not trusted.
 */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, pageOrigin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.url.startsWith(`${pageOrigin}/`);
}
