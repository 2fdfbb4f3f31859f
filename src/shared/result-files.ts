/** Where the parts of a result lie that other programs open. Absolute paths; null where there is none. */
export interface ResultFiles {
  folder: string;
  usd: string | null;
  mjcf: string | null;
}
