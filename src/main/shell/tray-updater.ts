import type { Clock } from '../lib/clock.ts';
import { describeStatus, trayMenu, trayTitle, type TrayMenu } from './tray-menu.ts';
import { indicatorsOf, type Indicators, type TrayStatus } from './tray-status.ts';
import { trayWords } from '../words/menus.ts';

/** What the icon in the tray or the menu bar shows. */
export interface TrayContent {
  tooltip: string;
  /** Text beside the icon; null where there is no place for it. */
  title: string | null;
  menu: TrayMenu;
}

export interface TrayIcon {
  show(content: TrayContent): void;
}

export interface TrayUpdaterOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  status: () => TrayStatus;
  unread: () => number;
  downloadsPaused: () => boolean;
  tray: TrayIcon;
  showIndicators: (indicators: Indicators) => void;
}

/** Milliseconds between two updates at least: a menu that changes while it is open cannot be used. */
const minUpdateMs = 1_000;

/** Keeps tray, taskbar and dock up to date, and updates them only when what they show changes. */
export class TrayUpdater {
  readonly #options: TrayUpdaterOptions;
  #isWaiting = false;
  #shownMenu = '';
  #shownIndicators = '';

  constructor(options: TrayUpdaterOptions) {
    this.#options = options;
    this.#refresh();
  }

  /** Something may have changed. */
  noteChange(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#options.clock.setTimeout(() => {
      this.#isWaiting = false;
      this.#refresh();
    }, minUpdateMs);
  }

  #refresh(): void {
    const { tray, platform, unread, downloadsPaused, showIndicators } = this.#options;
    const status = this.#options.status();
    const menu = trayMenu(status, downloadsPaused());
    const menuText = JSON.stringify(menu);
    if (menuText !== this.#shownMenu) {
      const tooltip = trayWords.tooltip(describeStatus(status));
      tray.show({ tooltip, title: trayTitle(status, platform), menu });
    }
    this.#shownMenu = menuText;
    const indicators = indicatorsOf(status, unread());
    const indicatorsText = JSON.stringify(indicators);
    if (indicatorsText !== this.#shownIndicators) showIndicators(indicators);
    this.#shownIndicators = indicatorsText;
  }
}
