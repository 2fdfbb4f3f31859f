/** Where the system opens links that begin with `rigyd-desk:`. */
export type LinkHandling =
  /** In this app. `canLeave` is whether the app can take that back, or only the system's own settings. */
  | { kind: 'here'; canLeave: boolean }
  /** In another app, or in none. */
  | { kind: 'elsewhere' }
  /** They can't be opened in this copy of the app. */
  | { kind: 'unavailable'; why: LinksUnavailable };

/** It runs from a clone; its desktop has no entry for it, as for an AppImage; it leaves nothing in the system on purpose. */
export type LinksUnavailable = 'from-clone' | 'no-entry' | 'portable';
