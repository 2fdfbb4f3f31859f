/** Stands in the place of a dialog that cannot be drawn. */
export const brokenDialogWords = {
  title: 'Can’t show this',
  text: 'Something went wrong in this part of the window. Everything else still works.',
};
