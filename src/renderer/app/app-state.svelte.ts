import type { AddReport } from '../../shared/add-report.ts';
import type { RigydBridge, ShownTarget } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import { linkSource, type GivenText } from '../../shared/given-text.ts';
import { fullAddress } from '../../shared/job/file-address.ts';
import type { Settings } from '../../shared/settings.ts';
import type { BannerKind } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { describeAdded } from '../intake/describe-added.ts';
import { BatchesState } from '../batches/batches-state.svelte.ts';
import { DragOut } from '../downloads/drag-out.svelte.ts';
import { isStale, nameOf } from '../jobs/job-words.ts';
import { LibraryActions } from '../intake/library-actions.ts';
import type { SettingsGroupId } from '../settings/settings-groups.ts';
import { Notifications } from '../notifications/notifications.svelte.ts';
import { describeFailure, failureSentence } from '../ui/failure-words.ts';
import { countOf } from '../ui/format.ts';
import { StateReplica } from '../state/state-replica.svelte.ts';
import { DetailState } from '../state/detail-state.svelte.ts';
import { FocusPlaces } from '../state/focus-places.ts';
import { HistoryState } from '../jobs/history-state.svelte.ts';
import { now } from '../state/now.svelte.ts';
import { SelectionState } from '../list/selection-state.svelte.ts';
import { settled } from '../state/request.ts';
import { Toasts, undo, type ToastAction } from '../ui/toasts.svelte.ts';
import { tellingUnsaved } from '../state/unsaved-changes.ts';
import { ViewState } from '../list/view-state.svelte.ts';
import { WindowUse } from '../state/window-use.ts';

export type OpenDialog =
  'add-jobs' | 'settings' | 'report' | 'downloads' | 'keep-running' | 'palette' | 'shortcuts' | null;

/** Milliseconds after which a list that is still being read is said to be. */
const slowMs = 1_000;

/** What the window does: the copy of main's state, what is selected and open, and the commands of its buttons. */
export class AppState {
  readonly replica: StateReplica;
  readonly detail: DetailState;
  readonly history: HistoryState;
  readonly view: ViewState;
  readonly batches: BatchesState;
  readonly selection: SelectionState;
  readonly toasts = new Toasts();
  readonly places = new FocusPlaces();
  readonly use = new WindowUse();
  readonly dragOut: DragOut;
  readonly library: LibraryActions;
  readonly bridge: RigydBridge;
  #openId = $state<string | null>(null);
  readonly notifications: Notifications;
  dialog = $state<OpenDialog>(null);
  /** What was typed into “Add job IDs” and not added yet: another dialog may take its place meanwhile. */
  addDraft = $state({ text: '', name: '' });
  /** The group of the settings that was asked for last. */
  settingsGroup = $state<SettingsGroupId | null>(null);
  /** Whether the views lie over the list, in a window too narrow to show both. */
  isSidebarOpen = $state(false);
  report = $state.raw<AddReport | null>(null);

  /** Whether the service is out of reach, for all jobs at once. */
  readonly isOffline = $derived.by(() => this.replica.session?.connection.kind === 'offline');

  /** Whether what is counted by state may be out of date: a job that is on its way may have ended since. */
  readonly hasStaleCounts = $derived.by(
    () => this.isOffline && this.replica.rows.some((row) => isStale(row, true)),
  );

