import { z } from 'zod';
import { jobIds, jobIdSchema, oneLine, returns } from './contract-parts.ts';
import type { AddReport } from './add-report.ts';
import { wellFormed } from './lib/well-formed.ts';
import { maxNoteLength, maxTagLength, maxTags } from './annotations.ts';

export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Tags that were added to and removed from the same jobs. The other way round it takes the change back. */
export interface TagChange {
  ids: string[];
  add: string[];
  remove: string[];
}

/** What came of an export. */
export interface Exported {
  count: number;
  /** Set where of so many what the service said is left out: the file would be too large to be imported. */
  shortened?: number;
  /** The file's name without its folder. */
  fileName: string;
}

const tags = z.array(z.string().overwrite(oneLine).min(1).max(maxTagLength)).max(maxTags);

/** Requests about what a person adds to jobs, and about taking the list out of the app and back. */
export const libraryRequests = {
  setNote: {
    params: z.strictObject({
      id: jobIdSchema,
      note: z
        .string()
        .max(maxNoteLength)
        .overwrite((note) => wellFormed(note)),
      /** What the note was before, as far as whoever gives it knew; left out, it replaces whatever there is. */
      over: z.string().max(maxNoteLength).optional(),
    }),
    result: returns<null>(),
  },
  /** Answers with what has changed: a job may have had a tag before, or no room for one more. */
  changeTags: {
    params: z.strictObject({ ids: jobIds, add: tags, remove: tags }),
    result: returns<TagChange[]>(),
  },
  /** Answers with the jobs that were not so before. */
  setArchived: {
    params: z.strictObject({ ids: jobIds, archived: z.boolean() }),
    result: returns<string[]>(),
  },
  /** Writes these jobs, in this order, where the person says; null where they changed their mind. */
  exportJobs: {
    params: z.strictObject({ ids: jobIds, format: z.enum(exportFormats) }),
    result: returns<Exported | null>(),
  },
  copyJobsTable: { params: z.strictObject({ ids: jobIds }), result: returns<null>() },
  /** Shows the file that was exported last in its folder. */
  showExported: { params: z.undefined(), result: returns<null>() },
  /** Lets the person choose a file and adds what is in it; null where they changed their mind. */
  importJobs: { params: z.undefined(), result: returns<AddReport | null>() },
};
