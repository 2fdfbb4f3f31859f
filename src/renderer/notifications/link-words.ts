import type { LinkProblem } from '../../shared/deep-link.ts';

const words: Record<LinkProblem, string> = {
  'not-a-link':
    'That link means nothing here. Links look like rigyd-desk://job/<ID> or rigyd-desk://watch?ids=<ID>,<ID>.',
  'no-id': 'That link names no job. Ask for one with a job ID in it, or add the ID by hand.',
  'bad-id': 'That link holds something that is no job ID, so nothing of it was taken. Add the IDs by hand.',
  'too-many':
    'That link names more than 500 jobs. Put the IDs into a file and drop it on the window instead.',
  'too-long': 'That link is too long. Put the IDs into a file and drop it on the window instead.',
};

/** What a person reads of a link that was not followed. */
export const describeLinkProblem = (problem: LinkProblem): string => words[problem];
