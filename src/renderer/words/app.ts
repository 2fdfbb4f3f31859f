/** What the frame of the window says: the top bar, and the names of its parts. */
export const appWords = {
  name: 'Rigyd Desk',
  showSidebar: 'Show sidebar',
  summary: 'Summary',
  otherApi: 'RIGYD_API_URL is set for this run',
  menu: 'Menu',
  /** Parts that begin the sentence that they cannot be shown. */
  parts: { sidebar: 'The sidebar', list: 'The job list' },
  sidebarWidth: 'Sidebar width',
  detailsWidth: 'Details width',
  /** @param job its name */
  linkOpens: (job: string) => `A link opens ${job}.`,
  show: 'Show',
};
