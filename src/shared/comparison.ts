/** Jobs that are compared at most: more would be read by no one. */
export const maxCompared = 200;

/** What the report of a job says. */
export interface ComparedJob {
  id: string;
  name: string;
  /** By field: the keys that lead to a value, one a line. */
  values: Record<string, string | number | boolean>;
}

/** The values of several jobs side by side. */
export interface Comparison {
  /** Of all of them, in the order in which they are met. */
  fields: string[];
  /** Those whose reports say something. */
  jobs: ComparedJob[];
  /** How many of the jobs asked for have no report yet, or none with a value. */
  withoutReport: number;
}
