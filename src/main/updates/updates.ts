import { failed, messageOf, type Outcome } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import {
  noUpdates,
  type Release,
  type Updates,
  type UpdateSource,
  type UpdateState,
} from '../../shared/updates.ts';
import type { Clock } from '../lib/clock.ts';
import { log, logEvent } from '../log/log.ts';
import type { FeedFile } from './signed-feed.ts';
import type { FoundSource, UpdateFeed, Installer } from './update-source.ts';
import type { UpdateWork } from './update-work.ts';

/** What updates need of the machine. */
export interface UpdateTools {
  /** See {@link findUpdateSource}. */
  findSource: () => Promise<Outcome<FoundSource>>;
  /** Loads what asking a feed takes; called once, when it is needed first. */
  load: (feed: UpdateFeed, installer: Installer) => Promise<UpdateWork>;
}

export interface AppUpdatesOptions extends UpdateTools {
  clock: Clock;
  /** With whether the feed is asked without a person. */
  preferences: { settings: Pick<Settings, 'checkForUpdates'> };
  publisher: { set: (slice: 'updates', updates: Updates) => void };
}

/** Milliseconds from the start until the feed is asked first: the app has other things to do then. */
const firstCheckMs = 60_000;
/** Milliseconds from one look at it to the next, or at whether it is to be asked. */
const nextCheckMs = 24 * 60 * 60_000;

/**
 * New versions of the app. The feed is asked once a day where there is one and the setting is on; everything else waits for a
 * person. Where there is no feed, nothing is asked of anybody and nothing is loaded.
 */
export class AppUpdates {
  readonly #options: AppUpdatesOptions;
  readonly #ending = new AbortController();
  #updates = noUpdates;
  #loadWork: (() => Promise<UpdateWork>) | null = null;
  #work: Promise<UpdateWork> | null = null;
  /** Of the release that is announced. */
  #file: FeedFile | null = null;
  #download: AbortController | null = null;
  #cancelTimer: () => void = () => {};

  constructor(options: AppUpdatesOptions) {
    this.#options = options;
  }

  /** Finds out who brings new versions, and plans the first look. */
  async start(): Promise<void> {
    const { findSource, load } = this.#options;
    const found = await findSource().catch((error: unknown) =>
      failed('update-misconfigured', messageOf(error)),
    );
    if (this.#ending.signal.aborted) return;
    if (!found.ok) {
      log(`There are no updates: ${found.failure.text}`);
      this.#publish('nobody', { kind: 'failed', step: 'check', failure: found.failure });
      return;
    }
    const source = found.value;
    this.#publish(source.kind, this.#updates.state);
    if (source.kind !== 'feed') return;
    this.#loadWork = () => load(source.feed, source.installer);
    this.#plan(firstCheckMs);
  }

  /** Ends everything that is under way. */
  close(): void {
    this.#ending.abort();
    this.#cancelTimer();
    this.#download?.abort();
  }

  /** Asks the feed, unless there is something more to do with its last answer. What it announced before stays until it says more. */
  async check(): Promise<void> {
    const before = this.#updates.state;
    if (this.#loadWork === null || isUnderWay(before)) return;
    if (!('release' in before)) this.#set({ kind: 'checking' });
    const { state } = this.#updates;
    const found = await this.#run((work) => work.check(this.#ending.signal));
    // The person goes on with what was announced before.
    if (this.#updates.state !== state || (!found.ok && 'release' in state)) return;
    if (!found.ok) {
      logEvent('Asking for a new version failed', { code: found.failure.code });
      this.#set({ kind: 'failed', step: 'check', failure: found.failure });
    } else if (found.value.kind === 'newer') {
      logEvent('There is a new version', { version: found.value.release.version });
      this.#file = found.value.file;
      this.#set({ kind: 'available', release: found.value.release });
    } else this.#set(found.value);
  }

  /** Fetches the release that was announced, or tries that again. */
  async download(): Promise<void> {
    const [release, file] = [this.#releaseIn('available', 'download'), this.#file];
    if (release === null || file === null) return;
    const download = new AbortController();
    this.#download = download;
    const show = (receivedBytes: number): void => this.#set({ kind: 'downloading', release, receivedBytes });
    show(0);
    const fetched = await this.#run((work) => work.download(file, show, download.signal));
    this.#download = null;
    if (fetched.ok) this.#set({ kind: 'ready', release });
    else if (fetched.failure.code === 'cancelled') this.#set({ kind: 'available', release });
    else {
      logEvent('Fetching a new version failed', { code: fetched.failure.code });
      this.#set({ kind: 'failed', step: 'download', failure: fetched.failure, release });
    }
  }

  /** Breaks the download off; the release stays announced. */
  cancel(): void {
    this.#download?.abort();
  }

  /** Puts the release in place and restarts. If the person does not quit after all, it is still ready. */
  async install(): Promise<void> {
    const [release, file] = [this.#releaseIn('ready', 'install'), this.#file];
    if (release === null || file === null) return;
    this.#set({ kind: 'installing', release });
    const installed = await this.#run((work) => work.install(file));
    if (installed.ok) this.#set({ kind: 'ready', release });
    else {
      logEvent('Installing a new version failed', { code: installed.failure.code });
      // What was spoilt on the disk is fetched again.
      const step = installed.failure.code === 'update-damaged' ? 'download' : 'install';
      this.#set({ kind: 'failed', step, failure: installed.failure, release });
    }
  }

  /** The release that a step can be taken with: one that is so far, or whose step has failed before. */
  #releaseIn(kind: 'available' | 'ready', step: 'download' | 'install'): Release | null {
    const { state } = this.#updates;
    if (state.kind === kind) return state.release;
    return state.kind === 'failed' && state.step === step ? state.release : null;
  }

  async #run<T>(step: (work: UpdateWork) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      this.#work ??= this.#loadWork?.() ?? null;
      return this.#work === null ? failed('internal') : await step(await this.#work);
    } catch (error) {
      log('An update failed', error);
      return failed('internal', messageOf(error));
    }
  }

  #plan(ms: number): void {
    this.#cancelTimer = this.#options.clock.setTimeout(() => {
      this.#plan(nextCheckMs);
      if (this.#options.preferences.settings.checkForUpdates) void this.check();
    }, ms);
  }

  #set(state: UpdateState): void {
    if (!this.#ending.signal.aborted) this.#publish(this.#updates.source, state);
  }

  #publish(source: UpdateSource, state: UpdateState): void {
    this.#updates = { source, state };
    this.#options.publisher.set('updates', this.#updates);
  }
}

/** Whether a question to the feed would get in the way of what is being done. */
const isUnderWay = ({ kind }: UpdateState): boolean =>
  kind === 'checking' || kind === 'downloading' || kind === 'ready' || kind === 'installing';
