import type { Account } from './create-account.ts';
import type { Announcements } from '../notifications/announcements.ts';
import type { Clock } from '../lib/clock.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { Watcher } from '../jobs/poller.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { KeyTrouble } from './key-trouble.ts';

interface Options {
  clock: Clock;
  random: () => number;
  gates: Pick<OriginGates, 'admitOrWait' | 'retryNow'>;
  /** Of the API. */
  origin: string;
  keys: Pick<KeyRing, 'check' | 'wasKept'>;
  watcher: Pick<Watcher, 'restart'>;
  account: Pick<Account, 'refresh'>;
  announcements: Pick<Announcements, 'warn'>;
}

/** Joins the care for a key that cannot be used to all that waits for it. */
export const createKeyTrouble = (options: Options): KeyTrouble => {
  const { clock, random, gates, origin, keys, watcher, account, announcements } = options;
  return new KeyTrouble({
    clock,
    random,
    admitOrWait: () => gates.admitOrWait(origin, 'account'),
    check: () => keys.check(),
    wasKept: () => keys.wasKept,
    onAcceptedAgain: () => {
      gates.retryNow();
      watcher.restart();
      account.refresh();
    },
    warn: (title, text) => announcements.warn(title, text),
  });
};
