import type { AddConfirmation } from '../../shared/intake.ts';
import { addDialogsWords } from '../words/add-dialogs.ts';
import { describeSource } from './describe-source.ts';

const words = addDialogsWords.confirm;

/** What a person reads before many jobs are added. */
export function confirmationWords({ by, jobs, leftOut, source }: AddConfirmation): {
  title: string;
  text: string;
  yes: string;
} {
  const yes = words.yes(jobs);
  if (by === 'link') return { title: words.linkTitle(jobs), text: words.linkText(jobs), yes };
  const text = [words.text(jobs, describeSource(source)), ...(leftOut > 0 ? [words.leftOut(leftOut)] : [])];
  return { title: words.title(jobs), text: text.join(' '), yes };
}
