import { failed, success } from '../../shared/errors.ts';
import type { App } from '../app/app.ts';
import type { Desktop } from '../ipc/desktop.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { jobs, rowOf, useMachine } from './core-harness.ts';
import { fileSource } from '../../shared/source.ts';

/** The answer to a request that has nothing to tell. */
export const done = success(null);

/** The app with three jobs (one completed, one running, one unknown), and a desktop that notes what it is told. */
async function setUp(machine: ReturnType<ReturnType<typeof useMachine>>) {
  const { start, client, clock, folder } = machine;
  client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
  client.say(jobs.lamp, { status: 'running' });
  const core = await start();
  const told: unknown[] = [];
  const answers = { isFolderThere: true, chosen: null as string | null, isConfirmed: true };
  const desktop: Desktop = {
    showInFolder: async (path) => {
      told.push(['show', path]);
      return answers.isFolderThere ? done : failed('folder-unavailable', path);
    },
    copyText: async (text) => void told.push(['copy', text]),
    editText: (action) => void told.push(['edit', action]),
    chooseFolder: async (current) => {
      told.push(['choose', current]);
      return answers.chosen;
    },
    openFolder: async (path) => {
      told.push(['open', path]);
      return answers.isFolderThere ? done : failed('folder-unavailable', path);
    },
    chooseProgram: async (current) => {
      told.push(['program', current]);
      return answers.chosen;
    },
    confirmCommand: async ({ arguments: given }) => {
      told.push(['confirm', given]);
      return answers.isConfirmed;
    },
    startDrag: async (paths) => void told.push(['drag', paths]),
    chooseFileToSave: async (name) => {
      told.push(['save', name]);
      return answers.chosen;
    },
    chooseWhereToSave: async (name) => {
      told.push(['save', name]);
      return answers.chosen;
    },
    openFile: async (path) => {
      told.push(['open file', path]);
      return done;
    },
    chooseFile: async () => answers.chosen,
    startAtLogin: async () => success(null),
    linkHandling: async () => ({ kind: 'unavailable', why: 'from-clone' }),
    openLinks: async () => success(null),
    closeWindow: () => {},
    applyTheme: (theme) => void told.push(['theme', theme]),
    showLogs: async () => {
      told.push(['logs']);
      return success(null);
    },
    openWebPage: async (page) => {
      told.push(['web page', page]);
      return success(null);
    },
    findNotices: async () => ['chromium'],
    openNotices: async (name) => {
      told.push(['notices', name]);
      return success(null);
    },
    showAppMenu: ({ x, y }) => void told.push(['menu', x, y]),
    diagnostics: async ({ rows }) => `${rows.length} jobs`,
    report: async ({ rows }) => `a report of ${rows.length} jobs`,
    startAgain: (how) => void told.push(['start', how]),
  };
  const handlers = createHandlers(core, desktop);
  await handlers.addJobs({ texts: [{ text: Object.values(jobs).join('\n'), source: fileSource('pasted') }] });
  await clock.advance(0);
  client.asked.length = 0;
  return { core, client, clock, folder, handlers, told, answers };
}

/** The handlers on a machine with an empty disk, for each test anew. */
export function useHandlers(): () => ReturnType<typeof setUp> {
  const machine = useMachine();
  return () => setUp(machine());
}

export const phaseOf = (core: App, id: string) => rowOf(core, id)?.download?.phase;
