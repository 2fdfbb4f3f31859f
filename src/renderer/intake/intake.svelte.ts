import {
  emptyAddReport,
  maxTextLength,
  type AddConfirmation,
  type AddProgress,
  type AddReport,
  type SkippedFile,
  type WindowText,
} from '../../shared/intake.ts';
import type { RigydBridge, ExportFormat } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import { runRequest } from '../state/request.ts';
import { downloadsWords } from '../words/downloads.ts';
import { intakeWords } from '../words/intake.ts';
import { undo, type ToastAction, type Toasts } from '../ui/toasts.svelte.ts';
import { describeAdded } from './describe-added.ts';
import { modelAnswer } from './model-answer.ts';
import type { ReadFiles } from './transfer-text.ts';

/** Milliseconds after which an addition that is not over is shown. */
const slowMs = 1_000;

export interface IntakeOptions {
  bridge: RigydBridge;
  toasts: Toasts;
  /** The addition under way. */
  adding: () => AddProgress | null;
  /** What is to be confirmed before it is added. */
  confirmation: () => AddConfirmation | null;
  /** Whether what the window shows is in use, so that it stays until the person wants to see something else. */
  isInUse: () => boolean;
  /** Shows in the list what was added. */
  showAdded: (report: AddReport) => void;
  /** Whether a job that is submitted elsewhere comes into the list by itself. */
  appearsByItself: () => boolean;
  /** Takes back what a link added, and the batch it made, if any. */
  takeBack: (ids: string[], batch: string | null) => Promise<void>;
  /** Opens the dialog with {@link Intake.report}. */
  openReport: () => void;
}

/** What comes into the list and leaves it as a file: adding, importing and exporting; each says what came of it. */
export class Intake {
  readonly #options: IntakeOptions;
  /** What was typed into “Add job IDs” and not added yet: another dialog may take its place meanwhile. */
  draft = $state({ text: '', name: '' });
  /** What the dialog of lines that were not understood is about. */
  report = $state.raw<AddReport | null>(null);
  /** Number of the last addition that took long. */
  #slow = $state<number | null>(null);
  /** The addition under way, if it takes long. */
  readonly slowAdding: AddProgress | null = $derived.by(() => {
    const adding = this.#options.adding();
    return adding?.number === this.#slow ? adding : null;
  });

