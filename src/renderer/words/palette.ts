/** What the command palette and the overview of the shortcuts say. */
export const paletteWords = {
  field: 'Command, job, batch or view',
  placeholder: 'Search commands, jobs, batches and views',
  matches: 'Matches',
  shortcutsHint:
    'Arrow keys move through the list and the views; hold Shift to select jobs. On the review wall, J and K move to the next and the previous result. Left and Right collapse and expand groups. Tab moves to a row’s buttons, then to the next area. Shift+F10 or the menu key opens the menu of a row, a view or a field.',
};
