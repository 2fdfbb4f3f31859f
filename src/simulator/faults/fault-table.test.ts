import { describe, expect, it } from 'vitest';
import { createFaultTable } from './fault-table.ts';
import type { FaultRuleInput } from './faults.ts';

const HANG: FaultRuleInput = { fault: { kind: 'hang' } };
const kinds = (
  table: ReturnType<typeof createFaultTable>,
  endpoint: 'job' | 'me',
  job: string | null,
  query = '',
): string[] => table.strike({ endpoint, job, query }).map((fault) => fault.kind);

describe('createFaultTable', () => {
  it('strikes every request when nothing limits a fault', () => {
    const table = createFaultTable();
    table.set(HANG);
    expect(kinds(table, 'me', null)).toEqual(['hang']);
    expect(kinds(table, 'job', 'a')).toEqual(['hang']);
  });

  it('keeps to one endpoint and one job', () => {
    const table = createFaultTable();
    table.set({ ...HANG, endpoint: 'job' });
    table.set({ fault: { kind: 'reset' }, job: 'a' });
    expect(kinds(table, 'me', null)).toEqual([]);
    expect(kinds(table, 'job', 'b')).toEqual(['hang']);
    expect(kinds(table, 'job', 'a')).toEqual(['hang', 'reset']);
  });

  it('keeps to requests whose query holds a text', () => {
    const table = createFaultTable();
    table.set({ ...HANG, query: 'format=all' });
    expect(kinds(table, 'job', 'a', '?format=usd')).toEqual([]);
    expect(kinds(table, 'job', 'a', '?format=all')).toEqual(['hang']);
  });

  it('strikes so many times after so many it let pass', () => {
    const table = createFaultTable();
    table.set({ ...HANG, skip: 1, times: 2 });
    expect(Array.from({ length: 5 }, () => kinds(table, 'me', null).length)).toEqual([0, 1, 1, 0, 0]);
    expect(table.list()).toMatchObject([{ struck: 2 }]);
  });

  it('clears one by its name, or all', () => {
    const table = createFaultTable();
    const first = table.set(HANG);
    table.set({ fault: { kind: 'reset' } });
    table.clear(first);
    expect(kinds(table, 'me', null)).toEqual(['reset']);
    table.clear();
    expect(table.list()).toEqual([]);
  });

  it('refuses a fault that does not exist', () => {
    const misspelt: unknown = { fault: { kind: 'hang', forever: true } };
    expect(() => createFaultTable().set(misspelt as FaultRuleInput)).toThrow('forever');
  });
});
