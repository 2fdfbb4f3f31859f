import { z } from 'zod';
import {
  assetSourceSchema,
  assetTokenSchema,
  type AssetAnswer,
  type AssetProgress,
  type ServedAsset,
} from './assets.ts';
import { filePlaceSchema, type FileProgress } from './job/file-slots.ts';
import { jobIdSchema } from './job/job.ts';
import { wellFormed, wellFormedLine } from './lib/text.ts';
import { maxTextLength, type AddReport, type WindowText } from './intake.ts';
import { maxNoteLength, maxTagLength, maxTags } from './annotations.ts';
import type { AppNotification, Target } from './notifications.ts';
import type { PageRequestName, PushName, RequestName } from './channels.ts';
import { resultFormats, type DownloadEstimate, type ResultFiles } from './downloads.ts';
import { maxCompared, type Comparison } from './comparison.ts';
import type { Outcome } from './errors.ts';
import type { LastView } from './last-view.ts';
import { lastViewSchema } from './last-view-schema.ts';
import type { LinkHandling } from './links.ts';
import { previewPlaceSchema, type Preview, type TextPreview } from './previews.ts';
import { settingsSchema, type Settings } from './settings.ts';
import { commandSchema, maxPathLength } from './hook.ts';
import { maxInView, type PackedPatch, type RowPage, type SnapshotStart, type TextOf } from './packed-rows.ts';
import { maxReviewReason, reviewStandings, type ReviewChange } from './review.ts';
import { bannerKinds } from './state.ts';
import { maxFound, maxThumbnailBytes, thumbnailKinds } from './thumbnails.ts';
import type { JobDetail, RemovedJob } from './watched-job.ts';
import { maxNameLength, windowSourceSchema } from './source.ts';

/** Each once: what is done with one of them may be slow, and is asked for once. */
const jobIds = z
  .array(jobIdSchema)
  .min(1)
  .max(1_000_000)
  .overwrite((ids) => [...new Set(ids)]);

/** Marks the type of a result without a value of it. */
const returns = <T>(): T | undefined => undefined;

/** For `overwrite`: a name or a tag that a person typed or pasted, as it is kept. */
const oneLine = (text: string): string => wellFormedLine(text);

export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Tags that were added to and removed from the same jobs. The other way round it takes the change back. */
export interface TagChange {
  ids: string[];
  add: string[];
  remove: string[];
}

/** What came of an export. */
export interface Exported {
  count: number;
  /** Set where of so many what the service said is left out: the file would be too large to be imported. */
  shortened?: number;
  /** The file's name without its folder. */
  fileName: string;
}

/** What of the files and folders that were dropped can be looked at. */
export interface DroppedAssets {
  /** The number of the question in the state. */
  number: number;
  /** Which of what was dropped it is about. */
  indices: number[];
}

/** A single file of a job that was saved. */
export interface SavedFile {
  /** Its name without its folder. */
  fileName: string;
  /** Whether something else had the name that it was to have. */
  isRenamed: boolean;
}

const tags = z.array(z.string().overwrite(oneLine).min(1).max(maxTagLength)).max(maxTags);

/** Why a link into the app cannot be followed. */
export type LinkProblem = 'too-long' | 'not-a-link' | 'no-id' | 'bad-id' | 'too-many';

export interface SavedKey {
  /** `unchecked`: the service could not be reached to ask. */
  verdict: 'accepted' | 'unchecked';
}

export const menuCommands = [
  'add-jobs',
  'settings',
  'palette',
  'shortcuts',
  'copy-diagnostics',
  'save-report',
  'about',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** Pages of the service that the app leads to. The page of the window names one, and main knows its address. */
export const webPages = ['service', 'documentation'] as const;
export type WebPage = (typeof webPages)[number];

/** Licences of what the app is made of, as files: of the libraries in it, and of Chromium with all that is in that. */
export const notices = ['app', 'chromium'] as const;
export type Notices = (typeof notices)[number];

export const editActions = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const;
export type EditAction = (typeof editActions)[number];

const sourceText = z.strictObject({
  text: z.string().max(maxTextLength),
  source: windowSourceSchema,
  encoding: z.literal('windows-1252').optional(),
  folder: z.string().max(maxNameLength).optional(),
}) satisfies z.ZodType<WindowText>;
const fileRef = filePlaceSchema.extend({ id: jobIdSchema });
const batchId = z.string().min(1).max(100);
const batchName = z.string().overwrite(oneLine).min(1).max(120);

const resultName = z.string().max(maxPathLength + 1_000);
const picture = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= maxThumbnailBytes);

