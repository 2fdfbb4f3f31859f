import type { AddConfirmation } from '../../shared/intake.ts';
import { sourceWords } from '../../shared/source.ts';
import { countOf } from '../words/count.ts';

/** What a person reads before many jobs are added. */
export function confirmationWords({ by, jobs, leftOut, source }: AddConfirmation): {
  title: string;
  text: string;
  yes: string;
} {
  const count = countOf(jobs, 'job');
  return {
    title: by === 'link' ? `Watch ${count} from a link?` : `Watch ${count}?`,
    text:
      by === 'link'
        ? `A web page or another program opened a link with ${countOf(jobs, 'job ID')} that are not in your list yet. Watch them only if you expected this. No result is downloaded before you ask for it.`
        : `${countOf(jobs, 'new job ID was', 'new job IDs were')} found in ${sourceWords(source)}. Rigyd Desk asks the service for each of them in turn, so with this many it takes longer until you see what has changed.${leftOutSentence(leftOut)}`,
    yes: `Watch ${count}`,
  };
}

const leftOutSentence = (leftOut: number): string =>
  leftOut === 0
    ? ''
    : ` ${countOf(leftOut, 'further ID is', 'further IDs are')} left out, as 100,000 is the most at once: add those afterwards.`;
