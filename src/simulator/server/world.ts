import type { SimulatorClock } from '../clock.ts';
import type { FaultTable } from '../faults/fault-table.ts';
import type { JobBook } from '../jobs/job-book.ts';
import type { ResultStore } from '../results/result-store.ts';
import type { CompositionBook } from './compositions.ts';
import type { Account } from './account.ts';
import type { RequestRecorder } from './request-log.ts';

/** Everything that the two servers share. */
export interface World {
  readonly clock: SimulatorClock;
  readonly book: JobBook;
  readonly results: ResultStore;
  readonly faults: FaultTable;
  readonly account: Account;
  readonly compositions: CompositionBook;
  readonly recorder: RequestRecorder;
  /** Input files that were really sent, by job id and name. */
  readonly uploads: Map<string, Buffer>;
  /** Resolves after so many real milliseconds; tests put their own in its place. */
  readonly wait: (ms: number) => Promise<void>;
  /** Filled in when the assets host listens. */
  assetsUrl: string;
}

export const uploadKey = (jobId: string, name: string): string => `${jobId}/${name}`;
