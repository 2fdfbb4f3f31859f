/**
 * The names of everything that crosses the border between main and the renderer. The preload script needs only these;
 * what each carries stands in contract.ts, and a name that is missing there, or has no handler in main, does not compile.
 */
export const requestNames = [
  'getSnapshot',
  'getRows',
  'getJobDetail',
  'addJobs',
  'answerAddConfirmation',
  'cancelAdding',
  'removeJobs',
  'restoreJobs',
  'getRemovedJobs',
  'checkJobs',
  'noteInView',
  'renameBatch',
  'removeBatch',
  'restoreBatch',
  'setBatchCollects',
  'setBatchesArchived',
  'collectBatch',
  'openBatchFolder',
  'startDownloads',
  'cancelDownloads',
  'showInFolder',
  'retryFailedDownloads',
  'cancelWaitingDownloads',
  'clearFinishedDownloads',
  'dismissDownloadSummary',
  'openDownloadFolder',
  'getResultFiles',
  'dragResults',
  'chooseCommand',
  'clearCommand',
  'setCommandArguments',
  'copyJobJson',
  'getJobJson',
  'preparePreview',
  'readJobLog',
  'copyText',
  'editText',
  'saveKey',
  'removeKey',
  'changeSettings',
  'chooseDownloadFolder',
  'tryAgain',
  'refreshAccount',
  'findCliKey',
  'importCliKey',
  'dismissBanner',
  'setNote',
  'changeTags',
  'setArchived',
  'exportJobs',
  'copyJobsTable',
  'showExported',
  'importJobs',
  'readNotifications',
  'clearNotifications',
  'answerKeepRunning',
  'showLogs',
  'openWebPage',
  'copyDiagnostics',
  'leaveSafeMode',
] as const;

export type RequestName = (typeof requestNames)[number];

export const pushNames = [
  'patch',
  'jobsAdded',
  'menuCommand',
  'notified',
  'showTarget',
  'linkRefused',
  'askToKeepRunning',
] as const;

export type PushName = (typeof pushNames)[number];

/** The name on the wire, apart from anything Electron itself or a library sends. */
export const wireName = (name: RequestName | PushName): string => `rigyd:${name}`;
