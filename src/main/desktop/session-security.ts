import { app, session, type Session } from 'electron';

/** Grants the page nothing: no camera, no notifications, no USB, and no client certificate chosen behind its back. */
export function lockDownSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/**
 * A session for calls to the service: in memory, without cache. Polls, downloads and previews get one each,
 * because Chromium opens six connections to a host for each session, and downloads would take them all.
 */
export const serviceSession = (use: 'polls' | 'results' | 'previews'): Session =>
  session.fromPartition(`service-${use}`, { cache: false });
