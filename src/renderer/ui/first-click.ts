/**
 * What a button does on a click, and not on the second half of a double click: by then another button, or another row, may
 * be where the one was that was meant.
 */
export const onFirstClick =
  (run: () => void) =>
  ({ detail }: MouseEvent): void => {
    if (detail < 2) run();
  };
