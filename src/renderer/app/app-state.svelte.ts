import { isListing } from '../../shared/account.ts';
import type { AddReport } from '../../shared/intake.ts';
import type { Batch } from '../../shared/batch.ts';
import type { RigydBridge, ShownTarget, WebPage } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { News } from '../../shared/notifications.ts';
import { isKeyRefused } from '../../shared/session.ts';
import type { Settings } from '../../shared/settings.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { Thumbnails } from '../asset/thumbnails.svelte.ts';
import { BatchesState } from '../batches/batches-state.svelte.ts';
import { DragOut } from '../downloads/drag-out.svelte.ts';
import { FilesOut } from '../downloads/files-out.svelte.ts';
import { Intake } from '../intake/intake.svelte.ts';
import { Looks } from '../intake/looks.svelte.ts';
import { HistoryState } from '../jobs/history-state.svelte.ts';
import { JobSums } from '../jobs/job-sums.svelte.ts';
import type { JudgedRows } from '../jobs/judged-rows.ts';
import { Jobs } from '../jobs/jobs.ts';
import { isListOnScreen, isRowOnScreen } from '../list/row-on-screen.ts';
import { SelectionState } from '../list/selection-state.svelte.ts';
import { WallState } from '../list/wall/wall-state.svelte.ts';
import { ViewState } from '../list/view-state.svelte.ts';
import { Notifications } from '../notifications/notifications.svelte.ts';
import type { SettingsGroupId } from '../settings/settings-groups.ts';
import { Clipboard } from '../state/clipboard.ts';
import { DetailState } from '../state/detail-state.svelte.ts';
import { FocusPlaces } from '../state/focus-places.ts';
import { LayoutState } from '../state/layout-state.svelte.ts';
import { now } from '../state/now.ts';
import { Questions } from '../state/questions.svelte.ts';
import { reportingUnsaved, runRequest } from '../state/request.ts';
import { StateReplica } from '../state/state-replica.svelte.ts';
import { ViewerPlace } from '../state/viewer-place.svelte.ts';
import { SpareTime } from '../state/spare-time.ts';
import { WindowUse } from '../state/window-use.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { ContextMenus } from '../ui/context-menus.svelte.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { appWords } from '../words/app.ts';
import { jobsWords } from '../words/jobs.ts';
import { Announcement } from './announcement.svelte.ts';
import { LastViews } from './last-view.svelte.ts';

export type OpenDialog =
  | 'about'
  | 'add-jobs'
  | 'settings'
  | 'report'
  | 'downloads'
  | 'choose-batch'
  | 'compare'
  | 'keep-running'
  | 'palette'
  | 'reject'
  | 'save-report'
  | 'recently-removed'
  | 'shortcuts'
  | 'whats-new'
  | null;

/** What the window does: constructs its parts and connects them, and knows which job and which dialog is open. */
export class AppState {
  readonly toasts = new Toasts();
  readonly menus = new ContextMenus();
  readonly places = new FocusPlaces();
  readonly use = new WindowUse();
  readonly spare = new SpareTime();
  readonly questions = new Questions();
  readonly viewers: ViewerPlace;
  readonly bridge: RigydBridge;
  readonly replica: StateReplica;
  readonly clipboard: Clipboard;
  readonly detail: DetailState;
  readonly history: HistoryState;
  readonly sums: JobSums;
  readonly view: ViewState;
  readonly selection: SelectionState;
  readonly wall: WallState;
  readonly thumbnails: Thumbnails;
  readonly jobs: Jobs;
  readonly batches: BatchesState;
  readonly dragOut: DragOut;
  readonly files: FilesOut;
  readonly intake: Intake;
  readonly looks: Looks;
  readonly notifications: Notifications;
  readonly lastView: LastViews;
  readonly layout: LayoutState;
  readonly announcement: Announcement;
  #openId = $state<string | null>(null);
  dialog = $state<OpenDialog>(null);
  /** The jobs that are compared. */
  compared = $state.raw<readonly string[]>([]);
  /** The jobs whose results are about to be rejected. */
  rejected = $state.raw<string[]>([]);
  /** The group of the settings to open at. */
  settingsGroup = $state<SettingsGroupId | null>(null);
  /** Whether the desktop has a tray, as main found out when it asked whether the app keeps running. */
  hasTray = $state(true);
  /** Whether the views lie over the list, in a window too narrow to show both. */
  isSidebarOpen = $state(false);

  /** Whether no job is asked for: the service is out of reach, or there is no key that it takes. */
  readonly isOffline = $derived.by(() => {
    const { session } = this.replica;
    if (session === null) return false;
    const { key, connection } = session;
    return connection.kind === 'offline' || key.kind === 'absent' || isKeyRefused(key);
  });

