/** `1 job`, `12 jobs`, `1,204 jobs`. */
export const countOf = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? singular : plural}`;

const wholePercent = new Intl.NumberFormat(undefined, { style: 'percent' });

/** `40%`, or `40 %`, as the system writes it. @param percent 0 to 100, or more */
export const percentOf = (percent: number): string => wholePercent.format(percent / 100);
