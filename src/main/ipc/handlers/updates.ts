import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../answer-request.ts';

/** New versions of the app. How it goes on is in the state, so nobody waits for it here. */
export function updateHandlers({ updates }: App) {
  const begun = (step: () => Promise<void> | void) => () => {
    void step();
    return success(null);
  };
  return {
    checkForUpdates: begun(() => updates.check()),
    downloadUpdate: begun(() => updates.download()),
    cancelUpdate: begun(() => updates.cancel()),
    installUpdate: begun(() => updates.install()),
  } satisfies Partial<Handlers>;
}
