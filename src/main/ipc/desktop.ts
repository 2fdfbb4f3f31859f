import type { Settings } from '../../shared/settings.ts';

/** What the handlers need of the desktop around the window. */
export interface Desktop {
  showInFolder(path: string): Promise<boolean>;
  copyText(text: string): Promise<void>;
  /** Null where the person changed their mind. */
  chooseFolder(current: string): Promise<string | null>;
  applyTheme(theme: Settings['theme']): void;
}
