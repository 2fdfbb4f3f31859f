import type { AddReport } from '../../shared/add-report.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { ExportFormat, TagChange } from '../../shared/library-requests.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { undo, type Toasts } from '../ui/toasts.svelte.ts';
import { settled } from '../state/request.ts';
import { describeFailure } from '../ui/failure-words.ts';
import { countOf } from '../ui/format.ts';
import { NoteDraft } from '../details/notes/note-draft.svelte.ts';

type LibraryBridge = Pick<
  RigydBridge,
  'setNote' | 'changeTags' | 'setArchived' | 'exportJobs' | 'copyJobsTable' | 'showExported' | 'importJobs'
>;

/** Drafts that main has taken and that are kept all the same: the row in the window may come later. */
const maxTakenDrafts = 20;

/** What a person does with tags, the archive, and lists that leave the app and come back; each says what came of it. */
export class LibraryActions {
  readonly #bridge: LibraryBridge;
  readonly #toasts: Toasts;
  readonly #tell: (report: AddReport) => void;
  /** By job and when it was added, as it may be removed and added again. */
  readonly #drafts = new Map<string, NoteDraft>();

  constructor(bridge: LibraryBridge, toasts: Toasts, tell: (report: AddReport) => void) {
    this.#bridge = bridge;
    this.#toasts = toasts;
    this.#tell = tell;
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
    const changes = await this.#run(this.#bridge.changeTags({ ids, add, remove }));
    if (changes === undefined || (ids.length === 1 && remove.length === 0)) return;
    const count = new Set(changes.flatMap((change) => change.ids)).size;
    if (count === 0) {
      this.#toasts.show('No tag has changed.');
      return;
    }
    const text =
      ids.length === 1
        ? `Removed the tag “${remove.join('”, “')}”.`
        : `Changed the tags of ${countOf(count, 'job')}.`;
    this.#toasts.show(text, { action: undo(() => void this.#undo(changes)) });
  }

  /**
   * Takes jobs out of the usual list, or back into it.
   *
   * @param wordsFor what a person calls jobs
   * @returns those that changed
   */
  async setArchived(
    ids: string[],
    archived: boolean,
    wordsFor: (ids: readonly string[]) => string,
  ): Promise<string[]> {
    const changed = (await this.#run(this.#bridge.setArchived({ ids, archived }))) ?? [];
    if (changed.length === 0) return changed;
    const jobs = wordsFor(changed);
    this.#toasts.show(archived ? `Archived ${jobs}.` : `Took ${jobs} out of the archive.`, {
      action: undo(() => void this.#run(this.#bridge.setArchived({ ids: changed, archived: !archived }))),
    });
    return changed;
  }

  async exportJobs(ids: string[], format: ExportFormat): Promise<void> {
    const exported = await this.#run(this.#bridge.exportJobs({ ids, format }));
    if (exported === undefined || exported === null) return;
    const shortened =
      exported.shortened === undefined
        ? ''
        : ` ${countOf(exported.shortened, 'job is', 'jobs are')} in it without what the service said; it is asked again after an import.`;
    this.#toasts.show(`Exported ${countOf(exported.count, 'job')} to ${exported.fileName}.${shortened}`, {
      action: { label: 'Show in folder', run: () => void this.#run(this.#bridge.showExported()) },
    });
  }

  async copyTable(ids: string[]): Promise<void> {
    if ((await this.#run(this.#bridge.copyJobsTable({ ids }))) === undefined) return;
    this.#toasts.show(`Copied ${countOf(ids.length, 'job')} as a table.`);
  }

  async importJobs(): Promise<void> {
    const report = await this.#run(this.#bridge.importJobs());
    if (report !== undefined && report !== null) this.#tell(report);
  }

  async #setNote(id: string, note: string, over: string): Promise<boolean> {
    return (await this.#run(this.#bridge.setNote({ id, note, over }))) !== undefined;
  }

  async #undo(changes: readonly TagChange[]): Promise<void> {
    for (const { ids, add, remove } of changes)
      await this.#run(this.#bridge.changeTags({ ids, add: remove, remove: add }));
  }

  /** The value; undefined where there is none, and then the reason was said. */
  async #run<T>(request: Promise<Outcome<T>>): Promise<T | undefined> {
    const outcome = await settled(request);
    if (outcome.ok) return outcome.value;
    this.#toasts.show(describeFailure(outcome.failure), { tone: 'problem' });
    return undefined;
  }
}
