import type { KnownStatus, Standing } from '../../shared/job/job-status.ts';
import type { StatusGroup } from '../../shared/saved-view.ts';
import { countOf } from './count.ts';

/** A list of names in quotes: `“a”, “b”`. */
const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** What is said of jobs everywhere: their state and type, the views of the list, and what was done with them. */
export const jobsWords = {
  statuses: {
    submitting: 'Submitting',
    preprocessing: 'Preprocessing',
    queued: 'Queued',
    running: 'Running',
    completed: 'Completed',
    failed: 'Failed',
  } satisfies Record<KnownStatus, string>,
  notChecked: 'Not checked yet',
  noResponse: 'No response yet',
  unknown: {
    id: { label: 'Unknown ID', why: 'Unknown to Rigyd, or it belongs to another key' },
    notFound: { label: 'Not found', why: 'No longer on Rigyd' },
    forbidden: { label: 'No access', why: 'This key has no access to it' },
    gone: { label: 'Deleted', why: 'Deleted from Rigyd' },
  },
  stuck: 'Stuck?',
  /** @param time such as `24 min` */
  noChange: (time: string) => `No change for ${time}`,
  noReason: 'No reason given',
  cancelled: 'Cancelled',
  /** By the job types of the API. */
  types: {
    glb_to_simready: '3D model',
    text_to_simready: 'Text',
    image_to_simready: 'Image',
    multiview_to_simready: 'Multi-view',
    simulate_usd: 'Simulation',
  },
  groups: {
    waiting: 'Waiting',
    active: 'Running',
    stuck: 'Stuck',
    done: 'Completed',
    failed: 'Failed',
    unknown: 'Unknown',
  } satisfies Record<StatusGroup, string>,
  /** Beside a number of jobs. */
  counted: {
    active: 'running',
    waiting: 'waiting',
    done: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    unknown: 'unknown',
  } satisfies Record<Standing, string>,
  views: {
    all: 'All jobs',
    moving: 'Active',
    done: 'Completed',
    failed: 'Failed',
    stuck: 'Stuck',
    unknown: 'Unknown',
    archived: 'Archived',
  },
  count: (count: number) => countOf(count, 'job'),
  copiedJson: 'Copied the raw JSON.',
  /** @param jobs a name or a number of jobs, here and below */
  removed: (jobs: string) => `Removed ${jobs}.`,
  restored: (jobs: string) => `Restored ${jobs}.`,
  archived: (jobs: string) => `Archived ${jobs}.`,
  unarchived: (jobs: string) => `Unarchived ${jobs}.`,
  tags: {
    added: (tags: readonly string[]) => `Added ${tags.length === 1 ? 'tag' : 'tags'} ${quoted(tags)}.`,
    removed: (tags: readonly string[]) => `Removed ${tags.length === 1 ? 'tag' : 'tags'} ${quoted(tags)}.`,
    changed: (count: number) => `Changed the tags of ${countOf(count, 'job')}.`,
    unchanged: 'No changes.',
  },
  removal: {
    title: (count: number) => `Remove ${countOf(count, 'job')}?`,
    titleWithBatch: (count: number, batch: string) => `Remove batch “${batch}” and ${countOf(count, 'job')}?`,
    text: 'Downloaded results stay on this computer. You can restore the jobs for 24 hours in “Recently removed”.',
    yes: (count: number) => `Remove ${countOf(count, 'job')}`,
  },
  downloadQuestion: {
    title: (count: number) => `Download ${countOf(count, 'result')}?`,
    /** @param size null where it is not known @param free what the disk has left; null where that is not known */
    text: (size: string | null, folder: string, free: string | null) => {
      const to = free === null ? folder : `${folder}, which has ${free} free`;
      return size === null
        ? `Size unknown. The results will be saved to ${to}.`
        : `About ${size} will be saved to ${to}.`;
    },
    notEnoughSpace: 'There isn’t enough space for all of them.',
    yes: (count: number) => `Download ${count.toLocaleString()}`,
  },
};
