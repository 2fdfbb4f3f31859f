import type { LinksUnavailable } from '../../shared/links.ts';
import type { Settings } from '../../shared/settings.ts';

/** The settings dialog: its groups, and what each setting does. */
export const settingsWords = {
  title: 'Settings',
  groupList: 'Settings groups',
  groups: {
    key: 'API key',
    account: 'Account',
    results: 'Downloads',
    watching: 'Watching',
    desktop: 'Desktop',
    appearance: 'Appearance',
  },
  watchAccount: {
    title: 'Watch my account’s jobs',
    reason:
      'Adds all jobs in your account to the list, including new ones. When off, only jobs you add are watched.',
  },
  lowCredits: {
    title: 'Low balance warning',
    reason: 'Warns you when your balance drops to this.',
    unit: 'credits',
  },
  folder: {
    title: 'Download folder',
    usual: 'Results go to the Rigyd folder in your downloads folder.',
    chosen: (folder: string) => `Results go to ${folder}.`,
    reset: 'Reset',
    choose: 'Choose…',
  },
  namingTemplate: {
    title: 'Folder name',
    /** @param fields what a name can hold, as `{name}, {id}` */
    reason: (fields: string) =>
      `What each result’s folder is called. You can use ${fields}, and one / for a parent folder.`,
    /** Stands before an example. */
    example: 'Example:',
    /** Said with `kept` of a text that can’t be a name. */
    problems: {
      'too-deep': 'Use at most one /: a parent folder, and the result’s own folder in it.',
      empty: 'Enter a name, such as {name}.',
      'empty-part': 'Enter a name on both sides of the /, such as {batch}/{name}.',
      'open-brace': 'A brace is missing. Write fields like {name}.',
    },
    unknownField: (field: string, fields: string) => `There is no {${field}}. Use ${fields}.`,
    kept: (template: string) => `Still set to ${template}.`,
  },
  batchFolders: {
    title: 'Folder for each batch',
    reason: 'Keeps a batch’s results together in one folder.',
  },
  format: {
    title: 'Download format',
    reason: 'Which files of a result to download. Fewer files download faster.',
  },
  downloadsAtOnce: {
    title: 'Downloads at once',
    reason: 'More is faster on a good connection.',
  },
  collectNewBatches: {
    title: 'Download new batches automatically',
    reason: 'Results of batches you add from now on are downloaded as their jobs complete.',
  },
  previewMegabytes: {
    title: 'Load 3D previews up to',
    reason: 'Results that aren’t downloaded are loaded to show them in 3D. Larger ones ask first.',
    unit: 'MB',
  },
  judgeResults: {
    title: 'Check results',
    reason: 'Downloaded results are checked in the background for physics problems. The checks are advice.',
  },
  command: {
    title: 'Command',
    /** @param limit for how long it may run, in a sentence */
    none: (limit: string) =>
      `A program to run after each download, such as an import into your asset library. ${limit}`,
    runs: (program: string) => `Runs after each download: ${program}`,
    remove: 'Remove',
    removeLabel: 'Remove command',
    choose: 'Choose…',
    chooseLabel: 'Choose a program',
    arguments: 'Arguments, one per line',
    /** @param fields what an argument can hold, as `{folder}, {usd}` @param limit for how long it may run, in a sentence */
    note: (fields: string, limit: string) =>
      `You can use ${fields}. Each line is passed as it is, without a shell. The program starts in your home folder. ${limit}`,
  },
  stuckAfterMinutes: {
    title: 'Flag as stuck after',
    reason: 'Marks jobs that haven’t changed for this long.',
    unit: 'minutes',
  },
  notify: {
    title: 'Notifications',
    reason: 'Shows a system notification when these finish.',
    options: { all: 'Jobs and batches', batches: 'Batches only', none: 'Off' } satisfies Record<
      Settings['notify'],
      string
    >,
  },
  keepInTray: {
    title: 'Keep running when the window is closed',
    reason:
      'Watching and downloads continue. The window goes to the tray or menu bar; without a tray it is minimized.',
  },
  links: {
    title: 'Open rigyd-desk:// links',
    reason: 'Links on web pages and in scripts open their jobs in Rigyd Desk.',
    /** Where only the system can change it. */
    inSystem: 'They open in Rigyd Desk. To change that, choose another app in your system’s settings.',
    unavailable: {
      'from-clone': 'Only an installed copy of Rigyd Desk can open them.',
      'no-entry':
        'This copy isn’t in your desktop’s list of apps. Install the package for your system to open them.',
      portable: 'The portable version changes nothing in your system. Install Rigyd Desk to open them.',
    } satisfies Record<LinksUnavailable, string>,
  },
  startAtLogin: {
    title: 'Start at login',
    reason: 'Watches jobs as soon as you log in.',
  },
  checkForUpdates: {
    title: 'Check for updates automatically',
    reason: 'Looks for a new version once a day and tells you. You decide when to download and install it.',
  },
  theme: {
    title: 'Theme',
    reason: 'Light, dark, or the same as your system.',
    options: { system: 'Match system', light: 'Light', dark: 'Dark' } satisfies Record<
      Settings['theme'],
      string
    >,
  },
  density: {
    title: 'Density',
    reason: 'How many jobs fit in the window. Compact rows have one line.',
    options: { comfortable: 'Comfortable', normal: 'Normal', compact: 'Compact' } satisfies Record<
      Settings['density'],
      string
    >,
  },
  showThumbnails: {
    title: 'Pictures in the list',
    reason: 'Shows a small picture of each downloaded result beside its name.',
  },
  textSize: {
    title: 'Text size',
    reason: 'Changes the text only. To make everything larger, zoom in from the View menu.',
    options: { small: 'Small', normal: 'Normal', large: 'Large' } satisfies Record<
      Settings['textSize'],
      string
    >,
  },
};
