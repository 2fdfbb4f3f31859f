/** The first page, while there are no jobs. */
export const welcomePageWords = {
  title: 'Watch your conversions and download the results',
  lead: 'Start conversions in the Rigyd web app or with a script. Rigyd Desk watches them and downloads the results.',
  addKey: 'Add your API key',
  checkKeychain: 'Check the keychain again',
  jobsAppear: {
    title: 'Your jobs appear automatically',
    text: 'Every job in your account, including new ones.',
    addOthers:
      'You can also drop a file, folder, log or link with job IDs anywhere in this window, or paste them.',
  },
  dropJobs: {
    title: 'Drop job IDs here',
    text: 'Drop a file, folder, log or link anywhere in this window, or paste job IDs.',
  },
};
