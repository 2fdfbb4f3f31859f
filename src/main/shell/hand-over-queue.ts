import { app } from 'electron';
import { toError } from '../../shared/errors.ts';
import { inTime, systemClock, type Clock } from '../lib/clock.ts';
import type { App } from '../app/app.ts';
import { appFiles, type FolderFiles } from '../files/folder-files.ts';
import { log } from '../log/log.ts';
import type { Unsaved } from '../persistence/persistence.ts';
import { backoff } from '../lib/backoff.ts';
import { offerAssets, readArguments } from './command-line.ts';
import { followLink, isLink } from './deep-link.ts';
import {
  removeHandOver,
  writeHandOver,
  findHandOvers,
  readHandOver,
  type HandOver,
} from './hand-over-file.ts';

/** Milliseconds until a file or a folder that cannot be read is read again, doubled each time. */
const firstDelayMs = 1_000;
const maxDelayMs = 60_000;
/** Milliseconds until the jobs of files are written again, where they could not be. */
const removeRetryMs = 5_000;
/** Milliseconds that the end of the app waits for files. */
const writeTimeoutMs = 10_000;

const diskSilent = new Error('The disk does not answer.');

/** Input from outside the window, until its jobs are in the list and on disk, or it is in a file for the next start. */
export class HandOverQueue {
  readonly #waiting: HandOver[];
  /** In no file and not in the list yet. */
  readonly #open: Set<HandOver>;
  /** Received while the app was ending. If the person stays, this run takes what is in no file. */
  readonly #late: HandOver[] = [];
  #core: App | null = null;
  #isEnding = (): boolean => false;
  /** Files that this run took; one that could not be removed is not taken twice. */
  readonly #taken = new Set<string>();
  /** Those whose jobs are in the list, but maybe not on disk. */
  readonly #added = new Set<string>();
  /** Being written to files, with the outcome. */
  readonly #writing = new Map<HandOver, Promise<Error | 'written'>>();
  readonly #clock: Clock;
  readonly #files: FolderFiles;
  #isDiskSilent = false;
  #cancelSearch = (): void => {};
  #cancelRemoval = (): void => {};

  /** @param own input of this process, see {@link start} */
  constructor(own: HandOver, clock: Clock = systemClock, files: FolderFiles = appFiles) {
    this.#waiting = [own];
    this.#open = new Set([own]);
    this.#clock = clock;
    this.#files = files;
  }

