import type { ComparedJob, Comparison } from '../../../shared/comparison.ts';
import { fieldLabel, valueLabel, valueWords } from '../detail-words.ts';

export interface ComparedField {
  field: string;
  /** What it is called. */
  label: string;
  /** What leads to it. */
  group: string;
  /** Whether all values are numbers, which stand at the end of their cells. */
  isNumber: boolean;
}

export type Value = ComparedJob['values'][string] | undefined;

/** Jobs that stand as columns: more are rows, with the fields as columns. */
const maxColumns = 5;

/** Whether each job has a column of its own. */
export const hasJobsAsColumns = ({ jobs }: Comparison): boolean => jobs.length <= maxColumns;

const valueOf = ({ values }: ComparedJob, field: string): Value =>
  Object.hasOwn(values, field) ? values[field] : undefined;

/** The fields to show: all, or those in which the jobs differ as one reads them. Numbers come first: they are what jobs are compared by. */
export function fieldsOf({ fields, jobs }: Comparison, onlyDifferent: boolean): ComparedField[] {
  const shown = onlyDifferent
    ? fields.filter((field) => new Set(jobs.map((job) => wordsOf(job, field))).size > 1)
    : fields;
  const named = shown.map((field) => {
    const path = field.split('\n').filter((part) => part !== 'details');
    const values = jobs.map((job) => valueOf(job, field)).filter((value) => value !== undefined);
    const key = path.at(-1) ?? '';
    return {
      field,
      label: valueLabel(key, values[0]),
      group: path.length > 1 ? fieldLabel(path.slice(-2, -1)) : '',
      isNumber: values.every((value) => typeof value === 'number'),
    };
  });
  return [...named.filter(({ isNumber }) => isNumber), ...named.filter(({ isNumber }) => !isNumber)];
}

/** A value in words; a dash where the report of the job has none. */
export const wordsOf = (job: ComparedJob, field: string): string =>
  valueWords(field.split('\n').at(-1) ?? '', valueOf(job, field));

/** Jobs by a value, those without one last in either direction. */
export function sortedBy(jobs: readonly ComparedJob[], field: string, descending: boolean): ComparedJob[] {
  const direction = descending ? -1 : 1;
  return jobs.toSorted((a, b) => {
    const [left, right] = [valueOf(a, field), valueOf(b, field)];
    if (left === right) return 0;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * direction;
    return String(left).localeCompare(String(right), undefined, { numeric: true }) * direction;
  });
}

/** The table as text that a spreadsheet takes, a row for each job. */
export function tableText(jobs: readonly ComparedJob[], fields: readonly ComparedField[]): string {
  const cell = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');
  const titles = fields.map(({ group, label }) => (group === '' ? label : `${group}: ${label}`));
  const rows = jobs.map((job) => [
    job.id,
    job.name,
    ...fields.map(({ field }) => String(valueOf(job, field) ?? '')),
  ]);
  return [['job_id', 'name', ...titles], ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}