  constructor(fromMain: RigydBridge) {
    const bridge = tellingUnsaved(fromMain, () =>
      this.toasts.show(failureSentence('not-saved'), { tone: 'problem' }),
    );
    this.bridge = bridge;
    this.replica = new StateReplica(bridge);
    this.dragOut = new DragOut(bridge, this.toasts);
    this.detail = new DetailState(bridge);
    this.library = new LibraryActions(bridge, this.toasts, (report) => this.#tell(report));
    this.history = new HistoryState(this.replica);
    this.view = new ViewState({
      rows: () => this.replica.rows,
      isStuck: (row) => this.history.isStuck(row),
      now: () => now.time,
    });
    this.batches = new BatchesState({
      bridge,
      replica: this.replica,
      history: this.history,
      view: this.view,
      toasts: this.toasts,
      now: () => now.time,
    });
    this.selection = new SelectionState(this.view, () => this.openRow?.id ?? null);
    this.notifications = new Notifications({
      bridge,
      replica: this.replica,
      toasts: this.toasts,
      open: (target) => this.open(target),
      askToKeepRunning: () => (this.dialog = 'keep-running'),
      send: (request) => void this.#done(request),
    });
  }

  /** Opens what a notice, the tray or a link is about. */
  open(target: ShownTarget): void {
    if (target.byLink === true && this.#isInUse) {
      this.toasts.show(`A link leads to ${this.#nameOf([target.id])}.`, {
        action: { label: 'Show', run: () => this.#show(target) },
      });
    } else this.#show(target);
  }

  #show(target: ShownTarget): void {
    if (target.kind === 'result') this.showInFolder(target.id);
    else if (this.#isGone(target))
      this.toasts.show(failureSentence(target.kind === 'job' ? 'unknown-job' : 'unknown-batch'), {
        tone: 'problem',
      });
    else if (target.kind === 'job') this.selectedId = target.id;
    else this.batches.show(target.id);
  }

  /** Whether what a notice tells of was taken off the list since. What a link leads to main has just found in it. */
  #isGone({ kind, id, byLink }: ShownTarget): boolean {
    if (byLink === true || !this.replica.loaded) return false;
    const isThere: boolean =
      kind === 'batch'
        ? this.replica.batches.some((batch) => batch.id === id)
        : this.replica.row(id) !== undefined;
    return !isThere;
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
    this.selection.reset(id);
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    const ends = [
      this.replica.follow(),
      this.notifications.follow(),
      this.history.follow(),
      this.bridge.onJobsAdded((report) => this.#tell(report, this.#isInUse)),
      this.bridge.onMenuCommand((command) => {
        if (command === 'copy-diagnostics') return void this.copyDiagnostics();
        this.settingsGroup = null;
        this.dialog = command;
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /**
   * Looks for job IDs in what was given together and watches them as one batch; says what came of it.
   *
   * @param name of the batch; left out, main finds one
   * @returns whether it is done with: false where it failed, no ID was found, or the person did not want so many after all
   */
  async add(given: GivenText[], name?: string): Promise<boolean> {
    const sayReading = setTimeout(() => this.toasts.show('Looking for job IDs…'), slowMs);
    const report = await this.#run(this.bridge.addJobs(name === undefined ? { given } : { given, name }));
    clearTimeout(sayReading);
    if (report === null) return false;
    this.#tell(report);
    const hasFound = report.added.length + report.known.length > 0;
    // A key is not left lying about.
    return report.declined === undefined && (hasFound || report.containedKey);
  }

  answerAddQuestion(number: number, isWanted: boolean): void {
    void this.#done(this.bridge.answerAddQuestion({ number, isWanted }));
  }

  async remove(ids: string[]): Promise<void> {
    this.#close(ids);
    const what = this.#nameOf(ids);
    if ((await this.#done(this.bridge.removeJobs({ ids }))) === false) return;
    this.selection.drop(ids);
    this.toasts.show(`Removed ${what} from the list.`, {
      action: undo(() => void this.#done(this.bridge.restoreJobs({ ids }))),
    });
  }

  /** Takes jobs out of the usual list, or back into it. */
  async setArchived(ids: string[], archived: boolean): Promise<void> {
    // As with their removal: they leave the list, and the next key is about the row that takes their place.
    this.#close(ids.filter((id) => this.view.indexOf(id) >= 0));
    this.selection.drop(await this.library.setArchived(ids, archived, (changed) => this.#nameOf(changed)));
  }

  download(id: string): void {
    void this.#done(this.bridge.startDownloads({ ids: [id] }));
  }

  cancelDownload(id: string): void {
    void this.#done(this.bridge.cancelDownloads({ ids: [id] }));
  }

  showInFolder(id: string): void {
    void this.#done(this.bridge.showInFolder({ id }));
  }

  changeSettings(changes: Partial<Omit<Settings, 'downloadFolder' | 'command'>>): void {
    void this.#done(this.bridge.changeSettings(changes));
  }

  /** Lets the person choose where results go, or goes back to the download folder. */
  chooseDownloadFolder(how: 'choose' | 'reset'): void {
    void this.#done(this.bridge.chooseDownloadFolder({ reset: how === 'reset' }));
  }

  tryAgain(): void {
    void this.#done(this.bridge.tryAgain());
  }

  /** Reads the account and looks for its new jobs at once. */
  refreshAccount(): void {
    void this.#done(this.bridge.refreshAccount());
  }

  /** Opens the settings, at one group of them if it is named. */
  openSettings(group: SettingsGroupId | null = null): void {
    this.settingsGroup = group;
    this.dialog = 'settings';
  }

  /** Opens the folder of the log in the file manager. */
  showLogs(): void {
    void this.#done(this.bridge.showLogs());
  }

  async copyDiagnostics(): Promise<void> {
    if (await this.#done(this.bridge.copyDiagnostics())) this.toasts.show('Diagnostics copied.');
  }

  leaveSafeMode(): void {
    void this.#done(this.bridge.leaveSafeMode());
  }

  dismissBanner(kind: BannerKind): void {
    void this.#done(this.bridge.dismissBanner({ kind }));
  }

  check(id: string): void {
    void this.#done(this.bridge.checkJobs({ ids: [id] }));
  }

  async copy(text: string, what: string): Promise<void> {
    if (await this.#done(this.bridge.copyText({ text }))) this.toasts.show(`Copied ${what}.`);
  }

  /** Copies the address of a file in full, whatever form the service gave it in. */
  async copyLink(url: string): Promise<void> {
    await this.copy(fullAddress(url, this.replica.session?.api.origin ?? ''), 'the link');
  }

  async copyJson(id: string): Promise<void> {
    if (await this.#done(this.bridge.copyJobJson({ id }))) this.toasts.show('Copied the raw JSON.');
  }

  /** Whether what the window shows is in use, so that it stays until the person wants to see something else. */
  get #isInUse(): boolean {
    return this.use.isUsed || this.places.isInUse || this.selection.isChosen;
  }

  #tell(report: AddReport, isInUse = false): void {
    const { text, problem, more } = describeAdded(report);
    if (!isInUse) this.#showAdded(report);
    const show = isInUse ? { label: 'Show', run: () => this.#showAdded(report) } : null;
    this.toasts.show(text, {
      tone: problem ? 'problem' : 'info',
      action:
        more === null ? (this.#undoOf(report) ?? show) : { label: more, run: () => this.#showReport(report) },
    });
  }

  /** What was added is what is looked at next. */
  #showAdded({ added, known, batch }: AddReport): void {
    const first = added[0] ?? known[0];
    if (first !== undefined && added.length + known.length === 1) this.selectedId = first;
    if (batch !== null) this.batches.show(batch.id);
    else if (first !== undefined && this.view.filter.batch !== null) this.view.change({ batch: null });
  }

  /** What a link added may be wanted by nobody here: it can be taken back. */
  #undoOf({ source, added, batch }: AddReport): ToastAction | null {
    if (source !== linkSource || added.length === 0) return null;
    return undo(() => void this.#takeBack(added, batch?.isNew === true ? batch.id : null));
  }

  async #takeBack(ids: string[], batch: string | null): Promise<void> {
    this.#close(ids);
    if (batch !== null) {
      if (this.view.filter.batch === batch) this.view.clear();
      if (!(await this.#done(this.bridge.removeBatch({ id: batch, withJobs: false })))) return;
    }
    const what = this.#nameOf(ids);
    if (await this.#done(this.bridge.removeJobs({ ids }))) this.toasts.show(`Removed ${what} from the list.`);
  }

  /** Closes the details of a job that leaves the list. Others that are selected stay so. */
  #close(ids: readonly string[]): void {
    if (this.#openId !== null && ids.includes(this.#openId)) this.#openId = null;
  }

  /** One job by its name, several by their number. */
  #nameOf(ids: readonly string[]): string {
    const [first] = ids;
    const row = ids.length === 1 && first !== undefined ? this.replica.row(first) : undefined;
    return row === undefined ? countOf(ids.length, 'job') : nameOf(row);
  }

  #showReport(report: AddReport): void {
    this.report = report;
    this.dialog = 'report';
  }

  /** Runs a command of main, and speaks only of failure. */
  do(request: Promise<Outcome<unknown>>): Promise<boolean> {
    return this.#done(request);
  }

  async #done(request: Promise<Outcome<unknown>>): Promise<boolean> {
    const outcome = await settled(request);
    if (!outcome.ok) this.toasts.show(describeFailure(outcome.failure), { tone: 'problem' });
    return outcome.ok;
  }

  async #run<T>(request: Promise<Outcome<T>>): Promise<T | null> {
    const outcome = await settled(request);
    if (outcome.ok) return outcome.value;
    this.toasts.show(describeFailure(outcome.failure), { tone: 'problem' });
    return null;
  }
}
