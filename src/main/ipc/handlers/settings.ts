import { success, type Outcome } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Desk } from '../../desk.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type SettingRequests = 'saveKey' | 'removeKey' | 'changeSettings' | 'chooseDownloadFolder';

export function settingHandlers(
  desk: Desk,
  desktop: Pick<Desktop, 'chooseFolder' | 'applyTheme'>,
): Pick<Handlers, SettingRequests> {
  function changeSettings(changes: Parameters<typeof desk.preferences.change>[0]): Outcome<Settings> {
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
    chooseDownloadFolder: async ({ reset }) => {
      if (reset) return changeSettings({ downloadFolder: null });
      const chosen = await desktop.chooseFolder(desk.downloadFolder);
      return chosen === null
        ? success(desk.preferences.settings)
        : changeSettings({ downloadFolder: chosen });
    },
  };
}
