import type { Job } from '../../shared/job/job.ts';
import { maxObservations, observedText, type Observation } from '../../shared/observations.ts';

/** When an answer came, and the one before it (null for the first), in milliseconds since the epoch. */
export interface Seen {
  at: number;
  after: number | null;
}

/**
 * What an answer shows for the first time is added to what was seen before: another stage, another state of
 * preprocessing, and steps of it that had not been named. The same list comes back where nothing is new.
 */
export function observe(before: Observation[], job: Job, { at, after }: Seen): Observation[] {
  const found = [
    ...changed(before, 'stage', job.stage),
    ...changed(before, 'preprocess', job.preprocess?.status ?? null),
    ...newSteps(before, job.preprocess?.steps ?? []),
  ];
  if (found.length === 0) return before;
  return [...before, ...found.map((one) => ({ ...one, at, after }))].slice(-maxObservations);
}

type Found = Pick<Observation, 'kind' | 'text'>;

function changed(before: Observation[], kind: 'stage' | 'preprocess', word: string | null): Found[] {
  const text = word === null ? null : observedText(word);
  const last = before.findLast((one) => one.kind === kind)?.text ?? null;
  return text === last ? [] : [{ kind, text }];
}

function newSteps(before: Observation[], steps: readonly (string | null)[]): Found[] {
  const seen = new Set(before.filter(({ kind }) => kind === 'step').map(({ text }) => text));
  const found: Found[] = [];
  for (const step of steps.slice(0, maxObservations)) {
    if (step === null) continue;
    const text = observedText(step);
    if (seen.has(text)) continue;
    seen.add(text);
    found.push({ kind: 'step', text });
  }
  return found;
}
