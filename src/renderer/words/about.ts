/** The dialog that says what the app is. */
export const aboutWords = {
  /** @param commit that it was built from; empty for none */
  version: (version: string, commit: string) =>
    commit === '' ? `Version ${version}` : `Version ${version} (${commit})`,
  /** The page runs in both. */
  runtime: (electron: string, chromium: string) => `Electron ${electron}, Chromium ${chromium}`,
  purpose:
    'Watches Rigyd conversions and downloads their results. An independent app, not made by the makers of Rigyd.',
  webApp: 'Rigyd web app',
  documentation: 'Rigyd documentation',
  licences: 'Licenses',
  whereLicences: 'Rigyd Desk is made with Electron and Chromium, and includes:',
  /** Files beside the app. */
  notices: { app: 'Open third-party notices', chromium: 'Open Chromium licenses' },
};
