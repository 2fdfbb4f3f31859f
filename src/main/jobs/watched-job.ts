import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../../shared/source.ts';
import type { CommandRun } from '../../shared/hook.ts';
import { rulesVersion } from '../../asset/verdict/verdict.ts';
import type { KeptVerdict } from '../../shared/verdict.ts';
import { isDownloadActive, isResultHere, type Download } from '../../shared/downloads.ts';
import type { Failure } from '../../shared/errors.ts';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { isJobPart, parseJob, type Job } from '../../shared/job/job.ts';
import {
  hasEnded,
  isRefusal,
  isTerminal,
  isUnknownJob,
  outcomeOf,
  refusalOf,
} from '../../shared/job/job-status.ts';
import {
  maxObservations,
  observedText,
  type Observation,
  type PollFailure,
} from '../../shared/watched-job.ts';
import type { PolledJob } from '../api/client.ts';
import { currentForm, maxTransitions, type WatchedJobRecord } from './job-record.ts';

/** A watched job in memory: the record, and what can be read out of it. Never changed in place. */
export interface WatchedJob {
  record: WatchedJobRecord;
  job: Job | null;
  notes: string[];
  version: number;
}

/** Whether what is known of a job comes only from the account's list or from a file, not from an answer for the job. */
export const isHint = ({ record, job }: WatchedJob): boolean => record.fetchedAt === null && job !== null;

/** Whether a job has completed, and the service does not refuse it. */
export function hasResult(watched: WatchedJob | undefined): boolean {
  const status = watched?.job?.status ?? null;
  return (
    watched !== undefined && outcomeOf(status) === 'completed' && !isUnknownJob({ ...watched.record, status })
  );
}

/** Whether its result is here and was not judged yet: not at all, by other rules, or in another copy. */
export function isUnjudged({ record: { download, verdict } }: Pick<WatchedJob, 'record'>): boolean {
  if (download === null || !isResultHere(download) || isDownloadActive(download.phase)) return false;
  return verdict?.rulesVersion !== rulesVersion || verdict.copyOf !== download.finishedAt;
}

/** What the service answered for a job; null if nothing is known of it, `unconfirmed` if it is known only from a list. */
export const confirmedJob = (watched: WatchedJob | undefined): Job | 'unconfirmed' | null =>
  watched !== undefined && isHint(watched) ? 'unconfirmed' : (watched?.job ?? null);

export function newWatchedJob(id: string, order: number, source: Source | null, now: number): WatchedJob {
  const record: WatchedJobRecord = {
    id,
    order,
    source,
    addedAt: now,
    raw: null,
    fetchedAt: null,
    failure: null,
    transitions: [],
    observations: [],
    download: null,
    changedAt: null,
    batches: [],
    tags: [],
    note: null,
    archived: false,
    review: null,
    commandRun: null,
    commandDue: false,
    broughtBack: false,
    owed: null,
    verdict: null,
    form: currentForm,
    plain: false,
  };
  return { record, job: null, notes: [], version: 1 };
}

export function fromRecord(record: WatchedJobRecord): WatchedJob {
  // Both are one object then: half the memory, and nothing to read.
  if (record.plain) return { record, job: record.raw as Job, notes: [], version: 1 };
  // An earlier version of the app kept the answer uncleaned.
  const raw = cleanJson(record.raw);
  const parsed = parseJob(raw);
  return { record: { ...record, raw }, job: parsed?.job ?? null, notes: parsed?.notes ?? [], version: 1 };
}

/** The job with its answer noted as plain where it is: the next start need not read it. */
export function withPlainAnswer(watched: WatchedJob): WatchedJob {
  const { record, job, notes } = watched;
  if (job === null) return watched;
  const { job: read, ...answer } = readingOf({ job, raw: record.raw, notes });
  return { ...watched, job: read, record: { ...record, ...answer } };
}

/** The job after an answer, with the changes since the last one. */
export function withAnswer(watched: WatchedJob, answer: PolledJob, now: number): WatchedJob {
  const { record } = watched;
  const { status } = answer.job;
  const { job, ...read } = readingOf(answer);
  const isNewStatus = record.transitions.at(-1)?.status !== status;
  const transitions = isNewStatus
    ? [...record.transitions, { status, at: now, after: record.fetchedAt }].slice(-maxTransitions)
    : record.transitions;
  const observations = observe(record.observations, answer.job, { at: now, after: record.fetchedAt });
  const { stage, progress } = answer.job;
  const isStill =
    !isNewStatus &&
    observations === record.observations &&
    watched.job?.stage === stage &&
    watched.job.progress === progress;
  // A record of an older version may lack the time of the last change.
  const changedAt = (isStill ? record.changedAt : null) ?? now;
  return {
    record: {
      ...record,
      ...read,
      fetchedAt: now,
      failure: null,
      transitions,
      observations,
      changedAt,
      broughtBack: record.broughtBack && hasEnded(status),
      owed: null,
    },
    job,
    notes: answer.notes,
    version: watched.version + 1,
  };
}

