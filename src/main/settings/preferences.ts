import { z } from 'zod';
import {
  defaultSettings,
  maxSavedViews,
  readSettings,
  viewsLeftOut,
  type Settings,
} from '../../shared/settings.ts';
import type { WriteBehind } from '../store/write-behind.ts';

/**
 * That a key was saved to the keychain: a locked keychain answers as one without a key. The key itself is in the keychain
 * alone.
 */
export const keyHintSchema = z.object({
  lastFour: z.string().max(4),
  origin: z.string(),
  savedAt: z.number(),
});
export type KeyHint = z.infer<typeof keyHintSchema>;

export const settingsKey = 'app!settings';
export const keyHintKey = 'app!key-hint';

/** Settings and the key hint: in memory, and written at every change. */
export class Preferences {
  readonly #rows: Pick<WriteBehind, 'set'>;
  readonly #overrides: Partial<Settings>;
  #settings: Settings;
  #kept: Settings = defaultSettings;
  #stored: Settings = defaultSettings;
  #viewsLeftOut: unknown[] = [];
  #changes: Partial<Settings> = {};
  #keyHint: KeyHint | null | undefined;

  /**
   * @param overrides settings of this run alone. They and changes to them are never written, so that the next run has those
   *   on disk. Only views that are saved in this run are added to them.
   */
  constructor(rows: Pick<WriteBehind, 'set'>, overrides: Partial<Settings> = {}) {
    this.#rows = rows;
    this.#overrides = overrides;
    this.#settings = { ...defaultSettings, ...overrides };
  }

  /**
   * Takes the settings on disk, except for those that were changed already. A setting that cannot be read has its default; a
   * view that cannot be read stays on disk.
   */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#stored = readSettings(rows.get(settingsKey));
    this.#viewsLeftOut = viewsLeftOut(rows.get(settingsKey));
    this.#update();
    if (this.#keyHint === undefined)
      this.#keyHint = keyHintSchema
        .nullable()
        .catch(null)
        .parse(rows.get(keyHintKey) ?? null);
  }

  /** The settings of this run. */
  get settings(): Settings {
    return this.#settings;
  }

  /** The settings on disk, or to be written there: with the views that this version of the app cannot read. */
  get kept(): Record<keyof Settings, unknown> {
    return { ...this.#kept, savedViews: [...this.#kept.savedViews, ...this.#viewsLeftOut] };
  }

  get keyHint(): KeyHint | null {
    return this.#keyHint ?? null;
  }

  /** Whether these views can be kept beside those that this run does not show. */
  hasRoomFor(views: Settings['savedViews']): boolean {
    return !('savedViews' in this.#overrides) || this.#withHidden(views).length <= maxSavedViews;
  }

  /** Changes what is named; everything else stays. */
  change(changes: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const named = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.#changes = { ...this.#changes, ...Object.fromEntries(named) };
    this.#update();
    this.#rows.set(settingsKey, () => this.kept);
    return this.#settings;
  }

  rememberKey(hint: KeyHint | null): void {
    this.#keyHint = hint;
    this.#rows.set(keyHintKey, () => this.#keyHint ?? undefined);
  }

  #update(): void {
    const lasting = Object.entries(this.#changes).filter(([name]) => !(name in this.#overrides));
    const savedViews =
      'savedViews' in this.#overrides ? this.#withHidden(this.#changes.savedViews ?? []) : undefined;
    this.#kept = readSettings({
      ...this.#stored,
      ...Object.fromEntries(lasting),
      ...(savedViews && { savedViews }),
    });
    this.#settings = readSettings({ ...this.#kept, ...this.#overrides, ...this.#changes });
  }

  /** Those on disk and those of this run, which does not show the former. */
  #withHidden(added: Settings['savedViews']): Settings['savedViews'] {
    const ids = new Set(added.map(({ id }) => id));
    return [...this.#stored.savedViews.filter(({ id }) => !ids.has(id)), ...added];
  }
}
