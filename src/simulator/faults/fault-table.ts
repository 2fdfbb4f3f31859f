import { faultRule } from './faults.ts';
import type { Endpoint, Fault, FaultRule, FaultRuleInput } from './faults.ts';

/** What a request is about, as far as faults care. */
export interface Target {
  readonly endpoint: Endpoint | null;
  readonly job: string | null;
  /** With its question mark; empty when there is none. */
  readonly query: string;
}

/** The faults that are switched on. */
export interface FaultTable {
  /** Switches a fault on and returns the name to clear it by. Throws a ZodError for one that does not exist. */
  set(rule: FaultRuleInput): string;
  /** Switches one fault off, or all of them. */
  clear(name?: string): void;
  list(): (FaultRule & { readonly name: string; readonly struck: number })[];
  /** The faults that strike this request, in the order they were set; each strike is counted. */
  strike(target: Target): Fault[];
}

export function createFaultTable(): FaultTable {
  const rules = new Map<string, { readonly rule: FaultRule; seen: number; struck: number }>();
  let named = 0;
  return {
    set: (input) => {
      const rule = faultRule.parse(input);
      named += 1;
      const name = `fault-${named}`;
      rules.set(name, { rule, seen: 0, struck: 0 });
      return name;
    },
    clear: (name) => {
      if (name === undefined) rules.clear();
      else rules.delete(name);
    },
    list: () => [...rules].map(([name, { rule, struck }]) => ({ ...rule, name, struck })),
    strike: (target) =>
      [...rules.values()].flatMap((entry) => {
        const { rule } = entry;
        if (rule.endpoint !== undefined && rule.endpoint !== target.endpoint) return [];
        if (rule.job !== undefined && rule.job !== target.job) return [];
        if (rule.query !== undefined && !target.query.includes(rule.query)) return [];
        entry.seen += 1;
        if (entry.seen <= rule.skip || entry.struck >= (rule.times ?? Infinity)) return [];
        entry.struck += 1;
        return [rule.fault];
      }),
  };
}