/** An answer and what was read out of it: one object where they are the same. */
function readingOf({
  job,
  raw,
  notes,
}: Pick<PolledJob, 'job' | 'raw' | 'notes'>): Pick<WatchedJobRecord, 'raw' | 'plain'> & { job: Job } {
  const plain = notes.length === 0 && isDeepStrictEqual(job, raw);
  return plain ? { raw: job, job, plain } : { raw, job, plain };
}

/**
 * The job with its entry in the account's list, shown until the service answers for it. A listed job is known to the
 * service even if it refuses to answer for it; the refusal stays as a sign that this is not fresh. Fields that the entry
 * lacks keep their last values.
 */
export function withHint(watched: WatchedJob, entry: PolledJob, now: number): WatchedJob {
  const { record, version } = watched;
  const failure = listedAnyway(record.failure, now);
  const { job, raw } = record.fetchedAt === null ? entry : withLeftOut(record.raw, entry);
  return { ...watched, record: { ...record, raw, plain: false, failure }, job, version: version + 1 };
}

/**
 * The job with its entry in the account's list, where that is as good as an answer: what it leaves out or says null for stays as
 * it was, unless it is in another state and that is {@link takenBack}. What an answer of its own is still to tell is noted.
 */
export function withListed(watched: WatchedJob, entry: PolledJob, now: number): WatchedJob {
  const listed = mergedWith(watched, entry, now);
  return { ...listed, record: { ...listed.record, owed: owedAfter(watched.record, entry) } };
}

function owedAfter({ owed, fetchedAt }: WatchedJobRecord, entry: PolledJob): WatchedJobRecord['owed'] {
  if (isTerminal(entry.job.status)) return isFinal(entry) ? 'end' : 'fields';
  // On its way it may have been answered before, with what does not change any more.
  const wasAnswered = fetchedAt !== null && owed === null;
  return wasAnswered || entry.missing.length === 0 ? null : 'fields';
}

/**
 * Whether an entry of the account's list tells all of a job that has ended. A list may say null for what it leaves out, so a
 * completed job without files is not final.
 */
export const isFinal = ({ job, notes, missing }: PolledJob): boolean =>
  isTerminal(job.status) &&
  notes.length === 0 &&
  missing.length === 0 &&
  (outcomeOf(job.status) !== 'completed' || job.output !== null);

function mergedWith(watched: WatchedJob, entry: PolledJob, now: number): WatchedJob {
  const { record, job, notes } = watched;
  if (job === null) return withAnswer(watched, entry, now);
  const raw = withSaid(Object(record.raw), Object(entry.raw), entry.job.status !== job.status);
  if (record.fetchedAt !== null && isDeepStrictEqual(raw, record.raw))
    return withAnswer(watched, { job, raw: record.raw, notes, missing: [] }, now);
  return withAnswer(watched, { ...(parseJob(raw) ?? entry), raw }, now);
}

/** Fields that may be null again once the job is in another state: back in line, say. */
const takenBack: ReadonlySet<string> = new Set(['stage', 'progress', 'error', 'started_at', 'completed_at']);