  /** Whether what is counted by state may be out of date: a job that is on its way may have ended since. */
  readonly hasStaleCounts = $derived.by(() => this.isOffline && this.sums.list.changing > 0);

  constructor(fromMain: RigydBridge) {
    const { toasts } = this;
    const bridge = reportingUnsaved(fromMain, () =>
      toasts.show(failureSentence('not-saved'), { tone: 'problem' }),
    );
    this.bridge = bridge;
    this.replica = new StateReplica(bridge);
    this.viewers = new ViewerPlace(bridge);
    this.clipboard = new Clipboard(bridge, toasts, () => this.replica.session?.api.origin ?? '');
    this.detail = new DetailState(bridge);
    this.history = new HistoryState(this.replica);
    const all = (): JudgedRows => ({
      rows: this.replica.rows,
      stuck: this.history.stuck,
      row: (id) => this.replica.row(id),
    });
    this.sums = new JobSums(all);
    this.view = new ViewState({
      all,
      sums: () => this.sums.list,
      batches: () => this.replica.batches,
      now: () => now.every(60_000),
    });
    this.wall = new WallState(this.view);
    this.selection = new SelectionState(this.view, () => this.openRow?.id ?? null);
    this.jobs = new Jobs({
      bridge,
      toasts,
      row: (id) => this.replica.row(id),
      isShown: (id) => this.view.indexOf(id) >= 0,
      close: (ids) => this.#close(ids),
      deselect: (ids) => this.selection.drop(ids),
      ask: (question) => this.questions.ask(question),
    });
    this.batches = new BatchesState({
      bridge,
      replica: this.replica,
      sums: this.sums,
      history: this.history,
      view: this.view,
      toasts,
      ask: (question) => this.questions.ask(question),
      isDownloadWanted: (ids) => this.jobs.isDownloadWanted(ids),
      now: () => now.every(5_000),
    });
    this.dragOut = new DragOut(bridge, toasts);
    this.files = new FilesOut(bridge, toasts, this.dragOut);
    this.intake = new Intake({
      bridge,
      toasts,
      adding: () => this.replica.adding,
      confirmation: () => this.replica.addConfirmation,
      isInUse: () => this.#isInUse,
      showAdded: (report) => this.#showAdded(report),
      appearsByItself: () => isListing(this.replica.account?.listing),
      takeBack: (ids, batch) => this.#takeBack(ids, batch),
      openReport: () => (this.dialog = 'report'),
    });
    this.looks = new Looks({
      bridge,
      toasts,
      offer: () => this.replica.lookOffer,
      addRead: (read) => this.intake.addRead(read),
    });
    this.thumbnails = new Thumbnails({
      bridge,
      rows: () => this.replica.rows,
      isWanted: () =>
        (this.wall.isOpen || this.replica.settings?.showThumbnails === true) &&
        this.viewers.current?.isBusy !== true,
      loadMaker: async () => (await import('../asset/start-thumbnails.ts')).startThumbnails(bridge),
      spareTime: () => this.spare.begins(),
    });
    this.notifications = new Notifications({
      bridge,
      replica: this.replica,
      toasts,
      open: (target) => this.open(target),
      isSeen: (news) => this.#isSeen(news),
      askToKeepRunning: ({ hasTray }) => {
        this.hasTray = hasTray;
        this.dialog = 'keep-running';
      },
    });
    this.layout = new LayoutState(this.replica, (changes) => this.request(bridge.changeSettings(changes)));
    this.announcement = new Announcement({
      bridge,
      replica: this.replica,
      ask: (question) => this.questions.ask(question),
      request: (sent) => this.request(sent),
    });
    this.lastView = new LastViews({
      bridge,
      view: this.view,
      sort: () => this.wall.sortOfList,
      replica: this.replica,
      openId: () => this.#openId,
      open: (id) => (this.selectedId = id),
    });
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    void this.lastView.restore();
    const ends = [
      this.replica.follow(),
      this.notifications.follow(),
      this.files.follow(),
      this.history.follow(),
      this.intake.follow(),
      this.bridge.onMenuCommand((command) => {
        if (command === 'copy-diagnostics') return void this.clipboard.copyDiagnostics();
        this.settingsGroup = null;
        this.dialog = command;
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Runs a request to main and shows a message if it fails. */
  request<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return runRequest(this.toasts, request);
  }

  /** The job whose details are open; undefined also where that is not in the list any more, or not yet. */
  get openRow(): JobRow | undefined {
    return this.#openId === null ? undefined : this.replica.row(this.#openId);
  }

  /** The job whose details are to be open. Opening one, or none, ends a selection of several. */
  get selectedId(): string | null {
    return this.#openId;
  }

  set selectedId(id: string | null) {
    this.#openId = id;
    if (id === null) this.layout.isDetailsWhole = false;
    this.selection.reset(id);
  }

  /** Opens what a notification, the tray or a link is about. */
  open(target: ShownTarget): void {
    if (target.byLink === true && this.#isInUse) {
      this.toasts.show(appWords.linkOpens(this.jobs.nameOf([target.id])), {
        action: { label: appWords.show, run: () => this.#show(target) },
      });
    } else this.#show(target);
  }

  /** Shows the reports of jobs side by side. */
  compare(ids: readonly string[]): void {
    this.compared = ids;
    this.dialog = 'compare';
  }

  /** Asks why results are rejected. */
  reject(ids: string[]): void {
    this.rejected = ids;
    this.dialog = 'reject';
  }

  /** Lets the person choose a batch for jobs. */
  chooseBatch(ids: string[], from: Batch | null = null): void {
    this.batches.adding = { ids, from };
    this.dialog = 'choose-batch';
  }

  /** Opens the settings, at one group of them if it is named. */
  openSettings(group: SettingsGroupId | null = null): void {
    this.settingsGroup = group;
    this.dialog = 'settings';
  }

  changeSettings(changes: Partial<Omit<Settings, 'downloadFolder' | 'command'>>): void {
    void this.request(this.bridge.changeSettings(changes));
  }

  /** Lets the person choose where results go, or goes back to the download folder. */
  chooseDownloadFolder(how: 'choose' | 'reset'): void {
    void this.request(this.bridge.chooseDownloadFolder({ reset: how === 'reset' }));
  }

  /** Says whether links that lead into the app shall open in it. */
  chooseLinkHandling(isHere: boolean): void {
    void this.request(this.bridge.chooseLinkHandling({ isHere }));
  }

  openWebPage(page: WebPage): void {
    void this.request(this.bridge.openWebPage({ page }));
  }

  tryAgain(): void {
    void this.request(this.bridge.tryAgain());
  }

  /** Whether what the window shows is in use, so that it stays until the person wants to see something else. */
  get #isInUse(): boolean {
    return this.use.isUsed || this.places.isInUse || this.selection.isChosen;
  }

  /** Whether the batch that a piece of news is about, or the row of its only job, is before the person. */
  #isSeen(news: News): boolean {
    if (news.kind === 'batch') return this.batches.current?.batch.id === news.batchId && isListOnScreen();
    return news.kind === 'jobs' && news.only !== null && isRowOnScreen(news.only.id);
  }

  #show(target: ShownTarget): void {
    if (target.kind === 'result') this.jobs.showInFolder(target.id);
    else if (this.#isGone(target))
      this.toasts.show(failureSentence(target.kind === 'job' ? 'unknown-job' : 'unknown-batch'), {
        tone: 'problem',
      });
    else if (target.kind === 'job') this.selectedId = target.id;
    else this.batches.show(target.id);
  }

  /** Whether what a notification is about was removed since. What a link leads to main has just found in the list. */
  #isGone({ kind, id, byLink }: ShownTarget): boolean {
    if (byLink === true || !this.replica.loaded) return false;
    const isThere: boolean =
      kind === 'batch'
        ? this.replica.batches.some((batch) => batch.id === id)
        : this.replica.row(id) !== undefined;
    return !isThere;
  }

  /** What was added is what is looked at next. */
  #showAdded({ added, known, batch }: AddReport): void {
    const first = added[0] ?? known[0];
    if (first !== undefined && added.length + known.length === 1) this.selectedId = first;
    if (batch !== null) this.batches.show(batch.id);
    else if (first !== undefined && this.view.filter.batch !== null) this.view.change({ batch: null });
  }

  async #takeBack(ids: string[], batch: string | null): Promise<void> {
    this.#close(ids);
    if (batch !== null) {
      if (this.view.filter.batch === batch) this.view.clear();
      if (!(await this.request(this.bridge.removeBatch({ id: batch, withJobs: false }))).ok) return;
    }
    const what = this.jobs.nameOf(ids);
    const { ok } = await this.request(this.bridge.removeJobs({ ids }));
    if (ok) this.toasts.show(jobsWords.removed(what));
  }

  /** Closes the details of a job that leaves the list. Others that are selected stay so. */
  #close(ids: readonly string[]): void {
    if (this.#openId === null || !ids.includes(this.#openId)) return;
    this.#openId = null;
    this.layout.isDetailsWhole = false;
  }
}
