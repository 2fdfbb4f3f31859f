import { app, session, type Session, type WebContents } from 'electron';
import { log } from '../log/log.ts';

/**
 * Locks down every session and page, also later ones and those made by mistake. Must be called before the app is ready: the
 * default session is made then.
 */
export function lockDownEverything(): void {
  app.on('session-created', lockDownSession);
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents));
  // Electron would otherwise send the first matching certificate.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('certificate-error', (event, _contents, url, error, _certificate, decide) => {
    event.preventDefault();
    log(`The certificate of ${new URL(url).host} was refused: ${error}`);
    decide(false);
  });
}

/** Grants nothing: no camera, no notifications, no USB. Its spelling dictionaries are not fetched from Google either. */
function lockDownSession(created: Session): void {
  created.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  created.setPermissionCheckHandler(() => false);
  created.setDevicePermissionHandler(() => false);
  // Without a language there is no dictionary to download; `spellcheck: false` alone does not stop that.
  created.setSpellCheckerLanguages([]);
}

/** A page opens nothing, embeds nothing, and goes nowhere by itself. What main loads into it is not a navigation. */
function lockDownPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

export type ServiceUse = 'polls' | 'results' | 'previews' | 'updates';

/**
 * Sessions for calls to the service: in memory, without cache. Polls, downloads, previews and updates get one each, because
 * Chromium opens six connections to a host for each session, and downloads would take them all.
 */
export class ServiceSessions {
  #generation = 1;

  /** The session to use at this moment. */
  of(use: ServiceUse): Session {
    return session.fromPartition(`service-${use}-${this.#generation}`, { cache: false });
  }

  /**
   * Takes new sessions from now on. Chromium starts its network service again after a crash, but every request of an
   * in-memory session from before it fails with `net::ERR_FAILED` for good (seen with Electron 33).
   */
  renew(): void {
    this.#generation += 1;
  }
}

/** Calls back when Chromium's network service ended. Chromium has a new one at the next request. */
export function onNetworkServiceGone(listener: () => void): void {
  app.on('child-process-gone', (_event, { type, serviceName, name, reason }) => {
    log(`A process of Chromium ended: ${name ?? type} (${reason})`);
    if (serviceName === networkService) listener();
  });
}

const networkService = 'network.mojom.NetworkService';
