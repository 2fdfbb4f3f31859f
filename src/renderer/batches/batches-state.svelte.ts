import { untrack } from 'svelte';
import { progressOf, type BatchProgress, type BatchTally, type Batch } from '../../shared/batch.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import { estimateRemaining, type Remaining } from '../../shared/remaining.ts';
import { noFilter, type JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { BatchSums } from '../../shared/row-sums.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import type { JobSums } from '../jobs/job-sums.svelte.ts';
import type { HistoryState } from '../jobs/history-state.svelte.ts';
import { isManyResults } from '../jobs/download-question.ts';
import { isMany, removalQuestion } from '../jobs/removal-words.ts';
import type { Question } from '../state/questions.svelte.ts';
import { nextStep } from '../downloads/next-step.ts';
import { runRequest } from '../state/request.ts';
import { undo, type Toasts } from '../ui/toasts.svelte.ts';
import type { ViewState } from '../list/view-state.svelte.ts';
import { batchesWords as words } from '../words/batches.ts';
import type { FigureFilter } from './figures.ts';
import { countMembers, type Members, membershipsOf } from './memberships.ts';
import { reportText } from './report-text.ts';

/** A batch and its progress, archived jobs included. */
export interface BatchStanding {
  batch: Batch;
  progress: BatchProgress;
}

/** Jobs for which a person chooses a batch. */
export interface Adding {
  ids: string[];
  /** The batch whose jobs they are, where that is to be merged into another one. */
  from: Batch | null;
}

interface BatchesStateOptions {
  bridge: RigydBridge;
  replica: Pick<StateReplica, 'rows' | 'batches'>;
  sums: Pick<JobSums, 'batch'>;
  history: Pick<HistoryState, 'isStuck' | 'learned'>;
  view: Pick<ViewState, 'filter' | 'show' | 'clear'>;
  toasts: Toasts;
  /** Resolves with whether the person said yes. */
  ask: (question: Question) => Promise<boolean>;
  /** Whether so many results are to be downloaded, which a person may be asked. */
  isDownloadWanted: (ids: string[]) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Milliseconds between two estimates of the remaining time. */
const estimateMs = 5_000;

/** The batches, their progress, the one that is shown, and its commands. */
export class BatchesState {
  readonly #options: BatchesStateOptions;
  /** By the batch and its sums: a standing stays the same object while neither changes. */
  readonly #known = new WeakMap<Batch, { sums: BatchSums; standing: BatchStanding }>();

  /** ID of the batch that is being renamed in its header. */
  renaming = $state<string | null>(null);

  /** Newest first. */
  readonly standings: BatchStanding[] = $derived.by(() =>
    this.#options.replica.batches.map((batch) => this.#standingOf(batch)),
  );

  /** The batch that the list is narrowed to. */
  readonly current: BatchStanding | null = $derived.by(
    () => this.#standing(this.#options.view.filter.batch) ?? null,
  );

  readonly #currentId = $derived(this.current?.batch.id);
  readonly #isOver = $derived(this.current?.progress.isOver ?? true);
  readonly #sums = $derived.by(() => this.#options.sums.batch(this.#currentId ?? ''));

  /** Jobs of the current batch. */
  readonly members: JobRow[] = $derived.by(() =>
    this.#currentId === undefined ? [] : this.#membersOf(this.#currentId),
  );

  /** The sums over the jobs of the current batch that the list does not hide in the archive. */
  readonly listed: BatchTally = $derived(this.#sums.listed);

  /** How many jobs of the current batch are archived. */
  readonly archived: number = $derived(this.#sums.archived);

  readonly #estimatedAt = $derived.by(() => Math.floor(this.#options.now() / estimateMs) * estimateMs);

  /** The remaining time of the current batch; null while too little is known. Not estimated again with each change. */
  readonly remaining: Remaining | null = $derived.by(() => {
    if (this.#currentId === undefined || this.#isOver) return null;
    const at = this.#estimatedAt;
    return untrack(() => estimateRemaining(this.members, this.#options.history.learned, at));
  });

  /** What the dialog to choose a batch is open for. */
  adding = $state.raw<Adding | null>(null);

  constructor(options: BatchesStateOptions) {
    this.#options = options;
  }

  /** Shows all jobs of a batch, or those of one figure; sorted as before where nothing is said of that. */
  show(id: string, part: Partial<FigureFilter> = {}, sort?: JobSort): void {
    this.#options.view.show({ ...noFilter, ...part, batch: id }, sort);
  }

  /** IDs of all jobs of a batch. */
  idsIn(id: string): string[] {
    return this.#membersOf(id).map((row) => row.id);
  }

  /** Shows a batch with a field for its name. */
  startRenaming(id: string): void {
    if (this.#currentId !== id) this.show(id);
    this.renaming = id;
  }

  async rename(id: string, name: string): Promise<void> {
    const { bridge, replica, toasts } = this.#options;
    const before = replica.batches.find((batch) => batch.id === id)?.name;
    const { ok } = await this.#run(bridge.renameBatch({ id, name }));
    if (!ok || before === undefined) return;
    toasts.noteUndo(words.renamed(before), () => void this.#run(bridge.renameBatch({ id, name: before })));
  }

  /** @returns whether its results are downloaded as its jobs complete: what main says, if it refused the change */
  async setAutomaticDownload(id: string, collects: boolean): Promise<boolean> {
    const { bridge, replica } = this.#options;
    if ((await this.#run(bridge.setBatchCollects({ id, collects }))).ok) return collects;
    return replica.batches.some((batch) => batch.id === id && batch.collects);
  }

  /** Puts batches apart from the others, or back among them, and offers to undo that. */
  async setArchived(ids: string[], archived: boolean): Promise<void> {
    const { bridge, replica, toasts } = this.#options;
    const outcome = await this.#run(bridge.setBatchesArchived({ ids, archived }));
    if (!outcome.ok || outcome.value.length === 0) return;
    const changed = outcome.value;
    const only = changed.length === 1 ? replica.batches.find(({ id }) => id === changed[0]) : undefined;
    const { archivedOne, archivedMany, unarchivedOne, unarchivedMany } = words;
    const text =
      only === undefined
        ? (archived ? archivedMany : unarchivedMany)(changed.length)
        : (archived ? archivedOne : unarchivedOne)(only.name);
    toasts.show(text, {
      action: undo(() => void this.#run(bridge.setBatchesArchived({ ids: changed, archived: !archived }))),
    });
  }

  /** Adds jobs to a batch, or makes a new one of them, and shows it. With `from`, that batch is merged into it. */
  async add({ ids, from }: Adding, to: { id: string } | { name: string }): Promise<void> {
    await ('name' in to ? this.#gather(ids, to.name) : this.#join(to.id, ids, from));
  }

  /** Takes jobs out of the batch that the list shows, else of all that they are in. They stay in the list. */
  async leave(rows: readonly JobRow[]): Promise<void> {
    const { bridge, toasts, view } = this.#options;
    const left: Members[] = [];
    for (const { id, ids } of membershipsOf(rows, view.filter.batch)) {
      const outcome = await this.#run(bridge.leaveBatch({ id, ids }));
      if (outcome.ok && outcome.value.length > 0) left.push({ id, ids: outcome.value });
    }
    const count = countMembers(left);
    if (count === 0) return;
    toasts.show((left.length === 1 ? words.left : words.leftSeveral)(count), {
      action: undo(() => void Promise.all(left.map((one) => this.#run(bridge.joinBatch(one))))),
    });
  }

  /** Downloads every result of a batch that is not here; many only after a question. */
  async download(id: string): Promise<void> {
    const { bridge, isDownloadWanted } = this.#options;
    if (isManyResults(this.#standing(id)?.progress.collectable ?? 0)) {
      const wanted = this.#membersOf(id).filter((row) => nextStep(row).kind === 'download');
      if (!(await isDownloadWanted(wanted.map((row) => row.id)))) return;
    }
    await this.#run(bridge.collectBatch({ id }));
  }

  /** Opens the folder with its results. */
  async openFolder(id: string): Promise<void> {
    await this.#run(this.#options.bridge.openBatchFolder({ id }));
  }

  /** Removes a batch and offers to undo that. With many jobs only after a question. */
  async remove({ id, name }: Batch, withJobs: boolean): Promise<void> {
    const { bridge, toasts, view, ask, sums } = this.#options;
    const count = withJobs ? sums.batch(id).alone : 0;
    if (isMany(count) && !(await ask(removalQuestion(count, name)))) return;
    const removal = await this.#run(bridge.removeBatch({ id, withJobs }));
    if (!removal.ok) return;
    if (view.filter.batch === id) view.clear();
    const text = withJobs
      ? words.removedWithJobs(name, removal.value.removed.length)
      : words.removedAlone(name);
    toasts.show(text, {
      action: undo(() => void this.#restore(id)),
    });
  }

  /** Copies the report of a batch. */
  async copyReport(id: string): Promise<void> {
    const standing = this.#standing(id);
    if (standing === undefined) return;
    const { bridge, history, toasts } = this.#options;
    const text = reportText(standing, this.#membersOf(id), (row) => history.isStuck(row));
    if ((await this.#run(bridge.copyText({ text }))).ok) toasts.show(words.reportCopied);
  }

  #membersOf(id: string): JobRow[] {
    return this.#options.replica.rows.filter(({ batches }) => batches.includes(id));
  }

  #standing(id: string | null): BatchStanding | undefined {
    return this.standings.find(({ batch }) => batch.id === id);
  }

  async #gather(ids: string[], name: string): Promise<void> {
    const { bridge, toasts } = this.#options;
    const gathered = await this.#run(bridge.gatherJobs({ ids, name }));
    if (!gathered.ok) return;
    const { id, isNew } = gathered.value;
    this.show(id);
    const made = isNew ? undo(() => void this.#run(bridge.removeBatch({ id, withJobs: false }))) : null;
    toasts.show(isNew ? words.created(ids.length) : words.alreadyExists, { action: made });
  }

  async #join(id: string, ids: string[], from: Batch | null): Promise<void> {
    const { bridge, toasts } = this.#options;
    const joined = await this.#run(bridge.joinBatch({ id, ids }));
    if (!joined.ok) return;
    const added = joined.value;
    if (from !== null && !(await this.#run(bridge.removeBatch({ id: from.id, withJobs: false }))).ok) return;
    this.show(id);
    toasts.show(from === null ? words.added(added.length) : words.merged(from.name), {
      action: undo(() => void this.#takeBack(id, added, from)),
    });
  }

  async #takeBack(id: string, ids: string[], from: Batch | null): Promise<void> {
    const { bridge } = this.#options;
    if (from !== null && !(await this.#run(bridge.restoreBatch({ id: from.id }))).ok) return;
    if (ids.length > 0) await this.#run(bridge.leaveBatch({ id, ids }));
    if (from !== null) this.show(from.id);
  }

  #standingOf(batch: Batch): BatchStanding {
    const sums = this.#options.sums.batch(batch.id);
    const known = this.#known.get(batch);
    if (known?.sums === sums) return known.standing;
    const standing = { batch, progress: progressOf(batch, sums.all) };
    this.#known.set(batch, { sums, standing });
    return standing;
  }

  async #restore(id: string): Promise<void> {
    if ((await this.#run(this.#options.bridge.restoreBatch({ id }))).ok) this.show(id);
  }

  #run<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return runRequest(this.#options.toasts, request);
  }
}
