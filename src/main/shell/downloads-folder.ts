import { join } from 'node:path';

/**
 * The person's folder for downloads. Linux returns the home folder where there is none yet; Windows fails where it was moved
 * to a drive or a share that is away (electron/electron#30675).
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
