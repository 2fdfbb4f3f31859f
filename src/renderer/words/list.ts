import { countOf, percentOf } from './count.ts';

/** What the list of jobs says: its columns, its rows, and what stands above and below them. */
export const listWords = {
  label: 'Jobs',
  newAbove: (count: number) => `${count.toLocaleString()} new above`,
  brokenRow: 'This job can’t be shown. It’s still watched.',
  columns: {
    name: 'Job',
    type: 'Type',
    status: 'Status',
    time: 'Time',
    completed: 'Finished',
    submitted: 'Submitted',
    added: 'Added',
    size: 'Size',
    review: 'Review',
    next: 'Next step',
  },
  columnMenu: {
    label: 'Columns',
    moveLeft: (column: string) => `Move ${column} left`,
    moveRight: (column: string) => `Move ${column} right`,
    narrowHint: 'Some columns are hidden when the list is narrow.',
    reset: 'Reset columns',
  },
  /** Both directions of each way to sort. */
  order: {
    alphabetical: { ascending: 'A to Z', descending: 'Z to A' },
    time: { ascending: 'oldest first', descending: 'newest first' },
    status: { ascending: 'active first', descending: 'finished first' },
    duration: { ascending: 'shortest first', descending: 'longest first' },
    review: { ascending: 'rejected first', descending: 'not reviewed first' },
    size: { ascending: 'smallest first', descending: 'largest first' },
  },
  sort: {
    label: 'Sort by',
    /** A choice of what to sort by, in one direction. */
    choice: (column: string, direction: string) => `${column}, ${direction}`,
    byColumn: (column: string) => `Sort by ${column.toLowerCase()}`,
    sorted: (direction: string) => `Sorted: ${direction}`,
    again: 'Sort again',
    outOfDate: 'The order is out of date. Sort again to update it.',
  },
  widthOf: (column: string) => `Width of ${column}`,
  row: {
    progressOf: (job: string) => `Progress of ${job}`,
    slow: 'longer than usual',
    slowHint: '9 in 10 similar jobs take less time',
    cancelDownload: (job: string) => `Cancel download: ${job}`,
    percentOfSize: (percent: number, size: string) => `${percentOf(percent)} of ${size}`,
  },
  empty: {
    label: 'Empty list',
    notFound: {
      title: (query: string) => `No jobs match “${query}”`,
      hint: 'Search covers names, IDs, prompts, errors, notes and tags. Other filters still apply.',
    },
    noneArchived: { title: 'No archived jobs', hint: 'Jobs you archive are kept here.' },
    noneNow: { title: 'No jobs here right now', hint: 'Jobs appear here automatically as they progress.' },
    filteredOut: { title: 'No jobs match the filters', hint: 'Change or clear the filters.' },
    showAll: 'Show all jobs',
  },
  footer: {
    label: 'Shown',
    selected: (count: number, shown: number) =>
      `${count.toLocaleString()} of ${shown.toLocaleString()} selected`,
    selectedElsewhere: 'The selected jobs are no longer in this view',
    showing: (shown: number, total: number) =>
      `Showing ${shown.toLocaleString()} of ${total.toLocaleString()}`,
    archivedJobs: (count: number) => countOf(count, 'archived job'),
    shownJobs: (count: number) => countOf(count, 'shown job'),
    clearSelection: 'Clear selection',
    actions: 'Actions',
    /** @param which the jobs that an action takes */
    taken: (which: string, count: number, total: number) =>
      `${which}: ${count.toLocaleString()} of ${total.toLocaleString()}`,
    nothingToDo: 'Nothing to do',
  },
  reasons: {
    label: 'Why jobs failed',
    showAll: 'Show all failed jobs',
    showOne: (reason: string) => `Show jobs with this reason: ${reason}`,
    more: (count: number) => countOf(count, 'more reason'),
    counted: (count: number, reason: string) => `${count.toLocaleString()} ${reason}`,
    copy: 'Copy failed jobs',
    names: (count: number) => `Names of ${countOf(count, 'failed job')}`,
    ids: (count: number) => `IDs of ${countOf(count, 'failed job')}`,
    /** What was copied. */
    copiedNames: (count: number) => `the names of ${countOf(count, 'failed job')}`,
    copiedIds: (count: number) => `the IDs of ${countOf(count, 'failed job')}`,
  },
  toolbar: {
    label: 'Search and filter jobs',
    search: 'Search jobs',
    searchPlaceholder: 'Search name, ID, prompt, error, tag',
    searchHint: 'Finds jobs with all words, in any order. Use "quotes" for a phrase.',
    clearSearch: 'Clear search',
    filters: 'Filters',
    filterBy: (what: string) => `Filter by ${what.toLowerCase()}`,
    filtered: (what: string, chosen: string) => `${what}: ${chosen}`,
    severalChosen: (count: number) => `${count.toLocaleString()} selected`,
    clearAll: 'Clear all',
    batch: 'Batch',
    anyBatch: 'Any batch',
    noBatch: 'No batch',
    removedBatch: 'Removed batch',
  },
  since: {
    any: 'Any time',
    hour: 'Last hour',
    today: 'Today',
    week: 'Last 7 days',
    month: 'Last 30 days',
  },
};
