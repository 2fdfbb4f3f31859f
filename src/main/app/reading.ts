/** The reading of what is on disk, for whoever has to wait for it. */
export class Reading {
  /** Resolves when the window has something to show of it, the newest jobs, or the reading has ended. */
  first: Promise<void> = Promise.resolve();
  /** Resolves when it has ended, well or not: what changes before would be replaced by it. */
  all: Promise<void> = Promise.resolve();

  /** @param read calls back when there is something to show */
  run(read: (noteFirst: () => void) => Promise<void>): Promise<void> {
    let noteFirst = (): void => {};
    this.first = new Promise((resolve) => (noteFirst = resolve));
    const reading = read(noteFirst);
    this.all = reading.catch(() => {}).finally(noteFirst);
    return reading;
  }
}
