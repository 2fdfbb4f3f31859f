/** What stands in the list of all downloads, beside what is said of each elsewhere. `name` is that of the job. */
export const downloadsPanelWords = {
  none: 'No downloads.',
  each: 'Each download',
  cancelWaiting: 'Cancel waiting',
  clearFinished: 'Clear finished',
  showInFolder: (name: string) => `Show ${name} in folder`,
  retry: (name: string) => `Retry ${name}`,
  next: 'Download next',
  downloadNext: (name: string) => `Download ${name} next`,
  move: (name: string) => `Move ${name}`,
  moveHint: 'Drag to reorder, or press ↑ or ↓',
  place: 'Place in line',
  /** Where a download stands now that was moved. */
  placeOf: (name: string, place: number, count: number) =>
    `${name}: ${place.toLocaleString()} of ${count.toLocaleString()}`,
  pause: 'Pause',
  pauseNamed: (name: string) => `Pause ${name}`,
  resume: 'Resume',
  resumeNamed: (name: string) => `Resume ${name}`,
};
