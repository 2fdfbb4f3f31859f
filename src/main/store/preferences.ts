import { z } from 'zod';
import { defaultSettings, readSettings, type Settings } from '../../shared/settings.ts';
import type { WriteBehind } from './write-behind.ts';

/**
 * That a key was saved to the keychain, so that a locked keychain (which answers "nothing there") is told apart from one
 * that never held a key. The key itself is nowhere but in the keychain.
 */
export const keyHintSchema = z.object({
  lastFour: z.string().max(4),
  origin: z.string(),
  savedAt: z.number(),
});
export type KeyHint = z.infer<typeof keyHintSchema>;

export const settingsKey = 'app!settings';
export const keyHintKey = 'app!key-hint';

/** Settings and the key hint: in memory, handed on to be written at every change. */
export class Preferences {
  readonly #rows: Pick<WriteBehind, 'set'>;
  #settings: Settings = defaultSettings;
  #changes: Partial<Settings> = {};
  #keyHint: KeyHint | null | undefined;

  constructor(rows: Pick<WriteBehind, 'set'>) {
    this.#rows = rows;
  }

  /** Takes over what is on disk, but for what was changed already; whatever of it cannot be read keeps its default. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#settings = readSettings({ ...readSettings(rows.get(settingsKey)), ...this.#changes });
    if (this.#keyHint === undefined)
      this.#keyHint = keyHintSchema
        .nullable()
        .catch(null)
        .parse(rows.get(keyHintKey) ?? null);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get keyHint(): KeyHint | null {
    return this.#keyHint ?? null;
  }

  /** Changes what is named; everything else stays. */
  change(changes: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const named = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.#changes = { ...this.#changes, ...Object.fromEntries(named) };
    this.#settings = readSettings({ ...this.#settings, ...this.#changes });
    this.#rows.set(settingsKey, () => this.#settings);
    return this.#settings;
  }

  rememberKey(hint: KeyHint | null): void {
    this.#keyHint = hint;
    this.#rows.set(keyHintKey, () => this.#keyHint ?? undefined);
  }
}
