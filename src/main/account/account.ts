import { isKeyUsable, type KeyStatus } from '../../shared/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Publisher } from '../state/publisher.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Banners } from '../state/banners.ts';
import type { RigydClient } from '../api/client.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Job } from '../../shared/job/job.ts';
import { isListedAnyway, isTerminal } from '../../shared/job/job-status.ts';
import type { PolledJob } from '../api/job-list.ts';
import { isKeptBack, withDoubt, withListed } from '../jobs/watched-job.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { Poller, Sent } from '../jobs/poller.ts';
import { watchJobs } from '../jobs/watch-list.ts';
import { AccountPoller } from './account-poller.ts';
import type { DismissedJobs } from './dismissed-jobs.ts';
import type { KnownFreshness } from './known-freshness.ts';
import { ListedJobs } from './listed-jobs.ts';
import { WideNet } from './wide-net.ts';
import { isLow, type AccountFacts } from '../../shared/account.ts';

export interface AccountOptions {
  client: Pick<RigydClient, 'getAccount' | 'listJobs'>;
  clock: Clock;
  random: () => number;
  gates: Pick<OriginGates, 'admitOrWait'>;
  rate: Pick<RequestRate, 'turn'>;
  /** Of the API. */
  origin: string;
  dismissed: DismissedJobs;
  freshness: KnownFreshness;
  /** A job came to its end. */
  onEnded: (job: Job) => void;
}

/** The parts that the account works with. */
export interface AccountNeighbours {
  jobs: JobStore;
  poller: Poller;
  keys: Pick<KeyRing, 'noteAccepted' | 'doubt'>;
  preferences: Pick<Preferences, 'settings'>;
  banners: Banners;
  publisher: Publisher;
}

/** What the other parts use of the account. */
export interface Account {
  /** The key or its verdict changed. */
  keyChanged(key: KeyStatus): void;
  /** Another key is in use: everything is read again. */
  anotherKey(): void;
  settingsChanged(): void;
  /** Reads it now. */
  refresh(): void;
  /** Jobs were added: the balance may have changed, and the list may contain many of them. */
  jobsAdded(count: number): void;
  /** The balance may have changed. */
  noteSpending(): void;
  /** The service answered for a job. */
  noteSingle(id: string, answer: PolledJob, sent: Sent): void;
  /** The jobs of the last run are loaded, so that new jobs of the account can be recognized. */
  open(): void;
  stop(): void;
}

/** If more jobs than this are added at once, the whole list of the account is read. */
const maxPolledSingly = 50;

/** Connects the account to the jobs, the key, the settings and the window. */
export function createAccount(neighbours: AccountNeighbours, options: AccountOptions): Account {
  const { client, clock, random, gates, rate, origin, dismissed, freshness, onEnded } = options;
  const { jobs, poller, keys, preferences, banners, publisher } = neighbours;
  const lowCredits = new LowCredits(banners);
  let isOpen = false;
  let hasKey = false;

  const listed = new ListedJobs({
    jobs,
    dismissed,
    now: () => clock.now(),
    watch: (found) =>
      watchJobs(
        { jobs, poller },
        found.map(({ record }) => record.id),
      ),
    settle: (ids) =>
      poller.together(() => {
        ids.forEach((id) => poller.unwatch(id));
        watchJobs({ jobs, poller }, ids);
      }),
    pollNow: (ids) => poller.pollNow(ids),
  });
  const net = new WideNet({
    request: (place, signal) =>
      client.listJobs(place, account.pageSize, signal, (id) => poller.active.has(id)),
    clock,
    poller,
    verdict: () => freshness.of(origin),
    onVerdict: (verdict) => freshness.note(origin, verdict),
    onWake: () => account.readForJobs(),
    onDoubt: (ids) => {
      // Whoever was not answered by the end of this run is asked for in the next.
      for (const id of ids) jobs.update(id, withDoubt);
      poller.doubtEnds(ids);
    },
    onAnswer: (id, entry) => {
      const before = jobs.get(id)?.job?.status ?? null;
      poller.noteAnswer();
      jobs.update(id, (watched) => withListed(watched, entry, clock.now()));
      const listed = jobs.get(id);
      // What the entry lacks is asked for, but not of all at once.
      if (listed?.record.owed === 'fields') poller.pollGently([id]);
      else poller.spare(id);
      if (isTerminal(entry.job.status) && entry.job.status !== before && listed?.job) onEnded(listed.job);
    },
  });
  const account = new AccountPoller({
    net,
    client,
    clock,
    random,
    wantsJobs: () => preferences.settings.watchAccount,
    turn: (signal) => rate.turn(signal),
    admitOrWait: () => gates.admitOrWait(origin, 'account'),
    onBegin: () => listed.begin(),
    onPage: (page) => {
      poller.noteAnswer();
      listed.take(page);
    },
    onState: (state) => {
      publisher.set('account', state);
      checkCredits();
    },
    onAccepted: () => keys.noteAccepted(),
    onRefused: () => void keys.doubt(),
    isKeptBack: (id) => {
      const watched = jobs.get(id);
      if (watched === undefined || !isKeptBack(watched)) return false;
      // What the list has left out of its end, the list will not tell.
      const { owed, failure } = watched.record;
      return owed !== 'fields' || !isListedAnyway(failure);
    },
  });

  function checkCredits(): void {
    lowCredits.check(publisher.state.account.facts, preferences.settings.lowCredits);
  }

  return {
    keyChanged: (key) => {
      hasKey = isKeyUsable(key);
      account.setActive(isOpen && hasKey);
    },
    anotherKey: () => account.forget(),
    settingsChanged: () => {
      account.followSetting();
      checkCredits();
    },
    refresh: () => account.refresh(),
    jobsAdded: (count) => {
      account.noteSpending();
      if (count <= maxPolledSingly) return;
      account.readAll();
      net.lookAgain();
      account.readForJobs();
    },
    noteSpending: () => account.noteSpending(),
    noteSingle: (id, answer, sent) => net.noteSingle(id, answer, sent),
    open: () => {
      isOpen = true;
      account.setActive(hasKey);
    },
    stop: () => account.stop(),
  };
}

/** Posts a banner once when the balance is low, and not again before it was above the limit. */
class LowCredits {
  readonly #banners: Pick<Banners, 'post' | 'remove' | 'has'>;
  #isLow = false;

  constructor(banners: Pick<Banners, 'post' | 'remove' | 'has'>) {
    this.#banners = banners;
  }

  /** Call when the balance was read or the limit was changed. */
  check(facts: AccountFacts | null, limit: number): void {
    const wasLow = this.#isLow;
    this.#isLow = isLow(facts, limit);
    if (!this.#isLow) this.#banners.remove('credits-low');
    else if (!wasLow || this.#banners.has('credits-low'))
      this.#banners.post({ kind: 'credits-low', detail: String(facts?.credits ?? 0) });
  }
}
