import type { JobBook } from '../jobs/job-book.ts';

/** The account behind the keys: which keys count, and what is left to spend. */
export interface Account {
  /** The key that the simulator was started with; the control calls take it even after it was revoked. */
  readonly key: string;
  isAccepted(key: string): boolean;
  revoke(key?: string): void;
  accept(key?: string): void;
  /** Credits left: what was spent on jobs through the API, less what failed jobs gave back. */
  creditsLeft(): number;
  /** Leaves so many credits, as a purchase or a month's end does. */
  setCredits(left: number): void;
  /** Whether the list of the account's jobs can be asked for; the calls for single jobs answer either way. */
  hasList: boolean;
  /** Notes a job as paid by this account. */
  charge(jobId: string): void;
  /** Back to the first key alone and the first credits, nothing spent. */
  reset(): void;
}

export function createAccount(key: string, credits: number, book: JobBook): Account {
  const accepted = new Set([key]);
  const charged: string[] = [];
  let granted = credits;
  const spent = (): number =>
    charged.reduce((sum, id) => sum + (book.status(id) === 'failed' ? 0 : (book.spec(id)?.credits ?? 0)), 0);
  return {
    key,
    hasList: true,
    isAccepted: (one) => accepted.has(one),
    revoke: (one = key) => void accepted.delete(one),
    accept: (one = key) => void accepted.add(one),
    creditsLeft: () => granted - spent(),
    setCredits: (left) => void (granted = left + spent()),
    charge: (jobId) => void charged.push(jobId),
    reset: () => {
      accepted.clear();
      accepted.add(key);
      charged.length = 0;
      granted = credits;
    },
  };
}
