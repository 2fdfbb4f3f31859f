import { app } from 'electron';
import type { Target } from '../../shared/announcement.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { AppCore } from '../core/app-core.ts';
import type { Desktop } from '../ipc/desktop.ts';
import type { Handlers } from '../ipc/register-requests.ts';
import { log } from '../log.ts';
import { readArguments, startArguments } from './arguments.ts';
import { doubled } from '../watch/schedule.ts';
import { isLink, linkScheme } from './deep-link.ts';
import { followLink } from './follow-link.ts';
import {
  forgetHandOver,
  handOverSchema,
  leaveHandOver,
  leftHandOvers,
  readHandOver,
  type HandOver,
} from './hand-over.ts';
import { hiddenSwitch } from './login-start.ts';
import type { MainWindow } from './main-window.ts';
import type { Quitting } from './quitting.ts';
import { argumentsWith } from './second-start.ts';
import type { TrayAction } from './tray-menu.ts';

export interface OpeningParts {
  core: AppCore;
  desktop: Pick<Desktop, 'showInFolder'>;
  handlers: Pick<Handlers, 'changeSettings'>;
  window: MainWindow;
  quitting: Quitting;
}

/** Milliseconds until a file that cannot be read is read again, doubled each time. */
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** All ways in which the app is asked for from outside its window: arguments, links, a second start, tray, notifications. */
export class Openings {
  readonly #waiting: HandOver[];
  #parts: OpeningParts | null = null;
  #isStarted = false;
  /** Files of this run; one that could not be removed is not taken twice. */
  readonly #taken = new Set<string>();

  readonly #clock: Clock;

  /** @param given to this process, see {@link start} */
  constructor(given: HandOver, clock: Clock = systemClock) {
    this.#waiting = [given];
    this.#clock = clock;
    // An installed app is found by its links; one that is being worked on must not take them over.
    if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
    app.on('second-instance', (_event, argv, _folder, data) => this.#onSecondStart(argv, data));
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#parts?.window.bringForward();
      this.#take({ arguments: [url], workingFolder: app.getPath('home'), file: null });
    });
  }

  serve(parts: OpeningParts): void {
    this.#parts = parts;
  }

  /** Takes what this process was given, whatever came before all was there, and what an earlier run was given too late. */
  start(): void {
    this.#isStarted = true;
    // Not waited for: a person may be asked whether they mean it, and the rest of the start goes on meanwhile.
    for (const given of this.#waiting.splice(0)) this.#take(given);
    this.takeLeft();
  }

  /** Takes what was given while the app was ending: by the next start, or by this run where the person chose to stay. */
  takeLeft(): void {
    for (const given of leftHandOvers(app.getPath('userData'))) this.#take(given);
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
    const given = parsed.success ? parsed.data : null;
    if (this.#parts?.quitting.isUnderWay === true) {
      this.#parts.quitting.startAgainWith(argumentsFor(given));
      return;
    }
    // At login it may run already.
    if (!argv.includes(`--${hiddenSwitch}`)) this.#parts?.window.bringForward();
    if (given !== null) this.#take(given);
  }

  /** @param failures how often its file could not be read */
  #take(given: HandOver, failures = 0): void {
    if (!this.#isStarted) this.#waiting.push(given);
    else void this.#add(given, failures).catch((error: unknown) => this.#leave(given, error));
  }

  /** What the end of the app kept from being taken is there for the next start. */
  #leave(given: HandOver, error: unknown): void {
    if (this.#parts?.quitting.isUnderWay !== true) log('What was handed over could not be taken', error);
    else if (given.file === null) leaveHandOver(app.getPath('userData'), given);
  }

  async #add(handedOver: HandOver, failures: number): Promise<void> {
    const { file } = handedOver;
    if (this.#parts === null || (file !== null && this.#taken.has(file))) return;
    const { core } = this.#parts;
    const userData = app.getPath('userData');
    const given = readHandOver(userData, handedOver);
    if (given === null) {
      const wait = doubled(firstWaitMs, failures + 1, longestWaitMs);
      this.#clock.setTimeout(() => this.#take(handedOver, failures + 1), wait);
      return;
    }
    if (file !== null) this.#taken.add(file);
    const others = given.arguments.filter((argument) => !isLink(argument));
    await Promise.all([
      ...given.arguments.filter(isLink).map((link) => followLink(link, core)),
      readArguments(others, given.workingFolder).then((named) =>
        named.length === 0 ? undefined : core.addFromOutside(named, { by: 'person' }),
      ),
    ]);
    if ((await core.flush()).ok) forgetHandOver(userData, handedOver);
  }
}

/**
 * The arguments of a start that comes after this process, with what a second start was given too late. It waits in a file:
 * several such starts are one, which takes all files.
 */
function argumentsFor(given: HandOver | null): string[] {
  const userData = app.getPath('userData');
  const { file, ...rest } = given ?? { arguments: [], workingFolder: userData, file: null };
  try {
    return argumentsWith(file ?? leaveHandOver(userData, { ...rest, file: null }));
  } catch (error) {
    log('What was handed over could not be kept', error);
    return [...startArguments(process.argv, app.isPackaged), ...rest.arguments];
  }
}
