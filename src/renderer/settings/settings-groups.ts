import type { Component } from 'svelte';
import type { Settings } from '../../shared/settings.ts';
import { downloadsWords } from '../words/downloads.ts';
import CommandSetting from './CommandSetting.svelte';
import FolderSetting from './FolderSetting.svelte';
import KeySetting from './KeySetting.svelte';
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
  { id: 'key', title: 'Key', rows: [{ kind: 'own', component: KeySetting as Component<object> }] },
  {
    id: 'account',
    title: 'Account',
    rows: [
      {
        kind: 'switch',
        name: 'watchAccount',
        title: 'Find my account’s jobs',
        reason:
          'All of them appear in the list without typing an ID, new ones by themselves. Off, only what you add is watched.',
      },
      {
        kind: 'number',
        name: 'lowCredits',
        unit: 'credits',
        title: 'Warn at',
        reason:
          'When no more credits than this are left, so that there is time to add some before jobs are turned down.',
      },
    ],
  },
  {
    id: 'results',
    title: 'Results',
    rows: [
      { kind: 'own', component: FolderSetting },
      { kind: 'own', component: NamingSetting },
      {
        kind: 'switch',
        name: 'batchFolders',
        title: 'Folder for each batch',
        reason:
          'Results of a batch lie together, in a folder with its name. Off, each has its own folder beside all others.',
      },
      {
        kind: 'choice',
        name: 'format',
        options: downloadsWords.formats,
        title: 'Download',
        reason: 'What one click on Download brings home; less is quicker.',
      },
      {
        kind: 'number',
        name: 'downloadsAtOnce',
        title: 'Downloads at once',
        reason:
          'More are quicker on a fast line; fewer leave room for everything else on it. Results that are being unpacked do not count.',
      },
      {
        kind: 'switch',
        name: 'collectNewBatches',
        title: 'Collect new batches',
        reason: 'Results of batches added from now on come home by themselves as their jobs complete.',
      },
      { kind: 'own', component: CommandSetting },
    ],
  },
  {
    id: 'watching',
    title: 'Watching',
    rows: [
      {
        kind: 'number',
        name: 'stuckAfterMinutes',
        unit: 'minutes',
        title: 'Flag as stuck after',
        reason: 'A job in which nothing has changed for so long is marked, so that you can look into it.',
      },
    ],
  },
  {
    id: 'desktop',
    title: 'Desktop',
    rows: [
      {
        kind: 'choice',
        name: 'notify',
        options: { all: 'Jobs and batches', batches: 'Batches only', none: 'Never' },
        title: 'Notify about',
        reason: 'What is worth a notification of the system when it comes to its end.',
      },
      {
        kind: 'switch',
        name: 'keepInTray',
        title: 'Keep running when the window is closed',
        reason: 'Watching and downloads go on, and the tray or menu bar brings the window back.',
      },
      {
        kind: 'switch',
        name: 'startAtLogin',
        title: 'Start at login',
        reason: 'So that jobs are watched from the moment the computer is used.',
      },
    ],
  },
  {
    id: 'appearance',
    title: 'Appearance',
    rows: [
      {
        kind: 'choice',
        name: 'theme',
        options: { system: 'As the system', light: 'Light', dark: 'Dark' },
        title: 'Appearance',
        reason: 'Light or dark, whichever is easier on the eyes, or whatever the system says.',
      },
      {
        kind: 'choice',
        name: 'density',
        options: { comfortable: 'Comfortable', normal: 'Normal', compact: 'Compact' },
        title: 'Density',
        reason: 'How many jobs fit into the window: compact rows have one line.',
      },
      {
        kind: 'choice',
        name: 'textSize',
        options: { small: 'Small', normal: 'Normal', large: 'Large' },
        title: 'Text size',
        reason: 'The text alone. The zoom in the View menu makes everything larger.',
      },
    ],
  },
];
