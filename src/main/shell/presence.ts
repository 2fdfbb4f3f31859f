import type { Clock } from '../lib/clock.ts';
import { attentionOf, type Attention } from './attention.ts';
import type { Overview } from './overview.ts';
import type { TrayIcon } from './tray.ts';
import { describeOverview, trayMenu, trayTitle } from './tray-menu.ts';

export interface PresenceOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  overview: () => Overview;
  unread: () => number;
  downloadsPaused: () => boolean;
  tray: TrayIcon;
  /** Shows progress and badge on dock, taskbar or launcher. */
  showAttention: (attention: Attention) => void;
}

/** Milliseconds between two looks: a menu that changes under the hand cannot be used. */
const restMs = 1_000;

/** Keeps tray, taskbar and dock up to date, and touches them only when what they show is another. */
export class Presence {
  readonly #options: PresenceOptions;
  #isWaiting = false;
  #shownMenu = '';
  #shownAttention = '';

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#refresh();
  }

  /** Something may have changed. */
  note(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#options.clock.setTimeout(() => {
      this.#isWaiting = false;
      this.#refresh();
    }, restMs);
  }

  #refresh(): void {
    const { tray, platform, unread, downloadsPaused, showAttention } = this.#options;
    const overview = this.#options.overview();
    const menu = trayMenu(overview, downloadsPaused());
    const menuText = JSON.stringify(menu);
    if (menuText !== this.#shownMenu) {
      const tooltip = `Rigyd Desk: ${describeOverview(overview)}`;
      tray.show({ tooltip, title: trayTitle(overview, platform), menu });
    }
    this.#shownMenu = menuText;
    const attention = attentionOf(overview, unread());
    const attentionText = JSON.stringify(attention);
    if (attentionText !== this.#shownAttention) showAttention(attention);
    this.#shownAttention = attentionText;
  }
}
