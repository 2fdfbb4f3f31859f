import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { createAddressCheck } from '../api/address-check.ts';
import { createNetFetch, createNetResolve } from '../api/net-fetch.ts';
import { ownFiles } from '../files/folder-files.ts';
import { systemClock } from '../lib/clock.ts';
import { createFileFetcher } from '../previews/fetch-file.ts';
import type { NextProgram } from '../updates/install-update.ts';
import { findUpdateSource, packageTypeFile } from '../updates/update-source.ts';
import type { UpdateTools } from '../updates/updates.ts';
import type { ServiceSessions } from './session-security.ts';

/** Ends the app and starts what is in its place then; where one is given, that program instead. */
export type Restart = (next: NextProgram | null) => void;

/** New versions of the app on this machine. */
export const createUpdateTools = (sessions: ServiceSessions, restart: Restart): UpdateTools => ({
  findSource: () =>
    findUpdateSource({
      platform: process.platform,
      env: process.env,
      execPath: process.execPath,
      isPackaged: app.isPackaged,
      readPackage: () => readFile(join(app.getAppPath(), 'package.json'), 'utf8'),
      readPackageType: () =>
        readFile(join(dirname(app.getAppPath()), packageTypeFile), 'utf8').catch(() => null),
    }),

  async load(feed, installer) {
    const [{ createUpdateWork }, { createInstall }, { createSeenFeeds }] = await Promise.all([
      import('../updates/update-work.ts'),
      import('../updates/install-update.ts'),
      import('../updates/seen-feeds.ts'),
    ]);
    const session = () => sessions.of('updates');
    const fetch = createNetFetch(session);
    return createUpdateWork({
      feed,
      version: app.getVersion(),
      target: `${process.platform}-${process.arch}`,
      folder: join(app.getPath('userData'), 'updates'),
      files: ownFiles,
      seen: createSeenFeeds({ path: join(app.getPath('userData'), 'seen-updates.json'), files: ownFiles }),
      fetchFile: createFileFetcher({
        // Chromium's own words would tell the feed the version, the system and the language.
        fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...plainHeaders } }),
        clock: systemClock,
        checkAddress: createAddressCheck({ api: feed.url, resolveHost: createNetResolve(session) }),
        api: feed.url,
      }),
      install: createInstall({ installer, files: ownFiles, restart }),
    });
  },
});

const plainHeaders = { 'User-Agent': 'rigyd-desk', 'Accept-Language': 'en' };
