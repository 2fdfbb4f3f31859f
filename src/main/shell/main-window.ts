import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { inTime, systemClock } from '../lib/clock.ts';
import { log, logEvent } from '../log/log.ts';
import { decideClosing } from './window-close.ts';
import { WindowProblems, type WindowProblemsOptions } from './window-problems.ts';
import { minSize, placeWindow, type Placement, type WindowState } from './window-state.ts';
import { LatestFile, replaceSmallFile } from '../files/replace-file.ts';
import { dialogWords } from '../words/dialogs.ts';

export interface MainWindowOptions {
  preload: string;
  url: string;
  /** Path of the app's icon. */
  icon: string;
  /** Where its place is kept, and that the person agreed to go on without it. */
  folder: string;
  problems: Pick<WindowProblemsOptions, 'ask' | 'startAgain' | 'showLogs' | 'quit'>;
  /** An error in the page that nothing in it caught. */
  onPageError: (message: string) => void;
}

/** What closing the window depends on. The window opens before there is anything that knows it. */
export interface WindowOwner {
  keepInTray: () => boolean;
  /** Has the page ask whether the app keeps running without its window; see {@link MainWindow.agreeToKeepRunning}. */
  ask: () => void;
  /** Puts the window out of sight where it can be found again; `signal` is aborted when it is wanted after all. */
  putAway: (window: BrowserWindow, signal: AbortSignal) => void;
  /** The window came into view, or went out of it. */
  onSeen: (isSeen: boolean) => void;
  /** The page is loaded anew, or is gone. */
  onPageGone: () => void;
}

interface OpenOptions extends Pick<MainWindowOptions, 'preload' | 'url' | 'icon'> {
  placement: Placement;
  /** Not shown once it is ready. */
  hidden: boolean;
}

/** Milliseconds without a move or resize before the place is written. */
const debounceMs = 400;
/** Milliseconds that the app waits for the place to be on disk when it ends. */
const writeTimeoutMs = 2_000;

