/** A place on the axis (0 to 1) as CSS wants it. */
export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
