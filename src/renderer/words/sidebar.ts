/** The sidebar: saved views, and how it is closed. Names of the views themselves are among the words of jobs. */
export const sidebarWords = {
  sidebar: 'Views',
  close: 'Close sidebar',
  savedViews: 'Saved views',
  saveView: 'Save view…',
  rename: 'Rename…',
  delete: 'Delete',
  deleted: (view: string) => `Deleted view “${view}”.`,
  nameDialog: {
    save: 'Save view',
    rename: 'Rename view',
    name: 'Name',
    taken: 'A view with this name already exists.',
    confirm: 'Save',
  },
};