/** What was known with what an entry says of it; the entry may say only some of a part of the job, too. */
function withSaid(before: object, entry: object, isNewStatus: boolean): object {
  const said = Object.entries(entry)
    .filter(([name, value]) => value !== null || (isNewStatus && takenBack.has(name)))
    .map(([name, value]): [string, unknown] => {
      const known: unknown = Reflect.get(before, name);
      const isMerged = isJobPart(name) && isObject(known) && isObject(value);
      return [name, isMerged ? withSaid(known, value, isNewStatus) : value];
    });
  return Object.fromEntries([...Object.entries(before), ...said]);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entry merged over the last answer. */
function withLeftOut(before: unknown, entry: PolledJob): Pick<PolledJob, 'job' | 'raw'> {
  const raw: unknown = Object.assign({}, before, entry.raw);
  return { job: (parseJob(raw) ?? entry).job, raw };
}

function listedAnyway(failure: PollFailure | null, now: number): PollFailure | null {
  const code = refusalOf(failure);
  if (failure === null || code === null) return failure;
  const refused = { since: now, until: now, isListed: true, ...(code === failure.code ? {} : { code }) };
  return { ...failure, refused };
}

/** Whether the service refuses a job that has not ended for certain, so that only the account's list may say more of it. */
export const isKeptBack = ({ record, job }: WatchedJob): boolean =>
  refusalOf(record.failure) !== null &&
  (record.fetchedAt === null || record.owed !== null || !hasEnded(job?.status ?? null));

/** The job whose end, which the account's list alone has named, is doubted: an answer of its own is to tell. */
export const withDoubt = (watched: WatchedJob): WatchedJob => ({
  ...watched,
  record: { ...watched.record, owed: 'fields' },
  version: watched.version + 1,
});

/**
 * The job after a failed request: the last values stay, marked stale since the first failure in a row. An earlier refusal
 * stays known if this failure does not concern the job.
 *
 * @param polling `pollingSince`: since when the app has been polling without a break; earlier time does not count as
 *   refused. `isUnsure`: whether nothing was answered since the last refusal.
 */
export function withFailure(
  watched: WatchedJob,
  { code, text }: Failure,
  now: number,
  polling: Polling = { pollingSince: -Infinity, isUnsure: false },
): WatchedJob {
  const before = watched.record.failure;
  const refused = isRefusal(code) ? refusedAgain(before, now, polling) : refusedBefore(before);
  const failure = {
    code,
    text,
    since: before?.since ?? now,
    attempts: (before?.attempts ?? 0) + 1,
    ...(refused === undefined ? {} : { refused }),
  };
  return { ...watched, record: { ...watched.record, failure }, version: watched.version + 1 };
}

type Refused = PollFailure['refused'];

interface Polling {
  pollingSince: number;
  isUnsure: boolean;
}

/** The share of time without any answer that counts as refused: five minutes of an hour. */
const unsureShare = 1 / 12;

function refusedAgain(before: PollFailure | null, now: number, { pollingSince, isUnsure }: Polling): Refused {
  const { since, until, code, isListed } = before?.refused ?? { since: now, until: now };
  // If requests failed for another reason since the last refusal, that time does not count.
  const breakEnd = code === undefined ? pollingSince : now;
  const breakMs = Math.max(0, breakEnd - until);
  const unsureMs = isUnsure ? Math.round((now - until - breakMs) * (1 - unsureShare)) : 0;
  // The clock may have been set back.
  const counted = { since: Math.min(since + breakMs + Math.max(0, unsureMs), now), until: now };
  return isListed === true ? { ...counted, isListed } : counted;
}

function refusedBefore(before: PollFailure | null): Refused {
  const code = refusalOf(before);
  return code === null || before?.refused === undefined ? undefined : { ...before.refused, code };
}

export function withDownload(watched: WatchedJob, download: Download): WatchedJob {
  return { ...watched, record: { ...watched.record, download }, version: watched.version + 1 };
}

/** The job, added to these batches. */
export function inBatches(watched: WatchedJob, batches: readonly string[]): WatchedJob {
  return withBatches(watched, [...new Set([...watched.record.batches, ...batches])]);
}

/** The job, removed from a batch. */
export function outOfBatch(watched: WatchedJob, batch: string): WatchedJob {
  return withBatches(
    watched,
    watched.record.batches.filter((id) => id !== batch),
  );
}

const withBatches = (watched: WatchedJob, batches: string[]): WatchedJob => ({
  ...watched,
  record: { ...watched.record, batches },
  version: watched.version + 1,
});

export function withCommandRun(watched: WatchedJob, commandRun: CommandRun): WatchedJob {
  return {
    ...watched,
    record: { ...watched.record, commandRun, commandDue: false },
    version: watched.version + 1,
  };
}

export const withVerdict = (watched: WatchedJob, verdict: KeptVerdict): WatchedJob => ({
  ...watched,
  record: { ...watched.record, verdict },
  version: watched.version + 1,
});

export function withCommandDue(watched: WatchedJob, commandDue: boolean): WatchedJob {
  return { ...watched, record: { ...watched.record, commandDue }, version: watched.version + 1 };
}

/** The job with changed annotations. */
export function withAnnotations(
  watched: WatchedJob,
  changes: Partial<Pick<WatchedJobRecord, 'tags' | 'note' | 'archived' | 'review'>>,
): WatchedJob {
  return { ...watched, record: { ...watched.record, ...changes }, version: watched.version + 1 };
}

/** When an answer came, and the one before it (null for the first), in milliseconds since the epoch. */
export interface Seen {
  at: number;
  after: number | null;
}

/**
 * Adds what an answer shows for the first time: another stage, another state of preprocessing, and new steps of it.
 * Returns the same list if nothing is new.
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
