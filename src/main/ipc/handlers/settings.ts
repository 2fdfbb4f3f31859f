import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { App } from '../../app/app.ts';
import { keepOutOfLogs } from '../../lib/redact.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

export function settingHandlers(
  core: App,
  desktop: Pick<
    Desktop,
    'chooseFolder' | 'applyTheme' | 'startAtLogin' | 'closeWindow' | 'linkHandling' | 'openLinks'
  >,
) {
  async function changeSettings(
    changes: Parameters<typeof core.preferences.change>[0],
  ): Promise<Outcome<Settings>> {
    if (changes.savedViews !== undefined && !core.preferences.hasRoomFor(changes.savedViews))
      return failed('too-many-views');
    if (changes.startAtLogin !== undefined) {
      const started = await desktop.startAtLogin(changes.startAtLogin);
      if (!started.ok) return started;
    }
    const settings = core.preferences.change(changes);
    desktop.applyTheme(settings.theme);
    core.publisher.set('settings', settings);
    core.account.settingsChanged();
    core.downloads.refresh();
    if (changes.judgeResults !== undefined) core.verdicts.settingsChanged();
    return success(settings);
  }

  return {
    saveKey: ({ key, keep }) => {
      keepOutOfLogs(key);
      return core.keys.save(key, keep);
    },
    removeKey: () => core.keys.remove(),
    changeSettings,
    answerKeepRunning: async ({ keepRunning }) => {
      if (!keepRunning) await changeSettings({ keepInTray: false });
      desktop.closeWindow(keepRunning);
      return success(null);
    },
    getLinkHandling: async () => success(await desktop.linkHandling()),
    chooseLinkHandling: async ({ isHere }) => {
      const opened = await desktop.openLinks(isHere);
      if (!opened.ok) return opened;
      core.banners.remove('links-elsewhere');
      await changeSettings({ askedAboutLinks: true });
      return success(await desktop.linkHandling());
    },
    chooseDownloadFolder: async ({ reset }) => {
      if (reset) return changeSettings({ downloadFolder: null });
      const chosen = await desktop.chooseFolder(core.downloadFolder);
      return chosen === null
        ? success(core.preferences.settings)
        : changeSettings({ downloadFolder: chosen });
    },
  } satisfies Partial<Handlers>;
}
