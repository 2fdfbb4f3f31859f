import {
  compositionRank,
  isOfComposition,
  jobIdRank,
  namesComposition,
  namesJob,
  namesSomethingElse,
} from './field-names.ts';
import { hasKnownShape, isPlausibleId } from './id-shape.ts';
import type { Place } from './lines.ts';
import { idsInText } from './running-text.ts';

/** The job IDs in a structured value, and where an ID was expected and something else stood. */
export interface IdsInResponse {
  ids: string[];
  misses: Place[];
}

/** An object or array that is being read. */
interface Frame {
  /** How much had been found before it began: what it holds lies behind. */
  before: Mark;
  /** The same for the value that is being read. */
  beforeValue: Mark;
  /** Of that value; null in an array. */
  key: string | null;
  /** Whether an array's strings are IDs. */
  listsIds: boolean;
  ownId: string | null;
  ownRank: number;
  idPlace: Place | null;
  /** It lies under a name that says so: of what is in it only the ID of its job counts. */
  isInComposition: boolean;
  hasCompositionField: boolean;
  hasJobType: boolean;
}

interface Mark {
  ids: number;
  misses: number;
}

/** Names under which answers and exports keep a list of jobs, which may be mere IDs. */
const lists = new Set(['data', 'jobs', 'conversions', 'items', 'results']);

/**
 * Takes in a response piece by piece and keeps the IDs of its jobs.
 *
 * The outermost ID wins: a job adds itself, and not what it mentions (`source_job`, `simulations`, files). In one object
 * `conversion_job_id` beats `job_id` beats `conversion_id` beats `id`; a composition that was not submitted has no job
 * yet and adds none, nor does anything else under `compositions`. `physiq_job_id`, and the `id` of a `user` or `plan`, are never taken. A key that has the shape of
 * an ID, in an object without one of its own, is the ID of whatever it leads to. Other strings are read as running text,
 * so that logs in JSON count.
 */
export function createResponseReader() {
  let ids: string[] = [];
  let misses: Place[] = [];
  const frames: Frame[] = [];

  const mark = (): Mark => ({ ids: ids.length, misses: misses.length });

  function forgetSince(earlier: Mark): void {
    if (ids.length > earlier.ids) ids.length = earlier.ids;
    if (misses.length > earlier.misses) misses.length = earlier.misses;
  }

  function readText(value: string): void {
    for (const id of idsInText(value)) ids.push(id);
  }

  function readIdField(frame: Frame, rank: number, value: string, place: Place): void {
    frame.idPlace ??= place;
    if (frame.isInComposition && rank < compositionRank) return;
    const valid = isPlausibleId(value.trim());
    if (rank <= frame.ownRank || (!valid && rank < compositionRank)) return;
    frame.ownRank = rank;
    frame.ownId = valid ? value.trim() : null;
  }

  function readItem(frame: Frame, value: string, quoted: boolean, place: Place): void {
    if (frame.isInComposition) return;
    if (frame.listsIds && isPlausibleId(value)) {
      ids.push(value);
      return;
    }
    const foundBefore = ids.length;
    readText(value);
    if (frame.listsIds && quoted && ids.length === foundBefore) misses.push(place);
  }

  function endValue(): void {
    const frame = frames.at(-1);
    if (frame === undefined || frame.key === null) return;
    const keyIsId = !frame.isInComposition && hasKnownShape(frame.key);
    const isOther =
      jobIdRank(frame.key) === 0 && !namesComposition(frame.key) && namesSomethingElse(frame.key);
    if (keyIsId || isOther) forgetSince(frame.beforeValue);
    if (keyIsId) ids.push(frame.key);
  }

  function close(): void {
    const frame = frames.pop();
    if (frame === undefined) return;
    if (isComposition(frame)) {
      forgetSince(frame.before);
      if (frame.idPlace !== null) misses.push(frame.idPlace);
    } else if (frame.ownId !== null) {
      forgetSince(frame.before);
      ids.push(frame.ownId);
    } else if (frame.idPlace !== null && ids.length === frame.before.ids) {
      misses.push(frame.idPlace);
    }
    endValue();
  }

  return {
    /** An object or array begins. */
    open(): void {
      const parent = frames.at(-1);
      const key = parent?.key ?? null;
      if (parent !== undefined) parent.beforeValue = mark();
      frames.push({
        before: mark(),
        beforeValue: mark(),
        key: null,
        listsIds:
          parent === undefined || (key !== null && (jobIdRank(key) > 0 || lists.has(key.toLowerCase()))),
        ownId: null,
        ownRank: 0,
        idPlace: null,
        isInComposition: isInComposition(parent),
        hasCompositionField: false,
        hasJobType: false,
      });
    },

    /** The innermost object or array ends. */
    close,

    key(name: string): void {
      const frame = frames.at(-1);
      if (frame === undefined) return;
      frame.key = name;
      if (isOfComposition(name)) frame.hasCompositionField = true;
      if (name === 'job_type') frame.hasJobType = true;
    },

    /** A string, number or bare word, as a field's value or in an array. */
    scalar(value: string, quoted: boolean, place: Place): void {
      const frame = frames.at(-1);
      if (frame === undefined) return;
      frame.beforeValue = mark();
      if (frame.key === null) {
        readItem(frame, value, quoted, place);
        return;
      }
      const rank = jobIdRank(frame.key);
      if (rank > 0) readIdField(frame, rank, value, place);
      else if (!frame.isInComposition && !namesComposition(frame.key)) readText(value);
      endValue();
    },

    /** Ends what is still open, since an answer may be cut short, tells what was found and is ready for the next. */
    finish(): IdsInResponse {
      while (frames.length > 0) close();
      const found = { ids, misses };
      ids = [];
      misses = [];
      return found;
    },
  };
}

/** Whether it is a composition without a job. Those carry a `workflow` or an empty `conversion_job_id`. */
function isComposition(frame: Frame): boolean {
  if (frame.ownRank >= compositionRank) return frame.ownId === null;
  return frame.hasCompositionField && !frame.hasJobType;
}

/** Whether what begins as the value of its parent's key is a composition, several, or something in one. */
function isInComposition(parent: Frame | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.key === null) return parent.isInComposition;
  return namesComposition(parent.key) || (parent.isInComposition && !namesJob(parent.key));
}
