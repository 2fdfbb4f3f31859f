/** The parts of the settings, in the order in which they stand on the page. */
export const settingsParts = {
  key: 'Key',
  account: 'Account',
  results: 'Results',
  watching: 'Watching',
  desktop: 'Desktop',
  appearance: 'Appearance',
} as const;

export type SettingsPart = keyof typeof settingsParts;
