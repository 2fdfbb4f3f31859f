import { unknownAccount } from '../../shared/account.ts';
import { emptyAddReport, type AddReport } from '../../shared/intake.ts';
import { idleQueue, queuedDownload, type Download } from '../../shared/downloads.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { noUpdates } from '../../shared/updates.ts';
import type { Snapshot } from '../../shared/state.ts';
import type { JobDetail, JobRow } from '../../shared/watched-job.ts';

/** A job that the service has not answered for yet, but for what is named. */
export const jobRow = (values: Partial<JobRow> = {}): JobRow => ({
  id: 'abc123',
  version: 1,
  order: 1,
  addedAt: 0,
  status: null,
  name: null,
  type: null,
  stage: null,
  progress: null,
  pace: null,
  error: null,
  fileSize: null,
  createdAt: null,
  queuedAt: null,
  startedAt: null,
  completedAt: null,
  fetchedAt: null,
  changedAt: null,
  failure: null,
  sourceJobId: null,
  download: null,
  batches: [],
  tags: [],
  note: null,
  archived: false,
  review: null,
  verdict: null,
  findings: 0,
  ...values,
});

export const download = (values: Partial<Download> = {}): Download => ({
  ...queuedDownload('abc123', 'all', 0),
  ...values,
});

export const jobDetail = (row: Partial<JobRow> = {}): JobDetail => ({
  row: jobRow(row),
  job: null,
  notes: [],
  transitions: [],
  observations: [],
  source: null,
  commandRun: null,
  commandDue: false,
  verdict: null,
});

export const snapshot = (values: Partial<Snapshot> = {}): Snapshot => ({
  revision: 1,
  loaded: true,
  rows: [],
  session: {
    key: { kind: 'absent', failure: null },
    connection: { kind: 'idle' },
    api: { host: 'api.rigyd.com', origin: 'https://api.rigyd.com', overridden: false },
  },
  settings: defaultSettings,
  banners: [],
  batches: [],
  account: unknownAccount,
  downloads: idleQueue,
  notifications: [],
  addConfirmation: null,
  adding: null,
  lookOffer: null,
  openedAsset: null,
  updates: noUpdates,
  ...values,
});

export const addReport = (values: Partial<AddReport> = {}): AddReport => ({
  ...emptyAddReport({ kind: 'pasted' }),
  ...values,
});