/**
 * The app's one window: its place, and what closing it means. Both are read from disk before it opens; later the disk may
 * not answer.
 */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #placeFile: LatestFile;
  /** Its last place, not checked yet; see {@link placeWindow}. */
  #place: unknown;
  /** Whether the person was told that the app goes on without it. */
  #isKnown: boolean;
  #window: BrowserWindow | null = null;
  #isQuitting = false;
  #isLoaded = false;
  #isOpenedHidden = false;
  #owner: WindowOwner | null = null;
  /** Whether it was to close before there was an owner. */
  #isToClose = false;
  /** Aborted when the window is wanted again while it is being put away. */
  #wanted = new AbortController();

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

  get isWatched(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Has the window closed as this says. A close that came before is done now. */
  serve(owner: WindowOwner): void {
    this.#owner = owner;
    this.#noteSeen();
    if (this.#isToClose) this.#window?.close();
    // Opened out of sight: where there is no tray, nothing else would show that the app runs.
    else if (this.#isOpenedHidden && this.#window?.isVisible() === false) this.hide();
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
    this.#isOpenedHidden = hidden;
    window.once('ready-to-show', () => (this.#isLoaded = true));
    window.once('closed', () => (this.#window = null));
    const problems = this.#watch(window);
    window.on('close', (event) => this.#onClose(event, window, problems));
    this.#rememberPlace(window);
    for (const event of ['show', 'hide', 'minimize', 'restore', 'closed'] as const)
      window.on(event as 'show', () => this.#noteSeen());
    return window;
  }

  #noteSeen(): void {
    const window = this.#window;
    const isThere = window !== null && !window.isDestroyed();
    this.#owner?.onSeen(isThere && window.isVisible() && !window.isMinimized());
  }

  bringForward(): void {
    this.#wanted.abort();
    const window = this.#window ?? this.open(false);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Puts it out of sight, see {@link WindowOwner.putAway}. */
  hide(): void {
    const window = this.#window;
    if (window === null) return;
    this.#wanted.abort();
    this.#wanted = new AbortController();
    const { signal } = this.#wanted;
    const leave = (): void => this.#owner?.putAway(window, signal);
    if (!window.isFullScreen()) {
      leave();
      return;
    }
    // A full screen on macOS stays behind, black, when its window is hidden.
    window.once('leave-full-screen', leave);
    window.setFullScreen(false);
  }

  /** The person agreed that the app goes on without its window, and is not asked again. */
  agreeToKeepRunning(): void {
    this.#isKnown = true;
    replaceSmallFile(this.#agreementFile, '').catch((error: unknown) =>
      log('The answer could not be kept', error),
    );
    this.hide();
  }

  /** The app ends: the window may close. Resolves when its place is on disk, or the disk does not answer in time. */
  async allowClosing(): Promise<void> {
    this.#writePlace();
    this.#isQuitting = true;
    await inTime(systemClock, writeTimeoutMs, this.#placeFile.settled());
  }

  get #agreementFile(): string {
    return join(this.#options.folder, 'goes-on-without-window');
  }

  #onClose(event: { preventDefault: () => void }, window: BrowserWindow, problems: WindowProblems): void {
    if (this.#owner === null && !this.#isQuitting) {
      event.preventDefault();
      this.#isToClose = true;
      return;
    }
    const closing = decideClosing({
      isQuitting: this.#isQuitting,
      platform: process.platform,
      keepInTray: this.#owner?.keepInTray() ?? false,
      isKnown: this.#isKnown,
      canAsk: this.#isLoaded && !window.webContents.isCrashed(),
    });
    if (closing === 'close') return;
    event.preventDefault();
    if (closing === 'hide') {
      this.hide();
      return;
    }
    // Electron 33 reports no hung page after a close that was prevented: none in nine seconds.
    void problems.expectAnswer();
    this.#owner?.ask();
  }

  #watch(window: BrowserWindow): WindowProblems {
    const { webContents } = window;
    const problems = new WindowProblems({
      ...this.#options.problems,
      clock: systemClock,
      ping: () => webContents.mainFrame.executeJavaScript('null'),
      reload: () => {
        if (!window.isDestroyed()) webContents.reload();
      },
      crash: () => {
        if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
      },
    });
    webContents.on('did-navigate', () => this.#owner?.onPageGone());
    webContents.on('render-process-gone', (_event, { reason }) => {
      this.#owner?.onPageGone();
      log(`The window's process ended: ${reason}`);
      if (reason !== 'clean-exit' && !this.#isQuitting) void problems.gone();
    });
    window.on('unresponsive', () => {
      if (!this.#isQuitting) void problems.unresponsive();
    });
    window.on('responsive', () => {
      logEvent('The window responds again');
      problems.responsive();
    });
    // Since Electron 35 the message is part of the event; before, it is the third argument.
    webContents.on('console-message', (event, _level, text) => {
      const message = typeof event.message === 'string' ? event.message : text;
      if (message.startsWith('Uncaught')) this.#options.onPageError(message);
    });
    window.once('closed', () => {
      problems.responsive();
      this.#owner?.onPageGone();
    });
    return problems;
  }

  #rememberPlace(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const writeSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#writePlace(), debounceMs);
    };
    window.on('resize', writeSoon);
    window.on('move', writeSoon);
    window.on('maximize', writeSoon);
    window.on('unmaximize', writeSoon);
    window.on('enter-full-screen', writeSoon);
    window.on('leave-full-screen', writeSoon);
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

/** The colour before the first paint; the same as `--surface` in the renderer's tokens.css. */
const background = { light: '#fbfbfc', dark: '#16181d' };

/** Opens the window, sandboxed and isolated. What no page may do is in session-security.ts. */
function openWindow({ preload, url, icon, placement, hidden }: OpenOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placement.size,
    ...placement.position,
    minWidth: minSize.width,
    minHeight: minSize.height,
    icon,
    title: dialogWords.app,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  // Either of these shows the window.
  window.once('show', () => {
    if (placement.isMaximized) window.maximize();
    if (placement.isFullScreen) window.setFullScreen(true);
  });
  if (!hidden) window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}
