import type { ComparedJob, Comparison } from '../../shared/comparison.ts';
import { nameOf } from '../../shared/job-name.ts';
import type { WatchedJob } from './watched-job.ts';

/** Values that are told of a job at most, and levels of its report that are looked into. */
const maxValues = 200;
const maxDepth = 8;
/** Characters of a text that is a value; longer ones are prose. */
const maxTextLength = 40;
/** What an entry of a list is called by, so that the same ones of two reports stand side by side. */
const nameFields = ['name', 'check', 'code', 'id'];

type Value = ComparedJob['values'][string];

/** What the reports of jobs say, value by value, in the order in which they come. Jobs without a report are counted alone. */
export function compareJobs(jobs: readonly WatchedJob[]): Comparison {
  const compared = jobs.map(({ record, job }): ComparedJob => {
    const values = new Map<string, Value>();
    collect(job?.report ?? null, [], values);
    return {
      id: record.id,
      name: nameOf({ id: record.id, name: job?.filename }),
      values: Object.fromEntries(values),
    };
  });
  const told = compared.filter(({ values }) => Object.keys(values).length > 0);
  const fields = new Set(told.flatMap(({ values }) => Object.keys(values)));
  return { fields: [...fields], jobs: told, withoutReport: compared.length - told.length };
}

function collect(value: unknown, path: readonly string[], values: Map<string, Value>): void {
  if (values.size >= maxValues || path.length > maxDepth) return;
  if (Array.isArray(value))
    for (const entry of value as unknown[]) {
      const name = nameOfEntry(entry);
      if (name !== null) collect(entry, [...path, name], values);
    }
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (!nameFields.includes(key)) collect(inner, [...path, key], values);
    }
  else if (isValue(value) && path.length > 0) values.set(path.join('\n'), value);
}

const isValue = (value: unknown): value is Value =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= maxTextLength);

function nameOfEntry(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const names = nameFields.map((field): unknown => Reflect.get(entry, field));
  return (
    names.find((name): name is string => typeof name === 'string' && name.length <= maxTextLength) ?? null
  );
}
