/** The application menu and the tray. */
import { countOf } from '../../shared/words/count.ts';

export const menuWords = {
  settings: 'Settings…',
  about: 'About Rigyd Desk',
  /** `&` marks the access key. */
  file: '&File',
  addJobs: 'Add job IDs…',
  view: '&View',
  palette: 'Command palette…',
  shortcuts: 'Keyboard shortcuts',
  webApp: 'Rigyd web app',
  documentation: 'Rigyd documentation',
  showLogs: 'Show logs',
  copyDiagnostics: 'Copy diagnostics',
  saveReport: 'Save a report…',
};

export const trayWords = {
  tooltip: (status: string) => `Rigyd Desk: ${status}`,
  idle: 'Nothing running',
  /** At least one of the four is more than none. */
  counts: (counts: { running: number; waiting: number; downloads: number; queued: number }) =>
    [
      counts.running > 0 && `${counts.running.toLocaleString()} running`,
      counts.waiting > 0 && `${counts.waiting.toLocaleString()} waiting`,
      counts.downloads > 0 && `${counts.downloads.toLocaleString()} downloading`,
      counts.queued > 0 && `${countOf(counts.queued, 'result')} waiting`,
    ]
      .filter((part) => part !== false)
      .join(', '),
  /** The counts, and why jobs aren't checked. */
  blocked: (counts: string, why: string) => `${counts} · ${why}`,
  noKey: 'no valid API key',
  noAnswer: 'can’t reach Rigyd',
  batch: (name: string, settled: number, jobs: number) =>
    `${name}: ${settled.toLocaleString()} of ${jobs.toLocaleString()}`,
  job: (name: string, status: string) => `${name}: ${status}`,
  open: 'Open Rigyd Desk',
  resumeDownloads: 'Resume downloads',
  pauseDownloads: 'Pause downloads',
  quit: 'Quit',
};
