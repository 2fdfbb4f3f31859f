import { success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

/** Logs, diagnostics and safe mode. */
export function supportHandlers(
  core: App,
  desktop: Pick<Desktop, 'showLogs' | 'copyText' | 'diagnostics' | 'startAgain'>,
) {
  return {
    showLogs: () => desktop.showLogs(),
    copyDiagnostics: async () => {
      await desktop.copyText(desktop.diagnostics(core.publisher.snapshot()));
      return success(null);
    },
    leaveSafeMode: () => {
      desktop.startAgain('normally');
      return success(null);
    },
  } satisfies Partial<Handlers>;
}
