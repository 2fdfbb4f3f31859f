import { failed, success } from '../../../shared/errors.ts';
import type { Desk } from '../../desk.ts';
import type { Handlers } from '../register-requests.ts';

type AccountRequests = 'refreshAccount' | 'findCliKey' | 'importCliKey';

export function accountHandlers(desk: Desk): Pick<Handlers, AccountRequests> {
  return {
    refreshAccount: () => {
      desk.account.refresh();
      return success(null);
    },
    findCliKey: async () => {
      const key = await desk.readCliKey();
      return success(key === null ? null : { lastFour: key.slice(-4) });
    },
    importCliKey: async ({ lastFour, keep }) => {
      const key = await desk.readCliKey();
      // What a person said yes to is the key they were shown.
      if (key === null || key.slice(-4) !== lastFour) return failed('cli-key-gone');
      return desk.keys.save(key, keep);
    },
  };
}
