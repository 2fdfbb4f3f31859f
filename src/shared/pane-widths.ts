/** Pixels that the parts of the window may be wide. */
export const paneWidths = { sidebar: { min: 168, max: 560 }, details: { min: 320, max: 2400 } };
