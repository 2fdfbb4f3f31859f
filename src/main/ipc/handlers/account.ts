import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../answer-request.ts';

export function accountHandlers(core: App) {
  return {
    refreshAccount: () => {
      core.account.refresh();
      return success(null);
    },
    findCliKey: async () => {
      const key = await core.readCliKey();
      return success(key === null ? null : { lastFour: key.slice(-4) });
    },
    importCliKey: async ({ lastFour, keep }) => {
      const key = await core.readCliKey();
      // What a person said yes to is the key they were shown.
      if (key === null || key.slice(-4) !== lastFour) return failed('cli-key-gone');
      return core.keys.save(key, keep);
    },
  } satisfies Partial<Handlers>;
}
