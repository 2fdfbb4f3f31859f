import { z } from 'zod';
import { resultFormats } from './downloads.ts';

/** What a person chose. */
export const settingsSchema = z.strictObject({
  /** Where results go; null is `Rigyd` in the system's download folder. */
  downloadFolder: z.string().min(1).nullable(),
  format: z.enum(resultFormats),
  theme: z.enum(['system', 'light', 'dark']),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = { downloadFolder: null, format: 'all', theme: 'system' };

/** Reads stored settings. One that is missing or cannot be read falls back to its default, alone. */
export function readSettings(stored: unknown): Settings {
  const values = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  const { downloadFolder, format, theme } = settingsSchema.shape;
  return {
    downloadFolder: downloadFolder.catch(defaultSettings.downloadFolder).parse(values['downloadFolder']),
    format: format.catch(defaultSettings.format).parse(values['format']),
    theme: theme.catch(defaultSettings.theme).parse(values['theme']),
  };
}
