import { app } from 'electron';
import type { Target } from '../../shared/notifications.ts';
import type { App } from '../app/app.ts';
import type { Desktop } from '../ipc/desktop.ts';
import type { Handlers } from '../ipc/register-requests.ts';
import { startArguments } from './arguments.ts';
import { linkScheme } from './deep-link.ts';
import { handOverSchema, type HandOver } from './hand-over.ts';
import type { HandOvers } from './hand-overs.ts';
import { hiddenSwitch } from './login-start.ts';
import type { MainWindow } from './main-window.ts';
import type { Quitting } from './quitting.ts';
import { argumentsWith } from './second-start.ts';
import type { TrayAction } from './tray-menu.ts';

export interface OpeningParts {
  core: App;
  desktop: Pick<Desktop, 'showInFolder'>;
  handlers: Pick<Handlers, 'changeSettings'>;
  window: MainWindow;
  quitting: Quitting;
}

/** All ways in which the app is asked for from outside its window: links, a second start, tray, notifications. */
export class Openings {
  readonly #handOvers: HandOvers;
  #parts: OpeningParts | null = null;

  /** @param handOvers take what it is given */
  constructor(handOvers: HandOvers) {
    this.#handOvers = handOvers;
    // An installed app is found by its links; one that is being worked on must not take them over.
    if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
    app.on('second-instance', (_event, argv, _folder, data) => this.#onSecondStart(argv, data));
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#give({ arguments: [url], workingFolder: app.getPath('home'), file: null });
    });
  }

  serve(parts: OpeningParts): void {
    this.#parts = parts;
  }

  /** Brings the window to the person and shows something in it, or a result in its folder. */
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

  #onSecondStart(argv: readonly string[], data: unknown): void {
    const parsed = handOverSchema.safeParse(data);
    // At login it may run already.
    this.#give(parsed.success ? parsed.data : null, argv.includes(`--${hiddenSwitch}`));
  }

  #give(given: HandOver | null, isHidden = false): void {
    if (this.#parts?.quitting.isUnderWay === true) {
      this.#parts.quitting.startAgainWith(this.#argumentsFor(given));
      return;
    }
    if (!isHidden) this.#parts?.window.bringForward();
    if (given !== null) this.#handOvers.take(given);
  }

  /**
   * The arguments of a start that comes after this process, with what was given too late. It waits in a file: several such
   * starts are one, which takes all files.
   */
  async #argumentsFor(given: HandOver | null): Promise<string[]> {
    const start = startArguments(process.argv, app.isPackaged);
    if (given === null) return start;
    if ((await this.#handOvers.leaveLate(given)) !== null) return [...start, ...given.arguments];
    return given.file === null ? start : argumentsWith(given.file);
  }
}
