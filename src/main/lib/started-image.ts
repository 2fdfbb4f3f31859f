import { isAbsolute } from 'node:path';
import { isInside } from './is-inside.ts';

/**
 * The AppImage that this program was started from: while it runs, the program is in a folder that is gone afterwards. Null where
 * it is none, also where an AppImage started it: programs inherit the variables of an editor, say, in whose terminal they start.
 *
 * @param execPath the program that runs
 */
export function startedImage(env: Record<string, string | undefined>, execPath: string): string | null {
  const { APPIMAGE: image = '', APPDIR: mounted = '' } = env;
  return isAbsolute(image) && isAbsolute(mounted) && isInside(execPath, mounted) ? image : null;
}

/**
 * Whether this is the portable program for Windows, which unpacks itself at each start into a folder that is gone afterwards. Source
 * of the variable: electron-builder.
 */
export const isPortable = (env: Record<string, string | undefined>): boolean =>
  env['PORTABLE_EXECUTABLE_FILE'] !== undefined;
