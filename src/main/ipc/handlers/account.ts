import { success } from '../../../shared/errors.ts';
import type { Desk } from '../../desk.ts';
import type { Handlers } from '../register-requests.ts';

type AccountRequests = 'refreshAccount';

export function accountHandlers(desk: Desk): Pick<Handlers, AccountRequests> {
  return {
    refreshAccount: () => {
      desk.account.refresh();
      return success(null);
    },
  };
}
