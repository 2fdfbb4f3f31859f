/** Levels of lists and objects in JSON from outside. Some thousands could neither be stored nor sent to the window. */
const deepest = 100;

/** Whether a value is nested more deeply than the app can keep: in an answer of the service or in an imported list. */
export const isTooDeep = (value: unknown): boolean => isDeeperThan(deepest, value);

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));
