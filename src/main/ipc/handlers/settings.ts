import { success, type Outcome } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Desk } from '../../desk.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type SettingRequests = 'saveKey' | 'removeKey' | 'changeSettings' | 'chooseDownloadFolder' | 'answerGoOn';

export function settingHandlers(
  desk: Desk,
  desktop: Pick<Desktop, 'chooseFolder' | 'applyTheme' | 'startAtLogin' | 'closeWindow'>,
): Pick<Handlers, SettingRequests> {
  function changeSettings(changes: Parameters<typeof desk.preferences.change>[0]): Outcome<Settings> {
    if (changes.startAtLogin !== undefined) {
      const started = desktop.startAtLogin(changes.startAtLogin);
      if (!started.ok) return started;
    }
    const settings = desk.preferences.change(changes);
    desktop.applyTheme(settings.theme);
    desk.publisher.set('settings', settings);
    desk.account.settingsChanged();
    desk.downloads.refresh();
    return success(settings);
  }

  return {
    saveKey: ({ key, keep }) => desk.keys.save(key, keep),
    removeKey: () => desk.keys.remove(),
    changeSettings,
    answerGoOn: ({ goOn }) => {
      if (!goOn) changeSettings({ keepInTray: false });
      desktop.closeWindow(goOn);
      return success(null);
    },
    chooseDownloadFolder: async ({ reset }) => {
      if (reset) return changeSettings({ downloadFolder: null });
      const chosen = await desktop.chooseFolder(desk.downloadFolder);
      return chosen === null
        ? success(desk.preferences.settings)
        : changeSettings({ downloadFolder: chosen });
    },
  };
}
