import { success } from '../../shared/errors.ts';
import { toText } from '../../shared/packed-rows.ts';
import type { App } from '../app/app.ts';
import { acknowledged } from './acknowledged.ts';
import type { Desktop } from './desktop.ts';
import { accountHandlers } from './handlers/account.ts';
import { assetHandlers } from './handlers/assets.ts';
import { batchHandlers } from './handlers/batches.ts';
import { commandHandlers } from './handlers/command.ts';
import { notificationHandlers } from './handlers/notifications.ts';
import { downloadHandlers } from './handlers/downloads.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { libraryHandlers } from './handlers/library.ts';
import { previewHandlers } from './handlers/previews.ts';
import { settingHandlers } from './handlers/settings.ts';
import { supportHandlers } from './handlers/support.ts';
import { updateHandlers } from './handlers/updates.ts';
import type { Handlers } from './answer-request.ts';

/**
 * The handlers of all requests; one that is missing does not compile. Changes of jobs reach the window as patches, not as
 * answers. See also {@link acknowledged}.
 */
export function createHandlers(core: App, desktop: Desktop): Handlers {
  const done = success(null);
  const handlers: Handlers = {
    getLastView: async () => success(await core.lastView.current()),
    keepLastView: ({ view }) => {
      core.lastView.keep(view);
      return done;
    },
    getSnapshot: async () => {
      await Promise.all([core.lastView.current(), core.reading.first]);
      return success(toText(core.publisher.snapshotStart()));
    },
    getRows: ({ before }) => success(toText(core.publisher.rowsBefore(before))),
    ...accountHandlers(core),
    ...jobHandlers(core, desktop),
    ...batchHandlers(core, desktop),
    ...downloadHandlers(core, desktop),
    ...commandHandlers(core, desktop),
    ...libraryHandlers(core, desktop),
    ...previewHandlers(core, desktop),
    ...assetHandlers(core),
    ...settingHandlers(core, desktop),
    ...notificationHandlers(core),
    ...supportHandlers(core, desktop),
    ...updateHandlers(core),
    copyText: async ({ text }) => {
      await desktop.copyText(text);
      return done;
    },
    editText: ({ action }) => {
      desktop.editText(action);
      return done;
    },
    dismissBanner: ({ kind }) => {
      core.banners.remove(kind);
      return done;
    },
  };
  return acknowledged(handlers, core);
}
