import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, type BrowserWindow } from 'electron';
import { inTime, systemClock } from '../lib/clock.ts';
import { log, logEvent } from '../log/log.ts';
import { decideClosing } from './closing.ts';
import { LatestFile, replaceSmallFile } from '../files/replace-file.ts';
import { openWindow, type WindowOptions } from './window.ts';
import { placeWindow, type WindowState } from './window-state.ts';
import { WindowTroubles, type WindowTroublesOptions } from './window-troubles.ts';

export interface MainWindowOptions extends Pick<WindowOptions, 'preload' | 'url' | 'icon'> {
  /** Where its place is kept, and that the person knows of its going on. */
  folder: string;
  keepInTray: () => boolean;
  /** What can be done about a window in trouble, apart from reloading it. */
  troubles: Pick<WindowTroublesOptions, 'ask' | 'restartInSafeMode' | 'showLogs' | 'quit'>;
  /** An error in the page that nothing in it caught. */
  onPageError: (message: string) => void;
  /** Asks the person whether the app shall go on without its window; see {@link MainWindow.agreeToGoOn}. */
  ask: () => void;
}

/** Milliseconds that a window must rest before its place is written. */
const restMs = 400;
/** Milliseconds that the disk has to take its place when the app ends. */
const patienceMs = 2_000;

/**
 * The app's one window: where it lies, and what closing it means. What is on disk of that is read before it opens; later
 * the disk may not answer.
 */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #placeFile: LatestFile;
  /** What is known of its last place, whatever was on disk. */
  #place: unknown;
  /** Whether the person knows that the app goes on without it. */
  #isKnown: boolean;
  #window: BrowserWindow | null = null;
  #isQuitting = false;
  #isLoaded = false;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    const path = join(options.folder, 'window.json');
    this.#place = readPlace(path);
    this.#placeFile = new LatestFile(path, (error) =>
      log('The place of the window could not be kept', error),
    );
    this.#isKnown = existsSync(this.#agreementFile);
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Whether the person has it before them. */
  get isWatched(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Opens it, out of sight if `hidden`. */
  open(hidden: boolean): BrowserWindow {
    const { preload, url, icon } = this.#options;
    const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
    const placement = placeWindow(
      this.#place,
      displays.map(({ workArea }) => workArea),
    );
    const window = openWindow({ preload, url, icon, placement, hidden });
    this.#window = window;
    this.#isLoaded = false;
    window.once('ready-to-show', () => (this.#isLoaded = true));
    window.once('closed', () => (this.#window = null));
    const troubles = this.#watchOver(window);
    window.on('close', (event) => this.#onClose(event, window, troubles));
    this.#rememberPlace(window);
    return window;
  }

  /** Brings it to the person who just asked for the app. */
  bringForward(): void {
    const window = this.#window ?? this.open(false);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  hide(): void {
    const window = this.#window;
    if (window === null) return;
    if (!window.isFullScreen()) {
      window.hide();
      return;
    }
    // A full screen on macOS stays behind, black, when its window is hidden.
    window.once('leave-full-screen', () => window.hide());
    window.setFullScreen(false);
  }

  /** The person knows that the app goes on, and is not asked again. */
  agreeToGoOn(): void {
    this.#isKnown = true;
    replaceSmallFile(this.#agreementFile, '').catch((error: unknown) =>
      log('The answer could not be kept', error),
    );
    this.hide();
  }

  /** The app ends: from now on closing it closes it. Resolves when its place is on disk, if that answers in time. */
  async allowClosing(): Promise<void> {
    this.#writePlace();
    this.#isQuitting = true;
    await inTime(systemClock, patienceMs, this.#placeFile.settled());
  }

  get #agreementFile(): string {
    return join(this.#options.folder, 'goes-on-without-window');
  }

  #onClose(event: { preventDefault: () => void }, window: BrowserWindow, troubles: WindowTroubles): void {
    const closing = decideClosing({
      isQuitting: this.#isQuitting,
      platform: process.platform,
      keepInTray: this.#options.keepInTray(),
      isKnown: this.#isKnown,
      canAsk: this.#isLoaded && !window.webContents.isCrashed(),
    });
    if (closing === 'close') return;
    event.preventDefault();
    if (closing === 'hide') {
      this.hide();
      return;
    }
    // Electron 33 reports no hung page after a close that was held back: none in 9 s, a ping fails after 5.
    void troubles.expectAnswer();
    this.#options.ask();
  }

  #watchOver(window: BrowserWindow): WindowTroubles {
    const { webContents } = window;
    const troubles = new WindowTroubles({
      ...this.#options.troubles,
      clock: systemClock,
      ping: () => webContents.mainFrame.executeJavaScript('null'),
      reload: () => {
        if (!window.isDestroyed()) webContents.reload();
      },
      crash: () => {
        if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
      },
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      log(`The window's process ended: ${reason}`);
      if (reason !== 'clean-exit' && !this.#isQuitting) void troubles.gone();
    });
    window.on('unresponsive', () => {
      if (!this.#isQuitting) void troubles.unresponsive();
    });
    window.on('responsive', () => {
      logEvent('The window responds again');
      troubles.responsive();
    });
    // Since Electron 35 the message is part of the event; before, it is the third argument.
    webContents.on('console-message', (event, _level, text) => {
      const message = typeof event.message === 'string' ? event.message : text;
      if (message.startsWith('Uncaught')) this.#options.onPageError(message);
    });
    window.once('closed', () => troubles.responsive());
    return troubles;
  }

  #rememberPlace(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#writePlace(), restMs);
    };
    window.on('resize', soon);
    window.on('move', soon);
    window.on('maximize', soon);
    window.on('unmaximize', soon);
    window.on('enter-full-screen', soon);
    window.on('leave-full-screen', soon);
    window.on('close', () => this.#writePlace());
    window.once('closed', () => clearTimeout(timer));
  }

  #writePlace(): void {
    const window = this.#window;
    if (window === null || window.isDestroyed() || this.#isQuitting) return;
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    };
    this.#place = state;
    this.#placeFile.write(JSON.stringify(state));
  }
}

/** What is on disk of the window's place; undefined if nothing can be read. Waits for the disk: for the start alone. */
function readPlace(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
