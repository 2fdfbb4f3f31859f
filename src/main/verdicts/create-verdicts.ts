import type { Settings } from '../../shared/settings.ts';
import { log } from '../log/log.ts';
import { judgeReasons } from '../words/reasons.ts';
import { JudgeLink, type StartJudge } from './judge-link.ts';
import { Verdicts, type VerdictsOptions } from './verdicts.ts';

export interface CreateVerdictsOptions extends Pick<VerdictsOptions, 'jobs' | 'clock'> {
  /** Null where nothing is to be judged. */
  startJudge: StartJudge | null;
  settings: () => Pick<Settings, 'judgeResults'>;
}

/** Joins the verdicts to the jobs, and to the process in which they are worked out. */
export function createVerdicts({ jobs, clock, startJudge, settings }: CreateVerdictsOptions): Verdicts {
  const start: StartJudge =
    startJudge ??
    (() => {
      throw new Error(judgeReasons.didNotStart);
    });
  return new Verdicts({
    jobs,
    clock,
    link: new JudgeLink(start, clock),
    isOn: () => startJudge !== null && settings().judgeResults,
    onUnavailable: (error) => log('Results cannot be judged', error),
  });
}
