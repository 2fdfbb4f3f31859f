import type { Component } from 'svelte';
import { isResultHere } from '../../shared/downloads.ts';
import { otherFieldsOf } from '../../shared/job/job.ts';
import type { JobFile } from '../../shared/job/job-file.ts';
import CommandSection from './CommandSection.svelte';
import InputSection from './InputSection.svelte';
import JobSection from './JobSection.svelte';
import LogSection from './LogSection.svelte';
import NotesSection from './notes/NotesSection.svelte';
import NotUnderstoodSection from './NotUnderstoodSection.svelte';
import OpenInSection from './OpenInSection.svelte';
import OtherFieldsSection from './OtherFieldsSection.svelte';
import OutputSection from './OutputSection.svelte';
import ParametersSection from './ParametersSection.svelte';
import PreprocessSection from './PreprocessSection.svelte';
import { fileInSlot } from './previews/files-in-slots.ts';
import RawSection from './RawSection.svelte';
import RelatedSection from './RelatedSection.svelte';
import ReportSection from './report/ReportSection.svelte';
import type { AnswerSectionProps, RowSectionProps, SectionHead } from './Section.svelte';
import SimulationSection from './SimulationSection.svelte';
import TimingSection from './TimingSection.svelte';

type Answer = Omit<AnswerSectionProps, 'section'>;

interface RowSection extends SectionHead {
  needs: 'row';
  component: Component<RowSectionProps>;
}

interface AnswerSection extends SectionHead {
  /** Shown once the service has answered for the job. */
  needs: 'answer';
  component: Component<AnswerSectionProps>;
  /** Left out: always shown. */
  isShown?: (answer: Answer) => boolean;
  /** Identifies what the section shows within a job: if that changes, it is created anew. */
  subject?: (answer: Answer) => string | undefined;
}

/** `app.places.focus('section-<id>')` focuses a section. */
export type DetailSection = RowSection | AnswerSection;

const isThere = (file: JobFile | null | undefined): boolean => Boolean(file?.url);

/** All sections of the details, in order. */
export const detailSections: readonly DetailSection[] = [
  { id: 'notes', title: 'Notes & tags', needs: 'row', component: NotesSection },
  {
    id: 'open-in',
    title: 'Open in…',
    needs: 'answer',
    component: OpenInSection,
    isShown: ({ row }) => isResultHere(row.download),
  },
  {
    id: 'command',
    title: 'Command',
    needs: 'answer',
    component: CommandSection,
    isShown: ({ detail }) => detail.commandRun !== null || detail.commandDue,
  },
  {
    id: 'simulation',
    title: 'Simulation',
    needs: 'answer',
    component: SimulationSection,
    isShown: ({ job }) => isThere(job.output?.sim_video) || isThere(job.output?.sim_gif),
  },
  { id: 'report', title: 'Report', needs: 'answer', component: ReportSection },
  { id: 'output', title: 'Output', needs: 'answer', component: OutputSection },
  {
    id: 'log',
    title: 'Log',
    needs: 'answer',
    component: LogSection,
    isShown: ({ job }) => isThere(job.output?.sim_log),
    subject: ({ job }) => fileInSlot(job, 'sim-log', job.output?.sim_log)?.key,
  },
  { id: 'related', title: 'Related jobs', needs: 'answer', component: RelatedSection },
  { id: 'timing', title: 'Timing', needs: 'answer', component: TimingSection },
  { id: 'preprocess', title: 'Preprocess', needs: 'answer', component: PreprocessSection },
  { id: 'input', title: 'Input', needs: 'answer', component: InputSection },
  { id: 'parameters', title: 'Parameters', needs: 'answer', component: ParametersSection },
  { id: 'job', title: 'Job', needs: 'answer', component: JobSection },
  {
    id: 'other-fields',
    title: 'Other fields',
    needs: 'answer',
    component: OtherFieldsSection,
    isShown: ({ job }) => otherFieldsOf(job) !== null,
  },
  {
    id: 'not-understood',
    title: 'Not understood',
    needs: 'answer',
    component: NotUnderstoodSection,
    isShown: ({ detail }) => detail.notes.length > 0,
  },
  { id: 'raw', title: 'Raw JSON', needs: 'answer', component: RawSection },
];
