import type { KeyStatus } from '../../shared/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Publisher } from '../state/publisher.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Banners } from '../state/banners.ts';
import type { RigydClient } from '../api/client.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import { isKeptBack } from '../jobs/watched-job.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { Poller } from '../jobs/poller.ts';
import { watchJob } from '../jobs/watch-list.ts';
import { AccountPoller } from './account-poller.ts';
import type { DismissedJobs } from './dismissed-jobs.ts';
import { ListedJobs } from './listed-jobs.ts';
import { LowCredits } from './low-credits.ts';

export interface AccountOptions {
  client: Pick<RigydClient, 'getAccount' | 'listJobs'>;
  clock: Clock;
  random: () => number;
  gates: Pick<OriginGates, 'admitOrWait'>;
  rate: Pick<RequestRate, 'turn'>;
  /** Of the API. */
  origin: string;
  dismissed: DismissedJobs;
}

/** What the account has to do with. */
export interface AccountNeighbours {
  jobs: JobStore;
  poller: Poller;
  keys: Pick<KeyRing, 'noteAccepted' | 'doubt'>;
  preferences: Pick<Preferences, 'settings'>;
  banners: Banners;
  publisher: Publisher;
}

/** The account as the rest of the app deals with it. */
export interface Account {
  /** The key, or what the service says to it, changed. */
  keyChanged(key: KeyStatus): void;
  /** Another key is in use: everything is to be read anew. */
  anotherKey(): void;
  settingsChanged(): void;
  /** Reads it now. */
  refresh(): void;
  /** Jobs were given: the balance may have changed, and the list may know many of them. */
  jobsGiven(count: number): void;
  /** Something happened that may have changed the balance. */
  noteSpending(): void;
  /** The list of the last run has been read: what is found from now on can be told from what is known. */
  open(): void;
  stop(): void;
}

/** Jobs given at once that are not looked for in the account's list: asking for each takes a moment. */
const maxAskedSingly = 50;

/** Joins the account to the list of jobs, the key's verdict, the settings and the window. */
export function createAccount(neighbours: AccountNeighbours, options: AccountOptions): Account {
  const { client, clock, random, gates, rate, origin, dismissed } = options;
  const { jobs, poller, keys, preferences, banners, publisher } = neighbours;
  const lowCredits = new LowCredits(banners);
  let isOpen = false;
  let hasKey = false;

  const listed = new ListedJobs({
    jobs,
    dismissed,
    now: () => clock.now(),
    watch: (found) => {
      for (const { record } of found) watchJob({ jobs, poller }, record.id);
    },
    settle: (ids) => {
      for (const id of ids) {
        poller.unwatch(id);
        watchJob({ jobs, poller }, id);
      }
    },
    askNow: (ids) => poller.askNow(ids),
  });
  const account = new AccountPoller({
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
      lookAtCredits();
    },
    onAccepted: () => keys.noteAccepted(),
    onRefused: () => void keys.doubt(),
    isKeptBack: (id) => {
      const watched = jobs.get(id);
      return watched !== undefined && isKeptBack(watched);
    },
  });

  function lookAtCredits(): void {
    lowCredits.look(publisher.state.account.facts, preferences.settings.lowCredits);
  }

  return {
    keyChanged: (key) => {
      hasKey = key.kind === 'present' && key.verdict !== 'rejected';
      account.setActive(isOpen && hasKey);
    },
    anotherKey: () => account.forget(),
    settingsChanged: () => {
      account.followSetting();
      lookAtCredits();
    },
    refresh: () => account.refresh(),
    jobsGiven: (count) => {
      account.noteSpending();
      if (count > maxAskedSingly) account.readAll();
    },
    noteSpending: () => account.noteSpending(),
    open: () => {
      isOpen = true;
      account.setActive(hasKey);
    },
    stop: () => account.stop(),
  };
}