  /**
   * Takes the input of this process, what came in during the start, and what earlier runs left in files.
   *
   * @param isEnding whether the app is ending; what fails by that is for the next start
   */
  start(core: App, isEnding: () => boolean): void {
    this.#core = core;
    this.#isEnding = isEnding;
    // Not awaited: the person may be asked to confirm, and the start goes on meanwhile.
    for (const handOver of this.#waiting.splice(0)) this.take(handOver);
    void this.#takeFiles();
  }

  /** The person chose not to quit: takes what came in while the app was ending. */
  async stay(): Promise<void> {
    await this.settled();
    for (const handOver of this.#late.splice(0)) if (handOver.file === null) this.take(handOver);
    await this.#takeFiles();
  }

  /**
   * Takes what is in files of earlier runs.
   *
   * @param failures how often their folder could not be read
   */
  async #takeFiles(failures = 0): Promise<void> {
    await this.settled();
    // Staying again and again must not add retries.
    this.#cancelSearch();
    const found = await findHandOvers(app.getPath('userData'), this.#files);
    if (found === null) this.#cancelSearch = this.#retry(failures, () => void this.#takeFiles(failures + 1));
    else for (const handOver of found) this.take(handOver);
  }

  #retry(failures: number, run: () => void): () => void {
    return this.#clock.setTimeout(run, backoff(firstDelayMs, failures + 1, maxDelayMs));
  }

  /** Resolves when all files are written, or the disk does not answer in time. */
  async settled(): Promise<void> {
    await inTime(this.#clock, writeTimeoutMs, Promise.all(this.#writing.values()));
  }

  /** @param failures how often its file could not be read */
  take(handOver: HandOver, failures = 0): void {
    if (handOver.file === null) this.#open.add(handOver);
    if (this.#core === null) this.#waiting.push(handOver);
    else
      void this.#add(handOver, this.#core, failures).catch((error: unknown) =>
        this.#onFailure(handOver, error),
      );
  }

  /**
   * The app may end: writes what is not in the list yet to files, for the next start.
   *
   * @param unsaved what else is not on disk
   * @returns the same, with whether input would be lost
   */
  async saveAll(unsaved: Unsaved | null): Promise<Unsaved | null> {
    if (unsaved === null) await inTime(this.#clock, writeTimeoutMs, this.#remove([...this.#added]));
    this.#isDiskSilent = unsaved !== null && unsaved.reason === null;
    const problems = await Promise.all([...this.#open].map((handOver) => this.#save(handOver)));
    const problem = problems.find((one) => one !== null);
    if (problem === undefined) return unsaved;
    return { ...(unsaved ?? { jobs: 0, reason: problem.message, keptIn: null }), losesInput: true };
  }

  /** Saves what came in while the app was ending; {@link stay} takes it after all. @returns why it is in no file */
  saveLate(handOver: HandOver): Promise<Error | null> {
    this.#late.push(handOver);
    return this.#save(handOver);
  }

  /** Writes it to a file for the next start. @returns why that failed; null where it is in a file */
  async #save(handOver: HandOver): Promise<Error | null> {
    if (handOver.file !== null || handOver.arguments.length === 0) return null;
    if (this.#isDiskSilent) return diskSilent;
    const writing = this.#writing.get(handOver) ?? this.#write(handOver);
    this.#writing.set(handOver, writing);
    const outcome = (await inTime(this.#clock, writeTimeoutMs, writing)) ?? diskSilent;
    return outcome === 'written' ? null : outcome;
  }

  async #write(handOver: HandOver): Promise<Error | 'written'> {
    const isOpen = this.#open.has(handOver);
    try {
      handOver.file = await writeHandOver(app.getPath('userData'), handOver, this.#files);
    } catch (error) {
      log('What was handed over could not be kept', error);
      return toError(error);
    } finally {
      this.#writing.delete(handOver);
    }
    // Adding its jobs may go on, if the person stays.
    if (this.#core !== null && (isOpen || this.#open.has(handOver))) this.#taken.add(handOver.file);
    if (isOpen && !this.#open.has(handOver)) this.#noteAdded(handOver.file);
    return 'written';
  }

  async #add(handOver: HandOver, core: App, failures: number): Promise<void> {
    const { file } = handOver;
    if (file !== null && this.#taken.has(file)) return;
    if (file !== null) this.#taken.add(file);
    const read = await readHandOver(app.getPath('userData'), handOver, this.#files);
    if (read === null) {
      if (file !== null) this.#taken.delete(file);
      this.#retry(failures, () => this.take(handOver, failures + 1));
      return;
    }
    const others = read.arguments.filter((argument) => !isLink(argument));
    await Promise.all([
      ...read.arguments.filter(isLink).map((link) => followLink(link, core)),
      this.#addArguments(others, read.workingFolder, core),
    ]);
    this.#open.delete(handOver);
    if (handOver.file !== null) this.#noteAdded(handOver.file);
  }

  async #addArguments(given: readonly string[], folder: string, core: App): Promise<void> {
    const others = await offerAssets(given, folder, (paths) => core.ownAssets.offer(paths));
    const named = await readArguments(others, folder);
    if (named.length > 0) await core.addFromOutside(named, { by: 'person' });
  }

  async #onFailure(handOver: HandOver, error: unknown): Promise<void> {
    if (this.#isEnding()) await this.#save(handOver);
    else log('What was handed over could not be taken', error);
    this.#open.delete(handOver);
  }

  /** The jobs of a file are in the list. */
  #noteAdded(file: string): void {
    this.#added.add(file);
    if (this.#core !== null) void this.#removeWritten(this.#core);
  }

  /** Removes the files whose jobs are on disk: the next start would add them again after they were removed. */
  async #removeWritten(core: App): Promise<void> {
    const files = [...this.#added];
    if ((await core.flush()).ok) await this.#remove(files);
    this.#cancelRemoval();
    if (this.#added.size === 0) return;
    this.#cancelRemoval = this.#clock.setTimeout(() => void this.#removeWritten(core), removeRetryMs);
  }

  async #remove(files: readonly string[]): Promise<void> {
    for (const file of files)
      try {
        await removeHandOver(app.getPath('userData'), file, this.#files);
        this.#added.delete(file);
      } catch (error) {
        log('What was handed over and is in the list cannot be removed at the moment', error);
      }
  }
}
