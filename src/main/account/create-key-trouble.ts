import type { Account } from './create-account.ts';
import type { Clock } from '../lib/clock.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { Poller } from '../jobs/poller.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { KeyTrouble } from './key-trouble.ts';

interface Options {
  clock: Clock;
  random: () => number;
  gates: Pick<OriginGates, 'admitOrWait' | 'retryNow'>;
  /** Of the API. */
  origin: string;
  keys: Pick<KeyRing, 'check' | 'wasKept'>;
  poller: Pick<Poller, 'restart'>;
  account: Pick<Account, 'refresh'>;
  notifications: { warn(title: string, text: string): void };
}

/** Joins the care for a key that cannot be used to all that waits for it. */
export const createKeyTrouble = (options: Options): KeyTrouble => {
  const { clock, random, gates, origin, keys, poller, account, notifications } = options;
  return new KeyTrouble({
    clock,
    random,
    admitOrWait: () => gates.admitOrWait(origin, 'account'),
    check: () => keys.check(),
    wasKept: () => keys.wasKept,
    onAcceptedAgain: () => {
      gates.retryNow();
      poller.restart();
      account.refresh();
    },
    warn: (title, text) => notifications.warn(title, text),
  });
};
