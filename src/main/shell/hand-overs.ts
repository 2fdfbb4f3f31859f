import { app } from 'electron';
import { toError } from '../../shared/errors.ts';
import { inTime, systemClock, type Clock } from '../lib/clock.ts';
import type { App } from '../app/app.ts';
import { appFiles, type FolderFiles } from '../files/folder-files.ts';
import { log } from '../log/log.ts';
import type { Unsaved } from '../persistence/persistence.ts';
import { backoff } from '../lib/backoff.ts';
import { readArguments } from './arguments.ts';
import { isLink } from './deep-link.ts';
import { followLink } from './follow-link.ts';
import { forgetHandOver, leaveHandOver, leftHandOvers, readHandOver, type HandOver } from './hand-over.ts';

/** Milliseconds until a file or a folder that cannot be read is read again, doubled each time. */
const firstWaitMs = 1_000;
const maxWaitMs = 60_000;
/** Milliseconds until files whose jobs could not be brought to disk are looked at again. */
const forgetMs = 5_000;
/** Milliseconds that the disk has to take what is left to the next start. */
const patienceMs = 10_000;

const diskSilence = new Error('The disk does not answer.');

/** What the app was given from outside its window, until it is in the list and on disk, or left to the next start. */
export class HandOvers {
  readonly #waiting: HandOver[];
  /** What was given, stands in no file and is not in the list yet. */
  readonly #open: Set<HandOver>;
  /** What was given while the app was ending, and may stand in no file: this run takes it where the person stays. */
  readonly #late: HandOver[] = [];
  #core: App | null = null;
  #isEnding = (): boolean => false;
  /** Files of this run; one that could not be removed is not taken twice. */
  readonly #taken = new Set<string>();
  /** Those of them whose jobs are in the list, but maybe not on disk. */
  readonly #added = new Set<string>();
  /** What is on its way into a file, and why it did not get there. */
  readonly #leaving = new Map<HandOver, Promise<Error | 'left'>>();
  readonly #clock: Clock;
  readonly #files: FolderFiles;
  #isDiskSilent = false;
  #cancelLooking = (): void => {};
  #cancelForgetting = (): void => {};

  /** @param given to this process, see {@link start} */
  constructor(given: HandOver, clock: Clock = systemClock, files: FolderFiles = appFiles) {
    this.#waiting = [given];
    this.#open = new Set([given]);
    this.#clock = clock;
    this.#files = files;
  }

