import type { RigydBridge, TagChange } from '../../shared/contract.ts';
import { maxInView } from '../../shared/packed-rows.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { GivenReview, ReviewChange } from '../../shared/review.ts';
import type { JobRow, RemovedJob } from '../../shared/watched-job.ts';
import type { Question } from '../state/questions.svelte.ts';
import { runRequest, settled } from '../state/request.ts';
import { jobsWords } from '../words/jobs.ts';
import { reviewWords } from '../words/review.ts';
import { undo, type Toasts } from '../ui/toasts.svelte.ts';
import { nameOf } from '../../shared/job-name.ts';
import { downloadQuestion, isManyResults } from './download-question.ts';
import { isMany, removalQuestion } from './removal-words.ts';
import { NoteDraft } from './note-draft.svelte.ts';

/** Drafts that main has taken and that are kept all the same: the row in the window may come later. */
const maxTakenDrafts = 20;

export interface JobsOptions {
  bridge: RigydBridge;
  toasts: Toasts;
  row: (id: string) => JobRow | undefined;
  /** Whether the list shows a job. */
  isShown: (id: string) => boolean;
  /** Closes the details of these jobs, which are about to leave the list. */
  close: (ids: readonly string[]) => void;
  /** Takes jobs that have left the list out of the selection. */
  deselect: (ids: readonly string[]) => void;
  /** Resolves with whether the person said yes. */
  ask: (question: Question) => Promise<boolean>;
}

