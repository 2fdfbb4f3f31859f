import { z } from 'zod';
import { commandSchema, maxPathLength } from './hook.ts';
import { batchOrders } from './batch.ts';
import { resultFormats } from './downloads.ts';
import { paneWidths } from './pane-widths.ts';
import { namingTemplateSchema } from './naming-template.ts';
import type { SavedView } from './saved-view.ts';
import { savedViewSchema } from './saved-view-schema.ts';

/** Filters with a name of their own that are kept at most. */
export const maxSavedViews = 50;

/** What a person chose of a column of the list; null where they chose nothing. IDs are those of `list/columns.ts`. */
const columnChoiceSchema = z.strictObject({
  id: z.string().min(1).max(40),
  isShown: z.boolean().nullable(),
  /** Pixels. */
  width: z.number().int().min(40).max(2400).nullable(),
});
export type ColumnChoice = z.infer<typeof columnChoiceSchema>;

/** What a person chose. */
export const settingsSchema = z.strictObject({
  /** Where results go; null is `Rigyd` in the system's download folder. */
  downloadFolder: z.string().min(1).max(maxPathLength).nullable(),
  format: z.enum(resultFormats),
  /** Results that are received at the same time: as many as Chromium has connections to a host, at most. */
  downloadsAtOnce: z.number().int().min(1).max(6),
  downloadsPaused: z.boolean(),
  /** How the folder of a result is called: text with `{name}`, `{id}`, `{type}`, `{batch}` and `{date}`. */
  namingTemplate: namingTemplateSchema,
  /** Whether results go into a folder of their batch. One in the naming template goes before it. */
  batchFolders: z.boolean(),
  /** How the sidebar orders batches. */
  batchOrder: z.enum(batchOrders),
  /** Whether the sidebar shows no more of the batches than their heading. */
  batchesFolded: z.boolean(),
  /** Whether new batches bring their results home by themselves. */
  collectNewBatches: z.boolean(),
  command: commandSchema.nullable(),
  /** Whether the account's jobs are found without typing an ID. */
  watchAccount: z.boolean(),
  /** Credits at which the balance counts as low. */
  lowCredits: z.number().int().min(0).max(1_000_000),
  /** Minutes without any change after which a job may be stuck. */
  stuckAfterMinutes: z.number().int().min(1).max(1440),
  notify: z.enum(['all', 'batches', 'none']),
  /** Whether the app goes on when its window is closed. */
  keepInTray: z.boolean(),
  startAtLogin: z.boolean(),
  /** Whether the person was asked if the system shall open the app's links in it. What it does, the system knows. */
  askedAboutLinks: z.boolean(),
  /** Whether the feed of new versions is asked without a person, where there is one. */
  checkForUpdates: z.boolean(),
  /** Megabytes of a result that are fetched without asking, to show it in 3D before it is downloaded. */
  previewMegabytes: z.number().int().min(1).max(8_192),
  /** Whether results are judged as they come home. */
  judgeResults: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
  /** How much air is around the rows of the list. */
  density: z.enum(['comfortable', 'normal', 'compact']),
  textSize: z.enum(['small', 'normal', 'large']),
  /** Whether the list shows pictures of results. */
  showThumbnails: z.boolean(),
  /** Pixels; null is as wide as it is by itself. */
  sidebarWidth: z.number().int().min(paneWidths.sidebar.min).max(paneWidths.sidebar.max).nullable(),
  detailsWidth: z.number().int().min(paneWidths.details.min).max(paneWidths.details.max).nullable(),
  /** Whether the details have half of the window, whatever their width. */
  halfDetails: z.boolean(),
  /** What a person chose of the columns, from left to right; those that are not among them are as they are by themselves. */
  columns: z.array(columnChoiceSchema).max(40),
  savedViews: z.array(savedViewSchema).max(maxSavedViews),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  downloadFolder: null,
  format: 'all',
  downloadsAtOnce: 6,
  downloadsPaused: false,
  namingTemplate: '{name}',
  batchFolders: true,
  batchOrder: 'newest',
  batchesFolded: false,
  collectNewBatches: false,
  command: null,
  watchAccount: true,
  lowCredits: 10,
  stuckAfterMinutes: 15,
  notify: 'all',
  keepInTray: true,
  startAtLogin: false,
  askedAboutLinks: false,
  checkForUpdates: true,
  previewMegabytes: 100,
  judgeResults: true,
  theme: 'system',
  density: 'normal',
  textSize: 'normal',
  showThumbnails: true,
  sidebarWidth: null,
  detailsWidth: null,
  halfDetails: false,
  columns: [],
  savedViews: [],
};

/**
 * Reads stored settings. One that is missing or cannot be read falls back to its default, alone. A saved view that cannot be
 * read is left out, and one that is there twice is read once.
 */
export function readSettings(stored: unknown): Settings {
  const values: Record<string, unknown> = { ...valuesOf(stored), savedViews: sortViews(stored).read };
  const read = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(values[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(read) });
}

/** The stored views that {@link readSettings} leaves out, as they are: of a later version of the app, say, or too many. */
export const viewsLeftOut = (stored: unknown): unknown[] => sortViews(stored).leftOut;

function sortViews(stored: unknown): { read: SavedView[]; leftOut: unknown[] } {
  const read: SavedView[] = [];
  const leftOut: unknown[] = [];
  for (const entry of z.array(z.unknown()).catch([]).parse(valuesOf(stored)['savedViews'])) {
    const view = savedViewSchema.safeParse(entry);
    if (view.success && read.some(({ id }) => id === view.data.id)) continue;
    if (view.success && read.length < maxSavedViews) read.push(view.data);
    else leftOut.push(entry);
  }
  return { read, leftOut };
}

const valuesOf = (stored: unknown): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).catch({}).parse(stored);
