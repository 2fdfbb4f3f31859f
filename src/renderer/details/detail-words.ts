import { plainStatus } from '../../shared/job/job-status.ts';
import type { Job } from '../../shared/job/job.ts';
import { toIso } from '../../shared/lib/timestamp.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { sentenceCase, stateOf } from '../jobs/job-words.ts';
import { formatBytes, formatDuration, formatTimestamp } from '../ui/format.ts';
import { detailsWords as words } from '../words/details.ts';
import { uiWords } from '../words/ui.ts';

/** Endings of the service's field names, by the unit they stand for. */
const units: Record<string, (value: number) => string> = {
  _ms: formatDuration,
  _seconds: (value) => formatDuration(value * 1000),
  _bytes: formatBytes,
};

const unitOf = (key: string, value: unknown): string | undefined =>
  typeof value === 'number' ? Object.keys(units).find((ending) => key.endsWith(ending)) : undefined;

/** Names of fields that are not words. */
const shortNames = new Map([['eta', words.fields.estimated]]);

/** A field name as words, without its unit, which is shown with the value. */
export function valueLabel(key: string, value: unknown): string {
  const unit = unitOf(key, value);
  const name = unit === undefined ? key : key.slice(0, -unit.length);
  return shortNames.get(name) ?? sentenceCase(name);
}

const isTime = (key: string): boolean => /(?:_at|At)$/.test(key) || key === 'eta';

/** Any value of a free-form part of the answer (report, parameters, telemetry), formatted. */
export function valueWords(key: string, value: unknown): string {
  if (value === null || value === undefined) return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const unit = unitOf(key, value);
    const format = unit === undefined ? undefined : units[unit];
    return format?.(value) ?? value.toLocaleString(undefined, { maximumFractionDigits: 6 });
  }
  if (typeof value === 'object') return words.empty;
  return typeof value === 'string' && isTime(key) ? formatTimestamp(value) : String(value);
}

/** File formats that are written in capitals. */
const capitals =
  /\b(?:3mf|exr|fbx|glb|gltf|hdr|id|json|mjcf|obj|pdf|ply|sdf|stl|urdf|usd[acz]?|xml|yaml|zip)\b/gi;

/**
 * What a file is called by the fields that lead to it: `['collision_meshes', '0']` is "Collision meshes 1", and
 * `['glbUrl']` is "GLB".
 */
export function fieldLabel(path: readonly string[]): string {
  const parts = path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : fieldWords(part)));
  return sentenceCase(parts.join(' ')).replace(capitals, (format) => format.toUpperCase());
}

const fieldWords = (field: string): string =>
  field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=.) url$/i, '')
    .toLowerCase();

/** The state of preprocessing in a word, and a sentence that explains it if need be. */
interface PreprocessWords {
  state: string;
  why: string | null;
}

/**
 * Why a job has no preprocessing: GLB input goes to the pipeline as it is, everything else is converted to GLB
 * first. Source: the API page "Job lifecycle" (`preprocess` and non-GLB inputs).
 */
export function preprocessWords(job: Pick<Job, 'preprocess' | 'job_type' | 'filename'>): PreprocessWords {
  const sent = job.preprocess?.status ?? null;
  const { unknown, nothingKnown, skipped, pending, notStarted } = words.preprocess;
  if (sent === null) return { state: unknown, why: nothingKnown };
  const status = plainStatus(sent);
  if (status === 'skipped') return { state: skipped, why: whySkipped(job) };
  if (status === 'pending') return { state: pending, why: notStarted };
  return { state: sentenceCase(status), why: null };
}

function whySkipped({ job_type, filename }: Pick<Job, 'job_type' | 'filename'>): string {
  const { simulation, glb, other } = words.preprocess.nothingToPrepare;
  if (job_type === 'simulate_usd') return simulation;
  const isGlb = job_type === 'glb_to_simready' || filename?.toLowerCase().endsWith('.glb') === true;
  return isGlb ? glb : other;
}

/** What support needs to know of a job that may be stuck, as plain text with times in UTC. */
export function stuckReport(row: JobRow, job: Job | null): string {
  const { stage, progress } = row;
  const state = [
    stateOf(row).label,
    ...(stage === null ? [] : [sentenceCase(stage)]),
    ...(progress === null ? [] : [uiWords.percent(progress)]),
  ];
  const { fields } = words;
  const { file, submitted, lastChange, lastResponse } = words.stuck.lines;
  const lines = [
    [fields.jobId, row.id],
    [fields.pipelineId, job?.physiq_job_id ?? null],
    [file, row.name],
    [fields.type, row.type],
    [fields.status, state.join(', ')],
    [submitted, timeOf(row.createdAt)],
    [lastChange, timeOf(row.changedAt)],
    [lastResponse, timeOf(row.fetchedAt)],
  ] as const;
  const known = lines.filter(([, value]) => value !== null);
  return [...known.map(([label, value]) => `${label}: ${value}`), ''].join('\n');
}

const timeOf = (time: number | null): string | null => (time === null ? null : toIso(time));
