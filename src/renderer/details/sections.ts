import type { Component } from 'svelte';
import { isResultHere } from '../../shared/downloads.ts';
import { outcomeOf, standingOfStatus, type Standing } from '../../shared/job/job-status.ts';
import { otherFieldsOf } from '../../shared/job/job.ts';
import type { JobFile } from '../../shared/job/job-file.ts';
import { detailsWords } from '../words/details.ts';
import AssetSection from './AssetSection.svelte';
import { viewableParts } from './asset-parts.ts';
import CommandSection from './CommandSection.svelte';
import { failureOf } from './failure-place.ts';
import InputSection from './InputSection.svelte';
import JobSection from './JobSection.svelte';
import LogSection from './LogSection.svelte';
import NotUnderstoodSection from './NotUnderstoodSection.svelte';
import OpenInSection from './OpenInSection.svelte';
import OtherFieldsSection from './OtherFieldsSection.svelte';
import OutputSection from './OutputSection.svelte';
import ParametersSection from './ParametersSection.svelte';
import PreprocessSection from './PreprocessSection.svelte';
import { otherRoleFiles } from './other-role-files.ts';
import { fileInSlot } from './previews/files-in-slots.ts';
import RawSection from './RawSection.svelte';
import RelatedSection from './RelatedSection.svelte';
import ReportSection from './report/ReportSection.svelte';
import type { AnswerSectionProps, SectionHead } from './Section.svelte';
import SimulationSection from './SimulationSection.svelte';
import TimingSection from './TimingSection.svelte';
import VerdictSection from './VerdictSection.svelte';

/** A part of the details. `overview` is what lies above the row that names them. */
export type DetailPart = keyof typeof detailsWords.parts;

type Answer = Omit<AnswerSectionProps, 'section'>;

/** A section; `app.places.focus('section-<id>')` focuses it. */
export interface DetailSection extends SectionHead {
  part: Exclude<DetailPart, 'overview'>;
  component: Component<AnswerSectionProps>;
  /** Left out: always shown, once the service has answered for the job. One that would be empty is not shown. */
  isShown?: (answer: Answer) => boolean;
  /** Identifies what the section shows within a job: if that changes, it is created anew. */
  subject?: (answer: Answer) => string | undefined;
  /** Whether the row leads here rather than to the first section of the part. */
  isTarget?: true;
}

const isThere = (file: JobFile | null | undefined): boolean => Boolean(file?.url);
const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);

const titles = detailsWords.sections;

/** All sections, each part's in the order in which it shows them. */
const sections: readonly DetailSection[] = [
  {
    id: 'asset',
    title: titles.asset,
    part: 'output',
    component: AssetSection,
    isShown: ({ row, job }) => viewableParts(job, row.download).length > 0,
    // Another copy of the result is another asset.
    subject: ({ row }) => `${row.download?.folder ?? ''} ${row.download?.finishedAt ?? ''}`,
  },
  {
    id: 'verdict',
    title: titles.verdict,
    part: 'output',
    component: VerdictSection,
    isShown: ({ row, detail }) => isResultHere(row.download) || detail.verdict !== null,
  },
  {
    id: 'simulation',
    title: titles.simulation,
    part: 'output',
    component: SimulationSection,
    isShown: ({ job }) => isThere(job.output?.sim_video) || isThere(job.output?.sim_gif),
  },
  {
    id: 'output',
    title: titles.output,
    part: 'output',
    component: OutputSection,
    isShown: ({ job }) =>
      job.output !== null ||
      outcomeOf(job.status) === 'completed' ||
      otherRoleFiles(job, 'output').length > 0,
  },
  {
    id: 'open-in',
    title: titles.openIn,
    part: 'output',
    component: OpenInSection,
    isShown: ({ row }) => isResultHere(row.download),
  },
  {
    id: 'command',
    title: titles.command,
    part: 'output',
    component: CommandSection,
    isShown: ({ detail }) => detail.commandRun !== null || detail.commandDue,
  },
  {
    id: 'log',
    title: titles.log,
    part: 'output',
    component: LogSection,
    isShown: ({ job }) => isThere(job.output?.sim_log),
    subject: ({ job }) => fileInSlot(job, 'sim-log', job.output?.sim_log)?.key,
  },
  {
    id: 'report',
    title: titles.report,
    part: 'report',
    component: ReportSection,
    isShown: ({ job }) => isFilled(job.report),
  },
  { id: 'timing', title: titles.timing, part: 'timing', component: TimingSection },
  // It knows itself whether there is one: the list may have simulations of which the answer says nothing.
  { id: 'related', title: titles.related, part: 'timing', component: RelatedSection },
  {
    id: 'preprocess',
    title: titles.preprocess,
    part: 'preprocess',
    component: PreprocessSection,
    isShown: ({ job }) => job.preprocess !== null && Object.values(job.preprocess).some(isFilled),
  },
  {
    id: 'input',
    title: titles.input,
    part: 'input',
    component: InputSection,
    isShown: ({ job }) =>
      job.filename !== null || job.file_size_bytes !== null || Object.values(job.input ?? {}).some(isFilled),
  },
  {
    id: 'parameters',
    title: titles.parameters,
    part: 'input',
    component: ParametersSection,
    isShown: ({ job }) => isFilled(job.parameters),
  },
  { id: 'job', title: titles.job, part: 'json', component: JobSection },
  {
    id: 'other-fields',
    title: titles.otherFields,
    part: 'json',
    component: OtherFieldsSection,
    isShown: ({ job }) => otherFieldsOf(job) !== null,
  },
  {
    id: 'not-understood',
    title: titles.unrecognized,
    part: 'json',
    component: NotUnderstoodSection,
    isShown: ({ detail }) => detail.notes.length > 0,
  },
  { id: 'raw', title: titles.raw, part: 'json', component: RawSection, isTarget: true },
];

/** What is asked of a job in each state: what it is doing, why it failed, or what it has made. */
export type DetailState = 'running' | 'failed' | 'done';

const states: Record<Exclude<Standing, 'unknown'>, DetailState> = {
  active: 'running',
  waiting: 'running',
  failed: 'failed',
  cancelled: 'failed',
  done: 'done',
};

export const detailStateOf = (status: string): DetailState => states[standingOfStatus(status)];

/** What answers the question of the state comes first; where there is room, in a column of its own. */
const orders: Record<DetailState, { first: DetailPart[]; then: DetailPart[] }> = {
  running: { first: ['timing', 'preprocess'], then: ['output', 'report', 'input', 'json'] },
  failed: { first: ['report', 'preprocess', 'output'], then: ['timing', 'input', 'json'] },
  done: { first: ['output', 'report'], then: ['timing', 'preprocess', 'input', 'json'] },
};

/** A part that is shown, and its sections. */
export interface ShownPart {
  id: DetailPart;
  sections: readonly DetailSection[];
}

/**
 * The parts that have something to show, in order, in one or two columns. What says why a job failed comes first of all.
 */
export function layOut(answer: Answer, state: DetailState): ShownPart[][] {
  const shown = sections.filter(({ isShown }) => isShown?.(answer) ?? true);
  const { first, then } = orders[state];
  const culprit = state === 'failed' ? failureOf(answer.job).part : null;
  const partsOf = (ids: readonly DetailPart[]): ShownPart[] =>
    ids
      .map((id) => ({ id, sections: shown.filter(({ part }) => part === id) }))
      .filter((part) => part.sections.length > 0);
  const columns = [partsOf([...new Set(culprit === null ? first : [culprit, ...first])]), partsOf(then)];
  return columns.filter((column) => column.length > 0);
}