const seenNotifications = z.strictObject({ upTo: z.number().int().nonnegative() });

interface RequestContract {
  params: z.ZodType;
  /** Exists for its type alone; main is trusted by the renderer, not the other way round. */
  result: unknown;
}

/** Every request of the renderer: what it must carry (checked in main) and what it gets back. */
export const requests = {
  /** The state with the newest rows. */
  getSnapshot: { params: z.undefined(), result: returns<TextOf<SnapshotStart>>() },
  /** The rows before a place in the order of adding. */
  getRows: { params: z.strictObject({ before: z.number() }), result: returns<TextOf<RowPage>>() },
  getJobDetail: { params: z.strictObject({ id: jobIdSchema }), result: returns<JobDetail>() },
  /** Where the person was when the app ended. Answered before the state, so that nothing else is shown first. */
  getLastView: { params: z.undefined(), result: returns<LastView>() },
  keepLastView: { params: z.strictObject({ view: lastViewSchema }), result: returns<null>() },
  /** What the reports of jobs say, value by value. */
  compareJobs: {
    params: z.strictObject({ ids: jobIds.max(maxCompared) }),
    result: returns<Comparison>(),
  },
  addJobs: {
    params: z.strictObject({ texts: z.array(sourceText).min(1).max(2_000), name: batchName.optional() }),
    result: returns<AddReport>(),
  },
  /** The answer to the confirmation in the state. */
  answerAddConfirmation: {
    params: z.strictObject({ number: z.number().int(), isConfirmed: z.boolean() }),
    result: returns<null>(),
  },
  /** Cancels the addition in the state. What is on the list by then stays. */
  cancelAdding: { params: z.strictObject({ number: z.number().int() }), result: returns<null>() },
  removeJobs: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  restoreJobs: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  /** Jobs that were removed in the last day and are not on the list, the one that was removed last first. */
  getRemovedJobs: { params: z.undefined(), result: returns<RemovedJob[]>() },
  checkJobs: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  /** The jobs on their way whose rows are on the screen, and no others: they are kept fresh. */
  noteInView: {
    params: z.strictObject({ ids: z.array(jobIdSchema).max(maxInView) }),
    result: returns<null>(),
  },
  renameBatch: { params: z.strictObject({ id: batchId, name: batchName }), result: returns<null>() },
  /** With its jobs: those that stand in no other batch. Answers which were taken off the list. */
  removeBatch: {
    params: z.strictObject({ id: batchId, withJobs: z.boolean() }),
    result: returns<{ removed: string[] }>(),
  },
  /** Undoes a removal of this run, that of the jobs as well. */
  restoreBatch: { params: z.strictObject({ id: batchId }), result: returns<null>() },
  setBatchCollects: {
    params: z.strictObject({ id: batchId, collects: z.boolean() }),
    result: returns<null>(),
  },
  /** Puts batches apart from the others, or back among them. Answers with those that were not so before. */
  setBatchesArchived: {
    params: z.strictObject({ ids: z.array(batchId).min(1).max(10_000), archived: z.boolean() }),
    result: returns<string[]>(),
  },
  /** Makes a batch of jobs, or finds the one that was made of the same before. */
  gatherJobs: {
    params: z.strictObject({ ids: jobIds, name: batchName }),
    result: returns<{ id: string; isNew: boolean }>(),
  },
  /** Adds jobs to a batch, beside the batches that they are in. Answers with those that were not in it before. */
  joinBatch: { params: z.strictObject({ id: batchId, ids: jobIds }), result: returns<string[]>() },
  /** Takes jobs out of a batch; they stay in the list. Answers with those that were in it. */
  leaveBatch: { params: z.strictObject({ id: batchId, ids: jobIds }), result: returns<string[]>() },
  /** Starts the download of every completed job of it whose result is not here; answers how many. */
  collectBatch: { params: z.strictObject({ id: batchId }), result: returns<number>() },
  /** Opens the folder that holds its results, or most of them. */
  openBatchFolder: { params: z.strictObject({ id: batchId }), result: returns<null>() },
  /** How many of these jobs have a result, how large those are together, and how much room there is. */
  estimateDownloads: { params: z.strictObject({ ids: jobIds }), result: returns<DownloadEstimate>() },
  startDownloads: {
    params: z.strictObject({ ids: jobIds, format: z.enum(resultFormats).optional() }),
    result: returns<null>(),
  },
  cancelDownloads: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  /** Holds downloads that have not ended back, or goes on with them. */
  setDownloadsHeld: { params: z.strictObject({ ids: jobIds, held: z.boolean() }), result: returns<null>() },
  /** Puts a download that waits before all others. */
  downloadNext: { params: z.strictObject({ id: jobIdSchema }), result: returns<null>() },
  /** Moves a download by so many places among those that wait, to the front where that is less than 0. */
  moveDownload: { params: z.strictObject({ id: jobIdSchema, by: z.int() }), result: returns<null>() },
  showInFolder: { params: z.strictObject({ id: jobIdSchema }), result: returns<null>() },
  retryFailedDownloads: { params: z.undefined(), result: returns<null>() },
  cancelWaitingDownloads: { params: z.undefined(), result: returns<null>() },
  clearFinishedDownloads: { params: z.undefined(), result: returns<null>() },
  dismissDownloadSummary: { params: z.undefined(), result: returns<null>() },
  /** Opens the folder that the last run brought its results to, or the chosen one. */
  openDownloadFolder: { params: z.undefined(), result: returns<null>() },
  getResultFiles: { params: z.strictObject({ id: jobIdSchema }), result: returns<ResultFiles>() },
  /** Drags the folders of results out of the window. Returns how many were left out, as they are not where they were put. */
  dragResults: { params: z.strictObject({ ids: jobIds }), result: returns<number>() },
  /** Lets the person choose the program that is run for each result; nothing changes where they change their mind. */
  chooseCommand: { params: z.undefined(), result: returns<Settings>() },
  clearCommand: { params: z.undefined(), result: returns<Settings>() },
  setCommandArguments: {
    params: commandSchema.pick({ arguments: true }),
    result: returns<Settings>(),
  },
  /** Judges the result once more, whatever is known of it; answered once that is done. */
  judgeAgain: { params: z.strictObject({ id: jobIdSchema }), result: returns<null>() },
  copyJobJson: { params: z.strictObject({ id: jobIdSchema }), result: returns<null>() },
  /** The last answer as it came, set out in lines. */
  getJobJson: { params: z.strictObject({ id: jobIdSchema }), result: returns<string>() },
  /** Has a file of a job ready for the page to load by its address; says why where that cannot be. */
  preparePreview: { params: previewPlaceSchema.extend({ id: jobIdSchema }), result: returns<Preview>() },
  readJobLog: { params: z.strictObject({ id: jobIdSchema }), result: returns<TextPreview>() },
  /** Edits the text of the field that has the keyboard, as the keys for that do; `copy` copies marked text anywhere. */
  editText: { params: z.strictObject({ action: z.enum(editActions) }), result: returns<null>() },
  /** Copies as much of the log as is shown; answers whether it goes on. */
  copyJobLog: { params: z.strictObject({ id: jobIdSchema }), result: returns<{ isCut: boolean }>() },
  /** Saves a file of a job in the download folder, or where the person says; null where they changed their mind. */
  saveFile: {
    params: fileRef.extend({ to: z.enum(['chosen', 'downloads']) }),
    result: returns<SavedFile | null>(),
  },
  /** Breaks off what saves, opens or drags a file; that is answered as cancelled. */
  cancelFile: { params: fileRef, result: returns<null>() },
  /** Opens a file of a job with the system's app for it; answers how it was saved for that, or null if it was before. */
  openFile: { params: fileRef, result: returns<SavedFile | null>() },
  /** Shows a file that was saved in this run in its folder. */
  showSavedFile: { params: fileRef, result: returns<null>() },
  /** Drags a file of a job out of the window; answers false at once where it has to be fetched first. */
  dragFile: { params: fileRef, result: returns<boolean>() },
  /** Fetches a file of a job, so that it can be dragged. */
  fetchToDrag: { params: fileRef, result: returns<null>() },
  /**
   * Has the files of an asset ready for a worker to fetch. Where they come from the network and are larger than the setting says,
   * the answer is how large, and it takes `evenIfLarge` to fetch them.
   */
  openAsset: {
    params: z.strictObject({ source: assetSourceSchema, evenIfLarge: z.boolean() }),
    result: returns<AssetAnswer>(),
  },
  /** Breaks off what fetches an asset; every {@link openAsset} of it is answered as cancelled. */
  cancelAsset: { params: z.strictObject({ source: assetSourceSchema }), result: returns<null>() },
  /** The files of the asset are not needed any more. */
  releaseAsset: { params: z.strictObject({ token: assetTokenSchema }), result: returns<null>() },
  /** Has the files of a result ready for a worker to fetch, if it was downloaded and is still there. Fetches nothing. */
  openResultHere: { params: z.strictObject({ id: jobIdSchema }), result: returns<ServedAsset>() },
  /** Of which of these results there are pictures. Results are named as `resultHere` does, also below. */
  findThumbnails: {
    params: z.strictObject({ results: z.array(resultName).min(1).max(maxFound) }),
    result: returns<string[]>(),
  },
  /** Keeps pictures of a result. */
  keepThumbnails: {
    params: z.strictObject({
      id: jobIdSchema,
      result: resultName,
      files: z.record(z.enum(thumbnailKinds), picture),
    }),
    result: returns<null>(),
  },
  /**
   * Paths that were dropped on the window: those of them that can be looked at, by their index, become the question `lookOffer`
   * in the state, whose number this answers with. Null where there are none.
   */
  offerPaths: {
    params: z.strictObject({ paths: z.array(z.string().max(maxPathLength)).max(1_000) }),
    result: returns<DroppedAssets | null>(),
  },
  /** The answer to the question in the state. */
  answerLookOffer: {
    params: z.strictObject({ number: z.number().int(), isWanted: z.boolean() }),
    result: returns<null>(),
  },
  /** The person is done with what they opened from their disk. */
  closeOpenedAsset: { params: z.strictObject({ number: z.number().int() }), result: returns<null>() },
  copyText: { params: z.strictObject({ text: z.string().max(maxTextLength) }), result: returns<null>() },
  saveKey: {
    params: z.strictObject({ key: z.string().max(4096), keep: z.enum(['keychain', 'session']) }),
    result: returns<SavedKey>(),
  },
  removeKey: { params: z.undefined(), result: returns<null>() },
  changeSettings: {
    // Paths come from the system's own dialogs, so that the page can name none.
    params: settingsSchema.omit({ downloadFolder: true, command: true }).partial(),
    result: returns<Settings>(),
  },
  chooseDownloadFolder: {
    params: z.strictObject({ reset: z.boolean() }),
    result: returns<Settings>(),
  },
  /** Ends a wait: asks the service at once, or looks into a keychain again that could not be opened. */
  tryAgain: { params: z.undefined(), result: returns<null>() },
  /** Whether the command line of the service has a key on this machine: its last four characters, or null. */
  findCliKey: { params: z.undefined(), result: returns<{ lastFour: string } | null>() },
  /** Takes that key over, after a person said yes to the one that ends so. */
  importCliKey: {
    params: z.strictObject({ lastFour: z.string().length(4), keep: z.enum(['keychain', 'session']) }),
    result: returns<SavedKey>(),
  },
  /** Reads the account and looks for its new jobs at once. */
  refreshAccount: { params: z.undefined(), result: returns<null>() },
  /** The last notification that the window has: what came since was seen by nobody. */
  readNotifications: { params: seenNotifications, result: returns<null>() },
  /** The answer to `askToKeepRunning`; where it is no, the app ends. */
  answerKeepRunning: { params: z.strictObject({ keepRunning: z.boolean() }), result: returns<null>() },
  clearNotifications: { params: seenNotifications, result: returns<null>() },
  dismissBanner: { params: z.strictObject({ kind: z.enum(bannerKinds) }), result: returns<null>() },
  /** Opens the menu of the app below this point of the page, in its pixels: on some systems nothing else shows it. */
  showAppMenu: {
    params: z.strictObject({ x: z.number().min(0).max(100_000), y: z.number().min(0).max(100_000) }),
    result: returns<null>(),
  },
  /** Opens the folder of the log in the file manager. */
  showLogs: { params: z.undefined(), result: returns<null>() },
  /** Opens a page of the service in the person’s browser. */
  openWebPage: { params: z.strictObject({ page: z.enum(webPages) }), result: returns<null>() },
  /** Which of the licences lie beside the app. */
  findNotices: { params: z.undefined(), result: returns<Notices[]>() },
  openNotices: { params: z.strictObject({ name: z.enum(notices) }), result: returns<null>() },
  /** Copies what helps somebody else to find a fault: versions, counts and codes. */
  copyDiagnostics: { params: z.undefined(), result: returns<null>() },
  /** What a report would have in it: diagnostics and the log, without anything that is private. */
  prepareReport: { params: z.undefined(), result: returns<{ text: string }>() },
  /** Saves the report that was prepared last where the person says; null where they changed their mind. */
  saveReport: { params: z.undefined(), result: returns<{ fileName: string } | null>() },
  /** Where the system opens links that lead into the app. */
  getLinkHandling: { params: z.undefined(), result: returns<LinkHandling>() },
  /** Whether they shall open here; the answer is where they do. Nobody is asked about it again. */
  chooseLinkHandling: { params: z.strictObject({ isHere: z.boolean() }), result: returns<LinkHandling>() },
  /** Ends the app and starts it again as usual. */
  leaveSafeMode: { params: z.undefined(), result: returns<null>() },
  /** Asks the feed of new versions. What comes of this and the following is in the state, failures as well. */
  checkForUpdates: { params: z.undefined(), result: returns<null>() },
  /** Fetches the version that was announced, and returns at once. */
  downloadUpdate: { params: z.undefined(), result: returns<null>() },
  cancelUpdate: { params: z.undefined(), result: returns<null>() },
  /** Puts the version that was fetched in place, ends the app and starts it again. */
  installUpdate: { params: z.undefined(), result: returns<null>() },
  setNote: {
    params: z.strictObject({
      id: jobIdSchema,
      note: z
        .string()
        .max(maxNoteLength)
        .overwrite((note) => wellFormed(note)),
      /** What the note was before, as far as whoever gives it knew; left out, it replaces whatever there is. */
      over: z.string().max(maxNoteLength).optional(),
    }),
    result: returns<null>(),
  },
  /** Answers with what has changed: a job may have had a tag before, or no room for one more. */
  changeTags: {
    params: z.strictObject({ ids: jobIds, add: tags, remove: tags }),
    result: returns<TagChange[]>(),
  },
  /** Answers with what was decided before about those whose decision has changed. */
  setReview: {
    params: z.strictObject({
      ids: jobIds,
      /** `none` takes back whatever was decided. */
      standing: z.enum(reviewStandings),
      /** Why; empty for no reason. */
      reason: z.string().max(maxReviewReason).overwrite(oneLine),
    }),
    result: returns<ReviewChange[]>(),
  },
  /** Answers with the jobs that were not so before. */
  setArchived: {
    params: z.strictObject({ ids: jobIds, archived: z.boolean() }),
    result: returns<string[]>(),
  },
  /** Writes these jobs, in this order, where the person says; null where they changed their mind. */
  exportJobs: {
    params: z.strictObject({ ids: jobIds, format: z.enum(exportFormats) }),
    result: returns<Exported | null>(),
  },
  copyJobsTable: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  /** Shows the file that was exported last in its folder. */
  showExported: { params: z.undefined(), result: returns<null>() },
  /** Lets the person choose a file and adds what is in it; null where they changed their mind. */
  importJobs: { params: z.undefined(), result: returns<AddReport | null>() },
} satisfies Record<RequestName, RequestContract>;

