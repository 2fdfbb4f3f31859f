import { homedir, hostname, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { personFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { describeDiagnostics, type DescribedState } from '../log/diagnostics.ts';
import { logFileNames } from '../log/log-file.ts';
import { flushLog, recentProblems } from '../log/log.ts';
import { publicText, type PrivateFacts } from '../log/public-text.ts';
import { describeReport } from '../log/report.ts';
import { isSafeMode, logFolder } from './support.ts';

/** See {@link describeDiagnostics}. */
export const diagnosticsOf = (
  state: DescribedState,
  selfCheck: readonly string[],
  facts = privateFacts(),
): string =>
  describeDiagnostics(
    {
      app: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      system: `${process.platform} ${release()} (${process.arch})`,
      safeMode: isSafeMode(),
      uptime: process.uptime(),
    },
    state,
    recentProblems().map((problem) => publicText(problem, facts)),
    selfCheck,
  );

/** See {@link describeReport}: with the log of this run and of those before it. */
export async function reportOf(state: DescribedState, selfCheck: readonly string[]): Promise<string> {
  await flushLog();
  const log = (await Promise.all(logFileNames.map(readLogLines))).flat();
  const facts = privateFacts();
  return describeReport(diagnosticsOf(state, selfCheck, facts), log, new Date().toISOString(), facts);
}

/** Bytes of a file of the log that are read; it has half as many at most. */
const maxLogBytes = 2_000_000;

/** A file that is not there, or does not answer, has none. */
async function readLogLines(name: string): Promise<string[]> {
  const content = await readWhole(join(logFolder(), name), maxLogBytes, personFiles).catch(() => null);
  return content instanceof Buffer ? content.toString('utf8').split('\n').filter(Boolean) : [];
}

function privateFacts(): PrivateFacts {
  return { home: homedir(), appFolder: app.getAppPath(), user: userName(), computer: hostname() };
}

/** Some systems know no name for the user that a program runs as. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
