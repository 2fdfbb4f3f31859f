import { noFilter, type JobFilter } from '../../shared/saved-view.ts';

/** What to say of a list in which nothing is shown, and whether to offer to clear what narrows it. */
export function emptyWords(filter: JobFilter): { title: string; hint: string } {
  const { query, archived } = filter;
  const narrows = { ...filter, query: '', statuses: [], archived: false };
  const isStatusAlone = query.trim() === '' && JSON.stringify(narrows) === JSON.stringify(noFilter);
  if (query.trim() !== '')
    return {
      title: `Nothing found for “${query.trim()}”`,
      hint: 'Names, IDs, prompts, errors, notes and tags were searched, among the jobs that the other filters leave.',
    };
  if (archived && isStatusAlone && filter.statuses.length === 0)
    return { title: 'Nothing is archived', hint: 'Archived jobs leave the list and are kept here.' };
  if (isStatusAlone && filter.statuses.length > 0)
    return { title: 'No such jobs now', hint: 'They appear here by themselves as jobs move on.' };
  return { title: 'No job passes the filters', hint: 'Take one away, or clear them all.' };
}
