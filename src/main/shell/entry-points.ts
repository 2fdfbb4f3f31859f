import { app } from 'electron';
import type { Target } from '../../shared/notifications.ts';
import type { App } from '../app/app.ts';
import type { Desktop } from '../ipc/desktop.ts';
import type { Handlers } from '../ipc/answer-request.ts';
import { readAsHandOver, type HandOver } from './hand-over-file.ts';
import type { HandOverQueue } from './hand-over-queue.ts';
import { hiddenSwitch } from './login-item.ts';
import type { MainWindow } from './main-window.ts';
import type { QuitHandler } from './quit.ts';
import { restartArguments, restartArgumentsWith } from './second-instance.ts';
import type { TrayAction } from './tray-menu.ts';

export interface EntryPointParts {
  core: App;
  desktop: Pick<Desktop, 'showInFolder'>;
  handlers: Pick<Handlers, 'changeSettings'>;
  window: MainWindow;
  quitting: QuitHandler;
}

/** What comes from outside the window: links, second instances, the tray, clicks on notifications. */
export class EntryPoints {
  readonly #handOvers: HandOverQueue;
  #parts: EntryPointParts | null = null;

  /** @param handOvers takes links and input of second instances */
  constructor(handOvers: HandOverQueue) {
    this.#handOvers = handOvers;
    app.on('second-instance', (_event, argv, _folder, data) => this.#onSecondInstance(argv, data));
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#take({ arguments: [url], workingFolder: app.getPath('home'), file: null });
    });
  }

  serve(parts: EntryPointParts): void {
    this.#parts = parts;
  }

  /** Brings the window to the front and shows a target in it, or shows a result in its folder. */
  async open(target: Target): Promise<void> {
    if (this.#parts === null) return;
    const { core, desktop, window } = this.#parts;
    if (target?.kind === 'result') {
      const folder = core.jobs.get(target.id)?.record.download?.folder ?? null;
      if (folder !== null && (await desktop.showInFolder(folder)).ok) return;
    }
    window.bringForward();
    if (target !== null) core.tellWindow('showTarget', target);
  }

  /** Does what was chosen in the tray. */
  act(action: TrayAction): void {
    switch (action.kind) {
      case 'show':
        void this.open(action.target);
        break;
      case 'pause-downloads':
        void this.#parts?.handlers.changeSettings({ downloadsPaused: action.paused });
        break;
      case 'quit':
        app.quit();
        break;
    }
  }

  #onSecondInstance(argv: readonly string[], data: unknown): void {
    // The start at login finds the app running where the person was faster.
    this.#take(readAsHandOver(data), argv.includes(`--${hiddenSwitch}`));
  }

  #take(handOver: HandOver | null, isHidden = false): void {
    if (this.#parts?.quitting.isEnding === true) {
      this.#parts.quitting.restartWith(this.#argumentsFor(handOver));
      return;
    }
    if (!isHidden) this.#parts?.window.bringForward();
    if (handOver !== null) this.#handOvers.take(handOver);
  }

  /** The arguments of the start after this process. Its input is in files, so that one start takes that of several. */
  async #argumentsFor(handOver: HandOver | null): Promise<string[]> {
    if (handOver === null) return restartArguments();
    if ((await this.#handOvers.saveLate(handOver)) !== null)
      return [...restartArguments(), ...handOver.arguments];
    return handOver.file === null ? restartArguments() : restartArgumentsWith(handOver.file);
  }
}