  /**
   * Takes what this process was given, whatever came before all was there, and what an earlier run was given too late.
   *
   * @param isEnding whether the app ends, and what is cut off is for the next start
   */
  start(core: App, isEnding: () => boolean): void {
    this.#core = core;
    this.#isEnding = isEnding;
    // Not waited for: a person may be asked whether they mean it, and the rest of the start goes on meanwhile.
    for (const given of this.#waiting.splice(0)) this.take(given);
    void this.#takeLeft();
  }

  /** Takes what was given while the app was ending: the person chose to stay. */
  async stay(): Promise<void> {
    await this.settled();
    for (const given of this.#late.splice(0)) if (given.file === null) this.take(given);
    await this.#takeLeft();
  }

  /**
   * Takes what was left to this start.
   *
   * @param failures how often their folder could not be read
   */
  async #takeLeft(failures = 0): Promise<void> {
    await this.settled();
    // Whoever stays again and again looks no more often.
    this.#cancelLooking();
    const left = await leftHandOvers(app.getPath('userData'), this.#files);
    if (left === null) this.#cancelLooking = this.#later(failures, () => void this.#takeLeft(failures + 1));
    else for (const given of left) this.take(given);
  }

  /** Does something again that could not be read so often. */
  #later(failures: number, again: () => void): () => void {
    return this.#clock.setTimeout(again, backoff(firstWaitMs, failures + 1, maxWaitMs));
  }

  /** Resolves when nothing is on its way to the next start any more, or the disk does not answer in time. */
  async settled(): Promise<void> {
    await inTime(this.#clock, patienceMs, Promise.all(this.#leaving.values()));
  }

  /** @param failures how often its file could not be read */
  take(given: HandOver, failures = 0): void {
    if (given.file === null) this.#open.add(given);
    if (this.#core === null) this.#waiting.push(given);
    else
      void this.#add(given, this.#core, failures).catch((error: unknown) => this.#noteCutOff(given, error));
  }

  /**
   * Leaves what was given and is not in the list yet to the next start: the app may end.
   *
   * @param unsaved what else is not on disk
   * @returns the same, with whether something of it could not be left
   */
  async keep(unsaved: Unsaved | null): Promise<Unsaved | null> {
    if (unsaved === null) await inTime(this.#clock, patienceMs, this.#forget([...this.#added]));
    this.#isDiskSilent = unsaved !== null && unsaved.reason === null;
    const problems = await Promise.all([...this.#open].map((given) => this.leave(given)));
    const problem = problems.find((one) => one !== null);
    if (problem === undefined) return unsaved;
    return { ...(unsaved ?? { jobs: 0, reason: problem.message, keptIn: null }), losesGiven: true };
  }

  /** Leaves what was given while the app was ending, as {@link leave} does, or keeps it for {@link stay}. */
  leaveLate(given: HandOver): Promise<Error | null> {
    this.#late.push(given);
    return this.leave(given);
  }

  /** Leaves it to the next start. @returns why that could not be; null where it is in a file */
  async leave(given: HandOver): Promise<Error | null> {
    if (given.file !== null || given.arguments.length === 0) return null;
    if (this.#isDiskSilent) return diskSilence;
    const leaving = this.#leaving.get(given) ?? this.#write(given);
    this.#leaving.set(given, leaving);
    const outcome = (await inTime(this.#clock, patienceMs, leaving)) ?? diskSilence;
    return outcome === 'left' ? null : outcome;
  }

  async #write(given: HandOver): Promise<Error | 'left'> {
    const isOpen = this.#open.has(given);
    try {
      given.file = await leaveHandOver(app.getPath('userData'), given, this.#files);
    } catch (error) {
      log('What was handed over could not be kept', error);
      return toError(error);
    } finally {
      this.#leaving.delete(given);
    }
    // What is being added goes on, should the person stay.
    if (this.#core !== null && (isOpen || this.#open.has(given))) this.#taken.add(given.file);
    if (isOpen && !this.#open.has(given)) this.#noteAdded(given.file);
    return 'left';
  }

  async #add(handedOver: HandOver, core: App, failures: number): Promise<void> {
    const { file } = handedOver;
    if (file !== null && this.#taken.has(file)) return;
    if (file !== null) this.#taken.add(file);
    const given = await readHandOver(app.getPath('userData'), handedOver, this.#files);
    if (given === null) {
      if (file !== null) this.#taken.delete(file);
      this.#later(failures, () => this.take(handedOver, failures + 1));
      return;
    }
    const others = given.arguments.filter((argument) => !isLink(argument));
    await Promise.all([
      ...given.arguments.filter(isLink).map((link) => followLink(link, core)),
      readArguments(others, given.workingFolder).then((named) =>
        named.length === 0 ? undefined : core.addFromOutside(named, { by: 'person' }),
      ),
    ]);
    this.#open.delete(handedOver);
    if (handedOver.file !== null) this.#noteAdded(handedOver.file);
  }

  /** What the end of the app kept from being taken is there for the next start. */
  async #noteCutOff(given: HandOver, error: unknown): Promise<void> {
    if (this.#isEnding()) await this.leave(given);
    else log('What was handed over could not be taken', error);
    this.#open.delete(given);
  }

  /** What is in a file came into the list. */
  #noteAdded(file: string): void {
    this.#added.add(file);
    if (this.#core !== null) void this.#forgetOnDisk(this.#core);
  }

  /** Removes the files whose jobs are on disk: those would come back where they are removed later. */
  async #forgetOnDisk(core: App): Promise<void> {
    const files = [...this.#added];
    if ((await core.flush()).ok) await this.#forget(files);
    this.#cancelForgetting();
    if (this.#added.size === 0) return;
    this.#cancelForgetting = this.#clock.setTimeout(() => void this.#forgetOnDisk(core), forgetMs);
  }

  async #forget(files: readonly string[]): Promise<void> {
    for (const file of files)
      try {
        await forgetHandOver(app.getPath('userData'), file, this.#files);
        this.#added.delete(file);
      } catch (error) {
        log('What was handed over and is in the list cannot be removed at the moment', error);
      }
  }
}
