import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type SupportRequests = 'showLogs' | 'copyDiagnostics' | 'leaveSafeMode';

/** For whoever looks for a fault. */
export const supportHandlers = (
  core: App,
  desktop: Pick<Desktop, 'showLogs' | 'copyText' | 'diagnostics' | 'startAgain'>,
): Pick<Handlers, SupportRequests> => ({
  showLogs: () => desktop.showLogs(),
  copyDiagnostics: async () => {
    await desktop.copyText(desktop.diagnostics(core.publisher.snapshot()));
    return success(null);
  },
  leaveSafeMode: () => {
    desktop.startAgain('normally');
    return success(null);
  },
});
