import { join } from 'node:path';

/**
 * The person's folder for downloads. On Linux the system names the home folder where there is none yet; Windows names none
 * where it was moved to a drive or a share that is not there (electron/electron#30675). Neither keeps the app from starting.
 */
export function downloadsFolder(getPath: (name: 'downloads' | 'home') => string): string {
  const home = getPath('home');
  const usual = join(home, 'Downloads');
  try {
    const downloads = getPath('downloads');
    return downloads === home ? usual : downloads;
  } catch {
    return usual;
  }
}