export type RequestParams<N extends RequestName> = z.infer<(typeof requests)[N]['params']>;
export type RequestResult<N extends RequestName> = Exclude<(typeof requests)[N]['result'], undefined>;

/** What is to be shown; by a link, which may come in the midst of something else. */
export type ShownTarget = NonNullable<Target> & { byLink?: true };

/** What main pushes by itself. */
export interface Pushes {
  patch: TextOf<PackedPatch>;
  /** Jobs were added from outside the window: arguments, or a second start of the app. */
  jobsAdded: AddReport;
  menuCommand: MenuCommand;
  /** Something happened that is worth a look; it stands in the list of notifications as well. */
  notified: AppNotification;
  /** A notification, the tray or a link asked for this. */
  showTarget: ShownTarget;
  linkRefused: LinkProblem;
  /** The window is being closed for the first time: shall the app go on without it? Where there is no tray, it is minimized. */
  askToKeepRunning: { hasTray: boolean };
  fileProgress: FileProgress;
  assetProgress: AssetProgress;
}

export type Unsubscribe = () => void;

/**
 * What the preload script puts into the page as `window.rigyd`: one named method a request, one subscription a push, and
 * one thing that only Chromium can do.
 */
export type RigydBridge = {
  [N in PageRequestName]: RequestParams<N> extends undefined
    ? () => Promise<Outcome<RequestResult<N>>>
    : (params: RequestParams<N>) => Promise<Outcome<RequestResult<N>>>;
} & { [P in PushName as `on${Capitalize<P>}`]: (listener: (payload: Pushes[P]) => void) => Unsubscribe } & {
  /** Sends the paths of files that were dropped, as {@link requests.offerPaths}; those that the page made itself have none. */
  offerDropped: (files: readonly { name: string }[]) => Promise<Outcome<DroppedAssets | null>>;
  /** Gives memory of the page that is no longer used back to the system. Blocks the page for about a frame. */
  freeMemory: () => void;
};
