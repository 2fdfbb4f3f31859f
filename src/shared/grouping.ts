/** What the list can be grouped by, in the order in which it is offered. */
export const groupings = ['none', 'day', 'session', 'batch', 'type', 'status', 'stage', 'reason'] as const;
export type Grouping = (typeof groupings)[number];

/** Characters of what tells one group from another. */
export const maxGroupKeyLength = 250;

/** Groups that are remembered to be otherwise than the rest. */
export const maxExceptions = 200;

/** How the list is grouped, and which groups are folded. */
export interface ListGroups {
  by: Grouping;
  /** Whether groups are folded, except for those in `except`, with which it is the other way round. */
  areFolded: boolean;
  /** Keys of groups, see `RowGroup`. */
  except: string[];
}

export const notGrouped: ListGroups = { by: 'none', areFolded: false, except: [] };
