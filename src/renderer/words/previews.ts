/** The files of a job where they are looked at: pictures, videos and texts. */
export const previewsWords = {
  /** A file that the job has a place for, and that there is none of. */
  notAvailable: 'Not available',
  open: (name: string) => `Open ${name}`,
  play: 'Play',
  playNamed: (name: string) => `Play ${name}`,
  pause: 'Pause',
  pauseNamed: (name: string) => `Pause ${name}`,
  paused: (name: string) => `${name}, paused`,
  tryAgain: (name: string) => `Try again: ${name}`,
  showMore: (more: number, of: number) => `Show ${more.toLocaleString()} more of ${of.toLocaleString()}`,

  /** A picture in the whole window. Keys stand in brackets. */
  picture: {
    previous: 'Previous image',
    previousHint: 'Previous image (←)',
    next: 'Next image',
    nextHint: 'Next image (→)',
    position: (index: number, of: number) => `${index.toLocaleString()} of ${of.toLocaleString()}`,
    zoom: 'Zoom',
    zoomIn: 'Zoom in',
    zoomInHint: 'Zoom in (+)',
    zoomOut: 'Zoom out',
    zoomOutHint: 'Zoom out (−)',
    zoomToFit: (percent: string) => `Zoom to fit, now ${percent}`,
    zoomToFitHint: 'Zoom to fit (0)',
    pixels: (width: number, height: number) => `${width} × ${height} pixels`,
  },

  /** A text that can be searched. */
  text: {
    search: 'Search',
    searchThe: { log: 'Search the log', json: 'Search the raw JSON' },
    textOf: { log: 'Text of the log', json: 'Text of the raw JSON' },
    previous: 'Previous match',
    previousHint: 'Previous match (Shift+Enter)',
    next: 'Next match',
    nextHint: 'Next match (Enter)',
    /** @param isMore Whether there are more than are counted. */
    match: (index: number, of: number, isMore: boolean) =>
      `${index.toLocaleString()} of ${of.toLocaleString()}${isMore ? '+' : ''}`,
  },
};