/** What a person does with jobs; each says what came of it where the window does not show it. */
export class Jobs {
  readonly #options: JobsOptions;
  /** By job and when it was added, as it may be removed and added again. */
  readonly #drafts = new Map<string, NoteDraft>();

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  get #bridge(): RigydBridge {
    return this.#options.bridge;
  }

  download(ids: string[]): void {
    void this.#download(ids);
  }

  /** Asks whether many results are to be downloaded, and says how large they are. */
  async isDownloadWanted(ids: string[]): Promise<boolean> {
    const estimate = await this.#run(this.#bridge.estimateDownloads({ ids }));
    return estimate.ok && (await this.#options.ask(downloadQuestion(estimate.value)));
  }

  cancelDownload(ids: string[]): void {
    void this.#run(this.#bridge.cancelDownloads({ ids }));
  }

  /** Holds downloads back, or goes on with them. */
  holdDownloads(ids: string[], held: boolean): void {
    void this.#run(this.#bridge.setDownloadsHeld({ ids, held }));
  }

  /** Puts a download that waits before all others. */
  downloadNext(id: string): void {
    void this.#run(this.#bridge.downloadNext({ id }));
  }

  /** Moves a download by so many places among those that wait, to the front where that is less than 0. */
  moveDownload(id: string, by: number): void {
    void this.#run(this.#bridge.moveDownload({ id, by }));
  }

  showInFolder(id: string): void {
    void this.#run(this.#bridge.showInFolder({ id }));
  }

  /** Asks the service for their state now. */
  check(ids: string[]): void {
    void this.#run(this.#bridge.checkJobs({ ids }));
  }

  /** Says which rows are on the screen, so that they are kept fresh. A failure changes nothing that a person would notice. */
  noteInView(ids: readonly string[]): void {
    void settled(this.#bridge.noteInView({ ids: ids.slice(0, maxInView) }));
  }

  async copyJson(id: string): Promise<void> {
    const { ok } = await this.#run(this.#bridge.copyJobJson({ id }));
    if (ok) this.#options.toasts.show(jobsWords.copiedJson);
  }

  /** Has a result judged once more; resolves once that is done. */
  async judgeAgain(id: string): Promise<void> {
    await this.#run(this.#bridge.judgeAgain({ id }));
  }

  /** Takes jobs off the list; many only after a question. */
  async remove(ids: string[]): Promise<void> {
    const { toasts, close, deselect, ask } = this.#options;
    if (isMany(ids.length) && !(await ask(removalQuestion(ids.length)))) return;
    close(ids);
    const what = this.nameOf(ids);
    if (!(await this.#run(this.#bridge.removeJobs({ ids }))).ok) return;
    deselect(ids);
    toasts.show(jobsWords.removed(what), {
      action: undo(() => void this.#run(this.#bridge.restoreJobs({ ids }))),
    });
  }

  /** Brings jobs back that were removed in the last day. */
  async restore(jobs: readonly RemovedJob[]): Promise<void> {
    const { ok } = await this.#run(this.#bridge.restoreJobs({ ids: jobs.map(({ id }) => id) }));
    const [first] = jobs;
    if (ok && first !== undefined)
      this.#options.toasts.show(
        jobsWords.restored(jobs.length === 1 ? nameOf(first) : jobsWords.count(jobs.length)),
      );
  }

  /** Takes jobs out of the usual list, or back into it. */
  async setArchived(ids: string[], archived: boolean): Promise<void> {
    const { toasts, isShown, close, deselect } = this.#options;
    // As with their removal: they leave the list, and the next key is about the row that takes their place.
    close(ids.filter(isShown));
    const outcome = await this.#run(this.#bridge.setArchived({ ids, archived }));
    if (!outcome.ok || outcome.value.length === 0) return;
    const changed = outcome.value;
    const jobs = this.nameOf(changed);
    toasts.show(archived ? jobsWords.archived(jobs) : jobsWords.unarchived(jobs), {
      action: undo(() => void this.#run(this.#bridge.setArchived({ ids: changed, archived: !archived }))),
    });
    deselect(changed);
  }

  /** Keeps what the person decided about results, or takes it back. */
  async setReview(ids: string[], review: GivenReview): Promise<void> {
    const outcome = await this.#sendReview(ids, review);
    if (!outcome.ok || outcome.value.length === 0) return;
    const changes = outcome.value;
    const jobs = this.nameOf(changes.flatMap((change) => change.ids));
    const said = review === null ? reviewWords.takenBack : reviewWords[review.decision];
    const takeBack = (): void => void this.#undoReview(changes);
    // Whoever reviews one result after the other sees it change, and messages would lie over the next.
    if (ids.length === 1) this.#options.toasts.noteUndo(said(jobs), takeBack);
    else this.#options.toasts.show(said(jobs), { action: undo(takeBack) });
  }

  /** The note of a job to write on. Whoever comes back to a job goes on with the draft that is still on its way. */
  draftOf({ id, addedAt, note }: Pick<JobRow, 'id' | 'addedAt' | 'note'>): NoteDraft {
    const key = `${id}@${addedAt}`;
    const kept = this.#drafts.get(key);
    if (kept !== undefined && !kept.isSameAs(note)) return kept;
    const draft = new NoteDraft(id, note, (...typed) => this.#setNote(...typed));
    this.#drafts.delete(key);
    const taken = [...this.#drafts].filter(([, { isTaken }]) => isTaken);
    for (const [old] of taken.slice(0, -maxTakenDrafts)) this.#drafts.delete(old);
    this.#drafts.set(key, draft);
    return draft;
  }

  /**
   * Adds tags to jobs and takes tags off them; for several jobs, and where a tag is gone, it says so, and how to take it
   * back.
   */
  async changeTags(ids: string[], add: string[], remove: string[] = []): Promise<void> {
    const outcome = await this.#run(this.#bridge.changeTags({ ids, add, remove }));
    if (!outcome.ok) return;
    const changes = outcome.value;
    const takeBack = (): void => void this.#undoTags(changes);
    if (ids.length === 1 && remove.length === 0) {
      if (changes.length > 0) this.#options.toasts.noteUndo(jobsWords.tags.added(add), takeBack);
      return;
    }
    const count = new Set(changes.flatMap((change) => change.ids)).size;
    if (count === 0) {
      this.#options.toasts.show(jobsWords.tags.unchanged);
      return;
    }
    const text = ids.length === 1 ? jobsWords.tags.removed(remove) : jobsWords.tags.changed(count);
    this.#options.toasts.show(text, { action: undo(takeBack) });
  }

  /** One job by its name, several by their number. */
  nameOf(ids: readonly string[]): string {
    const [first] = ids;
    const row = ids.length === 1 && first !== undefined ? this.#options.row(first) : undefined;
    return row === undefined ? jobsWords.count(ids.length) : nameOf(row);
  }

  async #download(ids: string[]): Promise<void> {
    // Few are requested at once, with the click.
    if (isManyResults(ids.length) && !(await this.isDownloadWanted(ids))) return;
    await this.#run(this.#bridge.startDownloads({ ids }));
  }

  async #setNote(id: string, note: string, over: string): Promise<boolean> {
    return (await this.#run(this.#bridge.setNote({ id, note, over }))).ok;
  }

  async #undoTags(changes: readonly TagChange[]): Promise<void> {
    for (const { ids, add, remove } of changes)
      await this.#run(this.#bridge.changeTags({ ids, add: remove, remove: add }));
  }

  async #undoReview(changes: readonly ReviewChange[]): Promise<void> {
    for (const { ids, before } of changes) await this.#sendReview(ids, before);
  }

  #sendReview(ids: string[], review: GivenReview): Promise<Outcome<ReviewChange[]>> {
    const { decision: standing = 'none', reason = null } = review ?? {};
    return this.#run(this.#bridge.setReview({ ids, standing, reason: reason ?? '' }));
  }

  #run<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return runRequest(this.#options.toasts, request);
  }
}