  /** Number of the confirmation that was answered last. */
  #answered = $state<number | null>(null);
  /** What waits for an answer. */
  readonly confirmation: AddConfirmation | null = $derived.by(() => {
    const confirmation = this.#options.confirmation();
    return confirmation?.number === this.#answered ? null : confirmation;
  });

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    const { bridge, isInUse, adding } = this.#options;
    const ends = [
      bridge.onJobsAdded((report) => this.#show(report, isInUse())),
      $effect.root(() => {
        const number = $derived(adding()?.number ?? null);
        $effect(() => {
          const shown = number;
          if (shown === null) return;
          const timer = setTimeout(() => (this.#slow = shown), slowMs);
          return () => clearTimeout(timer);
        });
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /**
   * Looks for job IDs in texts that came together and watches them as one batch; says what came of it.
   *
   * @param name of the batch; left out, main finds one
   * @param skipped files of the same folders that were not read
   * @returns whether it is done with: false where it failed, no ID was found, or the person cancelled
   */
  async add(texts: WindowText[], name?: string, skipped: readonly SkippedFile[] = []): Promise<boolean> {
    const { bridge, toasts } = this.#options;
    if (texts.some(({ text }) => text.length > maxTextLength)) {
      toasts.show(intakeWords.unread.textTooLong, { tone: 'problem' });
      return false;
    }
    const outcome = await this.#run(bridge.addJobs(name === undefined ? { texts } : { texts, name }));
    if (!outcome.ok) return false;
    const report = withSkipped(outcome.value, skipped);
    this.#show(report);
    const hasFound = report.added.length + report.known.length > 0;
    // A key is not left lying about.
    const isStopped = report.declined !== undefined || report.notAdded !== undefined;
    return !isStopped && (hasFound || report.containedKey);
  }

  /**
   * Adds what was read of files: the job IDs in their texts. Says of models what to do with them, and of others why they could
   * not be read.
   *
   * @returns as {@link add}
   */
  async addRead(read: ReadFiles, name?: string): Promise<boolean> {
    const { texts, models, unreadable, skipped, folder } = read;
    const { bridge, toasts, appearsByItself } = this.#options;
    let isAdded = false;
    if (texts.length > 0) isAdded = await this.add(texts, name, skipped);
    else if (folder !== null || skipped.length > 0)
      this.#show(
        withSkipped(
          emptyAddReport(folder === null ? { kind: 'several' } : { kind: 'folder', name: folder }),
          skipped,
        ),
      );
    // In a folder of logs pictures are no surprise; where there is nothing else, they are what it was dropped for.
    const inFolders = texts.length > 0 ? [] : skipped.filter(({ why }) => why === 'model').map(lastPart);
    const converted = [...models, ...inFolders];
    if (converted.length > 0)
      toasts.show(modelAnswer(converted, appearsByItself()), {
        action: {
          label: intakeWords.models.openWebApp,
          run: () => void this.#run(bridge.openWebPage({ page: 'service' })),
        },
      });
    for (const reason of unreadable) toasts.show(reason, { tone: 'problem' });
    return isAdded;
  }

  /** What is on the list by then stays. */
  cancelAdding(number: number): void {
    void this.#run(this.#options.bridge.cancelAdding({ number }));
  }

  /** Shows it no more from now on, unless the answer does not reach main. */
  async answerConfirmation(number: number, isConfirmed: boolean): Promise<void> {
    this.#answered = number;
    const { ok } = await this.#run(this.#options.bridge.answerAddConfirmation({ number, isConfirmed }));
    if (!ok) this.#answered = null;
  }

  /** Answers with no what nobody can be asked: adding would wait for ever. */
  declineConfirmation(): void {
    if (this.confirmation !== null) void this.answerConfirmation(this.confirmation.number, false);
  }

  async exportJobs(ids: string[], format: ExportFormat): Promise<void> {
    const { bridge, toasts } = this.#options;
    const outcome = await this.#run(bridge.exportJobs({ ids, format }));
    if (!outcome.ok || outcome.value === null) return;
    const { count, fileName, shortened } = outcome.value;
    const words = intakeWords.files;
    const said = [
      words.exported(count, fileName),
      ...(shortened === undefined ? [] : [words.shortened(shortened)]),
    ];
    toasts.show(said.join(' '), {
      action: { label: downloadsWords.showInFolder, run: () => void this.#run(bridge.showExported()) },
    });
  }

  async copyTable(ids: string[]): Promise<void> {
    const { bridge, toasts } = this.#options;
    const { ok } = await this.#run(bridge.copyJobsTable({ ids }));
    if (ok) toasts.show(intakeWords.files.copiedTable(ids.length));
  }

  async importJobs(): Promise<void> {
    const outcome = await this.#run(this.#options.bridge.importJobs());
    if (outcome.ok && outcome.value !== null) this.#show(outcome.value);
  }

  /** @param isInUse whether the window stays as it is until the person asks to see what was added */
  #show(report: AddReport, isInUse = false): void {
    const { toasts, showAdded } = this.#options;
    const { text, problem, more } = describeAdded(report);
    if (!isInUse) showAdded(report);
    const show = isInUse ? { label: intakeWords.added.show, run: () => showAdded(report) } : null;
    toasts.show(text, {
      tone: problem ? 'problem' : 'info',
      action:
        more === null ? (this.#undoOf(report) ?? show) : { label: more, run: () => this.#openReport(report) },
    });
  }

  /** What a link added may be wanted by nobody here: it can be taken back. */
  #undoOf({ source, added, batch }: AddReport): ToastAction | null {
    if (source.kind !== 'link' || added.length === 0) return null;
    return undo(() => void this.#options.takeBack(added, batch?.isNew === true ? batch.id : null));
  }

  #openReport(report: AddReport): void {
    this.report = report;
    this.#options.openReport();
  }

  #run<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return runRequest(this.#options.toasts, request);
  }
}

const lastPart = ({ name }: SkippedFile): string => name.split('/').at(-1) ?? name;

/** A report on the texts of folders, with the files beside them that were not read. */
const withSkipped = (report: AddReport, skipped: readonly SkippedFile[]): AddReport =>
  skipped.length === 0 ? report : { ...report, skipped: [...(report.skipped ?? []), ...skipped] };
