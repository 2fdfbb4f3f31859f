import { countOf } from './count.ts';

/** New versions of the app. Sizes come formatted. */
export const updatesWords = {
  title: 'Updates',
  available: (version: string) => `Version ${version} is available.`,
  downloading: (version: string) => `Downloading version ${version}…`,
  progress: 'Download progress',
  ready: (version: string) => `Version ${version} is ready to install.`,
  installing: (version: string) => `Installing version ${version}…`,
  download: 'Download',
  downloadOf: (size: string) => `Download (${size})`,
  restart: 'Restart to install',
  later: 'Later',
  whatsNew: 'What’s new',
  whatsNewIn: (version: string) => `What’s new in version ${version}`,
  noNotes: 'This version has no release notes.',
  check: 'Check for updates',

  /** In the dialog about the app. */
  status: {
    checking: 'Checking for updates…',
    current: 'This is the latest version.',
    older: (version: string) =>
      `The update feed offers version ${version}, which is older than this one. Nothing was changed.`,
    system: 'Updates come through your system’s package manager.',
    nobody: 'This copy doesn’t check for updates.',
  },

  /** Asked before a restart while results are on their way. */
  restartQuestion: {
    title: 'Restart now?',
    text: (downloads: number) =>
      `${countOf(downloads, 'download is', 'downloads are')} in progress. After the restart, Rigyd Desk continues where it left off.`,
    yes: 'Restart to install',
  },
};
