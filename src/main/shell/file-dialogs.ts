import { dialog, type BrowserWindow } from 'electron';
import type { ExportFormat } from '../../shared/library-requests.ts';

const words: Record<ExportFormat, string> = { csv: 'Table (CSV)', json: 'Everything (JSON)' };

/** Asks where an exported list is to be written; the system asks before a file is replaced. */
export async function chooseFileToSave(
  window: BrowserWindow | null,
  name: string,
  format: ExportFormat,
): Promise<string | null> {
  const options = {
    title: 'Export jobs',
    defaultPath: name,
    filters: [{ name: words[format], extensions: [format] }],
  };
  const answer = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}

/** Asks for a file with jobs: an exported list, or any text with job IDs. */
export async function chooseFile(window: BrowserWindow | null): Promise<string | null> {
  const options = {
    title: 'Import jobs',
    properties: ['openFile' as const],
    filters: [
      { name: 'Lists of jobs', extensions: ['json', 'csv', 'txt', 'log', 'tsv'] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const answer = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return answer.filePaths[0] ?? null;
}
