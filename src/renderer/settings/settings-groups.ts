import type { Component } from 'svelte';
import type { Settings } from '../../shared/settings.ts';
import type { Updates } from '../../shared/updates.ts';
import { downloadsWords } from '../words/downloads.ts';
import { settingsWords as words } from '../words/settings.ts';
import CommandSetting from './CommandSetting.svelte';
import FolderSetting from './FolderSetting.svelte';
import KeySetting from './KeySetting.svelte';
import LinksSetting from './LinksSetting.svelte';
import NamingSetting from './NamingSetting.svelte';

/** `app.openSettings(id)` opens the settings at a group. */
export type SettingsGroupId = 'key' | 'account' | 'results' | 'watching' | 'desktop' | 'appearance';

interface SettingsGroup {
  id: SettingsGroupId;
  title: string;
  rows: readonly SettingsRow[];
}

interface Words {
  title: string;
  /** Why a person would change it, in a sentence. */
  reason: string;
  /** Whether it does anything in this copy of the app; left out, it does. */
  isShown?: (updates: Updates) => boolean;
}

type SettingName = keyof Settings;
type NamesOf<Value> = { [Name in SettingName]: Settings[Name] extends Value ? Name : never }[SettingName];
/** Settings with a fixed set of values, rather than any text. */
type ChoiceName = {
  [Name in NamesOf<string>]: string extends Settings[Name] ? never : Name;
}[NamesOf<string>];

/** A setting with a switch, a number field or a select. The limits of a number are those of its schema. */
type PlainRow =
  | (Words & { kind: 'switch'; name: NamesOf<boolean> })
  | (Words & { kind: 'number'; name: NamesOf<number>; unit?: string })
  | {
      [Name in ChoiceName]: Words & { kind: 'choice'; name: Name; options: Record<Settings[Name], string> };
    }[ChoiceName];

/** A row that needs more than a control is a component of its own. */
interface OwnRow {
  kind: 'own';
  component: Component<{ settings: Settings }>;
}

type SettingsRow = PlainRow | OwnRow;

/** All groups and their rows, in the order of the page. */
export const settingsGroups: readonly SettingsGroup[] = [
  {
    id: 'key',
    title: words.groups.key,
    rows: [{ kind: 'own', component: KeySetting as Component<object> }],
  },
  {
    id: 'account',
    title: words.groups.account,
    rows: [
      { kind: 'switch', name: 'watchAccount', ...words.watchAccount },
      { kind: 'number', name: 'lowCredits', ...words.lowCredits },
    ],
  },
  {
    id: 'results',
    title: words.groups.results,
    rows: [
      { kind: 'own', component: FolderSetting },
      { kind: 'own', component: NamingSetting },
      { kind: 'switch', name: 'batchFolders', ...words.batchFolders },
      { kind: 'choice', name: 'format', options: downloadsWords.formats, ...words.format },
      { kind: 'number', name: 'downloadsAtOnce', ...words.downloadsAtOnce },
      { kind: 'switch', name: 'collectNewBatches', ...words.collectNewBatches },
      { kind: 'number', name: 'previewMegabytes', ...words.previewMegabytes },
      { kind: 'switch', name: 'judgeResults', ...words.judgeResults },
      { kind: 'own', component: CommandSetting },
    ],
  },
  {
    id: 'watching',
    title: words.groups.watching,
    rows: [{ kind: 'number', name: 'stuckAfterMinutes', ...words.stuckAfterMinutes }],
  },
  {
    id: 'desktop',
    title: words.groups.desktop,
    rows: [
      { kind: 'choice', name: 'notify', ...words.notify },
      { kind: 'switch', name: 'keepInTray', ...words.keepInTray },
      { kind: 'switch', name: 'startAtLogin', ...words.startAtLogin },
      { kind: 'own', component: LinksSetting as Component<object> },
      {
        kind: 'switch',
        name: 'checkForUpdates',
        ...words.checkForUpdates,
        isShown: ({ source }) => source === 'feed',
      },
    ],
  },
  {
    id: 'appearance',
    title: words.groups.appearance,
    rows: [
      { kind: 'choice', name: 'theme', ...words.theme },
      { kind: 'choice', name: 'density', ...words.density },
      { kind: 'choice', name: 'textSize', ...words.textSize },
      { kind: 'switch', name: 'showThumbnails', ...words.showThumbnails },
    ],
  },
];
