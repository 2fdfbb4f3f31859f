import type { Settings } from '../../shared/settings.ts';
import type { Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/** What they count of a job. */
export type CountedJob = Pick<JobRow, 'status' | 'failure' | 'download'>;

/** What they describe. */
export interface DescribedState extends Pick<
  Snapshot,
  'session' | 'settings' | 'banners' | 'batches' | 'downloads'
> {
  rows: readonly CountedJob[];
}

/** The machine and the versions that the app runs on. */
export interface Environment {
  app: string;
  electron: string;
  chromium: string;
  node: string;
  system: string;
  safeMode: boolean;
  /** Seconds since the start. */
  uptime: number;
}

/**
 * Versions, counts and codes for a bug report, as text that may be made public: it has no key, no name, ID or file of a job,
 * no path, and no host of the person's own.
 *
 * @param selfCheck see {@link describeFindings}
 */
export function describeDiagnostics(
  environment: Environment,
  { rows, session, settings, banners, batches, downloads }: DescribedState,
  problems: readonly string[],
  selfCheck: readonly string[],
): string {
  const { key, connection, api } = session;
  const lines = [
    `Rigyd Desk ${environment.app}${environment.safeMode ? ', in safe mode' : ''}`,
    `Electron ${environment.electron}, Chromium ${environment.chromium}, Node ${environment.node}`,
    `${environment.system}, running for ${Math.round(environment.uptime / 60)} min`,
    '',
    `API: ${api.overridden ? 'another base URL' : 'the live service'}, connection ${connection.kind}`,
    `Key: ${key.kind}${key.kind === 'present' ? ` (${key.source}, ${key.verdict})` : ''}`,
    `Jobs: ${rows.length}; ${countedBy(rows.map((row) => row.status ?? 'no answer yet'))}`,
    `Not asked successfully: ${countedBy(rows.flatMap(({ failure }) => failure?.code ?? []))}`,
    `Downloads: ${countedBy(rows.flatMap(({ download }) => download?.phase ?? []))}${downloads.held === null ? '' : `; held: ${downloads.held}`}`,
    `Failed downloads: ${countedBy(rows.flatMap(({ download }) => download?.failure?.code ?? []))}`,
    `Batches: ${batches.length}`,
    `Notices: ${banners.map(({ kind }) => kind).join(', ') || 'none'}`,
    '',
    'What it needs of Electron:',
    ...selfCheck.map((line) => `  ${line}`),
    '',
    'Settings:',
    ...describeSettings(settings),
    '',
    'Last problems:',
    ...(problems.length === 0 ? ['none'] : problems),
  ];
  return `${lines.join('\n')}\n`;
}

/** Statuses come from the service and may be anything; those it does not document count together. */
const plainWord = /^[a-z_ -]{1,30}$/;

function countedBy(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) {
    const name = plainWord.test(value) ? value : 'other';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

/** Paths, the command and the names of views are private: the text says only whether there are any, and how many. */
const describeSettings = ({
  downloadFolder,
  command,
  savedViews,
  columns,
  namingTemplate,
  ...plain
}: Settings): string[] =>
  [
    ...Object.entries(plain).map(([name, value]) => `  ${name}: ${String(value)}`),
    `  downloadFolder: ${downloadFolder === null ? 'default' : 'chosen'}`,
    `  namingTemplate: ${namingTemplate === '{name}' ? 'default' : 'chosen'}`,
    `  command: ${command === null ? 'none' : `chosen, ${command.arguments.length} arguments`}`,
    `  savedViews: ${savedViews.length}`,
    `  columns: ${columns.length === 0 ? 'default' : 'chosen'}`,
  ].sort();
