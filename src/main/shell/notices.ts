import { shell } from 'electron';
import { notices, type Notices } from '../../shared/contract.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import { personFiles } from '../files/folder-files.ts';
import { noticeFiles } from './notice-files.ts';

/** Which licences of what the app is made of lie beside it. */
export async function findNotices(): Promise<Notices[]> {
  const files = noticeFiles(process);
  const found = await Promise.all(
    notices.map((name) =>
      personFiles.access(files[name]).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/** Opens them with the system's app for it, or shows them in their folder where it has none. */
export async function openNotices(name: Notices): Promise<Outcome<null>> {
  const file = noticeFiles(process)[name];
  if ((await shell.openPath(file)) !== '') shell.showItemInFolder(file);
  return success(null);
}
