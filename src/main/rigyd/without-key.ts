/** A service or proxy that repeats the key in its answer must not carry it into the list, the database or a copy. */
export const withoutKey = (text: string, key: string | null): string =>
  key === null ? text : text.replaceAll(key, '[key removed]');
