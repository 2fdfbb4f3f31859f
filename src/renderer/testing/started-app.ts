import { success } from '../../shared/errors.ts';
import type { AddReport } from '../../shared/intake.ts';
import { fileSource } from '../../shared/source.ts';
import { AppState } from '../app/app-state.svelte.ts';
import type { Toast } from '../ui/toasts.svelte.ts';
import { FakeBridge } from './fake-bridge.ts';

export interface StartedApp {
  main: FakeBridge;
  app: AppState;
  /** The newest message. */
  toast: () => Toast | undefined;
  /** Adds a file, and lets main answer. */
  add: (report: AddReport) => Promise<boolean>;
}

/** The state of a window whose main process is the test. */
export function startApp(): StartedApp {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  const add = async (report: AddReport): Promise<boolean> => {
    const added = app.intake.add([{ text: 'some text', source: fileSource('jobs.csv') }]);
    await main.answer('addJobs', success(report));
    return added;
  };
  return { main, app, toast: () => app.toasts.current.at(-1), add };
}
