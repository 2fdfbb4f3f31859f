import { PHASES } from './spec-input.ts';
import type { JobSpec, PhaseName } from './spec-input.ts';

/** Where a failing phase breaks off. */
const FAILS_AT_SHARE = 0.64;

/** One phase of a job on its way; times are milliseconds since its submission. */
export interface Phase {
  readonly name: PhaseName;
  readonly from: number;
  readonly to: number;
}

/** A job's whole way, fixed when it is submitted. */
export interface Timeline {
  readonly phases: readonly Phase[];
  readonly end: number;
  readonly outcome: 'completed' | 'failed';
}

/** Where a job stands at a moment. `share` is how much of the phase has passed, 0 to 1. */
export interface Moment {
  readonly phase: Phase;
  readonly share: number;
  readonly ended: 'completed' | 'failed' | null;
}

export function timelineOf(spec: JobSpec): Timeline {
  const phases: Phase[] = [];
  let from = 0;
  for (const name of PHASES) {
    const fails = spec.failure?.during === name;
    const to = from + spec.durations[name] * (fails ? FAILS_AT_SHARE : 1);
    if (to > from || name === 'submitting' || fails) phases.push({ name, from, to });
    from = to;
    if (fails) break;
  }
  const last = phases.at(-1)?.name;
  return { phases, end: from, outcome: spec.failure?.during === last ? 'failed' : 'completed' };
}

/** Where the job stands `elapsed` milliseconds after its submission; before it, it is about to submit. */
export function momentAt(spec: JobSpec, elapsed: number): Moment {
  const { phases, end, outcome } = timelineOf(spec);
  const phase = phases.findLast((one) => one.from <= Math.max(0, elapsed)) ?? {
    name: 'submitting',
    from: 0,
    to: 0,
  };
  const whole = spec.durations[phase.name];
  const passed = Math.min(Math.max(0, elapsed), phase.to) - phase.from;
  return { phase, share: whole === 0 ? 1 : passed / whole, ended: elapsed >= end ? outcome : null };
}

/** The status that clients see in a phase; what comes later than `running` has the status that the test chose. */
export function statusAt(spec: JobSpec, elapsed: number): string {
  const { phase, ended } = momentAt(spec, elapsed);
  return ended ?? (phase.name === 'future' ? (spec.futureStatus ?? 'finishing') : phase.name);
}

/**
 * The elapsed time at which a job has the status and progress (0–100 of that phase).
 * Throws a RangeError when this job never has that status, naming those that it has.
 */
export function elapsedFor(spec: JobSpec, status: string, progress = 0): number {
  const { phases, end, outcome } = timelineOf(spec);
  if (status === outcome) return end;
  const phase = phases.find((one) => statusAt(spec, one.from) === status);
  if (phase === undefined) {
    const known = [...phases.map((one) => statusAt(spec, one.from)), outcome].join(', ');
    throw new RangeError(`Job ${spec.id} is never "${status}". It walks through: ${known}.`);
  }
  const wanted = phase.from + (spec.durations[phase.name] * progress) / 100;
  return Math.min(wanted, Math.max(phase.from, phase.to - 1));
}
