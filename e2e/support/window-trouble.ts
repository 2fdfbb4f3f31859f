import type { Desk } from './desk.ts';

interface Box {
  message: string;
  buttons: string[];
  choose: (response: number) => void;
}

/** What stands in the app's main process for the time of a test. */
interface Observed {
  boxes: Box[];
  loads: number;
}

/** The window seen from main, which goes on when the page hangs or its process ends; Playwright's own page does not. */
export interface ObservedWindow {
  /** Messages of the boxes that the system was asked to show so far. Each waits until {@link choose} answers it. */
  boxes: () => Promise<string[]>;
  /** Presses this button in the last box. */
  choose: (button: string) => Promise<void>;
  /** How often the page was loaded anew. */
  loads: () => Promise<number>;
  /** What stands in the page; for a page that was loaded and answers. */
  text: () => Promise<string>;
  /** Runs code in a page that answers. */
  run: (code: string) => Promise<unknown>;
  /** Does what the close button does: Electron handles the request of a window manager in the same place. */
  close: () => Promise<void>;
  crash: () => Promise<void>;
  isVisible: () => Promise<boolean>;
}

export async function observeWindow({ app }: Desk): Promise<ObservedWindow> {
  const observed = await app.evaluateHandle(({ BrowserWindow, dialog }): Observed => {
    const kept: Observed = { boxes: [], loads: 0 };
    // Boxes of the system cannot be driven.
    dialog.showMessageBox = (...parts: unknown[]) => {
      const { message, buttons = [] } = parts.at(-1) as Electron.MessageBoxOptions;
      return new Promise((resolve) =>
        kept.boxes.push({
          message,
          buttons,
          choose: (response) => resolve({ response, checkboxChecked: false }),
        }),
      );
    };
    BrowserWindow.getAllWindows()[0]?.webContents.on('did-finish-load', () => (kept.loads += 1));
    return kept;
  });
  const run = (code: string): Promise<unknown> =>
    app.evaluate(
      ({ BrowserWindow }, source) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(source) as Promise<unknown>,
      code,
    );
  return {
    boxes: () => observed.evaluate(({ boxes }) => boxes.map(({ message }) => message)),
    choose: (button) =>
      observed.evaluate(({ boxes }, label) => {
        const box = boxes.at(-1);
        box?.choose(box.buttons.indexOf(label));
      }, button),
    loads: () => observed.evaluate(({ loads }) => loads),
    text: async () => String(await run('document.body.innerText')),
    run,
    close: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    crash: () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      ),
    isVisible: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
  };
}

/**
 * Lets the page run in a circle until its process ends. Asked of the frame, as the app asks whether the page answers: the
 * two arrive in this order, while `webContents.executeJavaScript` takes another way and may be overtaken.
 */
export const hang = ({ app }: Desk): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    void BrowserWindow.getAllWindows()[0]
      ?.webContents.mainFrame.executeJavaScript('for (;;);')
      .catch(() => {});
  });
