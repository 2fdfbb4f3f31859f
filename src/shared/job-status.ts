/**
 * What a job's `status` means for waiting and showing. Source: the API's "Job lifecycle"
 * (`submitting → preprocessing → queued → running → completed | failed`). New values may appear at any time; they are
 * shown as they are and treated as still on the way.
 */
export const knownStatuses = [
  'submitting',
  'preprocessing',
  'queued',
  'running',
  'completed',
  'failed',
] as const;

export type KnownStatus = (typeof knownStatuses)[number];

export const isKnownStatus = (status: string): status is KnownStatus =>
  (knownStatuses as readonly string[]).includes(status);

/** A job in a terminal state never changes again and is not asked for any more. */
export const isTerminal = (status: string): boolean => status === 'completed' || status === 'failed';
