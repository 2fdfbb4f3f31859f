import { argumentProblem, roomProblem, type Command } from '../../../shared/hook.ts';
import { failed, type Outcome, success } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import { checkProgram } from '../../downloads/hook/run-program.ts';
import type { App } from '../../app/app.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';
import { commandReasons } from '../../words/reasons.ts';

/** What a program is given at first: the folder of the result. */
const firstArguments = ['{folder}'];

/** The command that is run for each result. Its program comes from the system's own dialog, so that the page names none. */
export function commandHandlers(core: App, desktop: Pick<Desktop, 'chooseProgram' | 'confirmCommand'>) {
  /** A command that a person confirmed outside of the page; nothing changes where they changed their mind. */
  async function confirmed(command: Command): Promise<Outcome<Settings>> {
    const problem = roomProblem(command);
    if (problem !== null) return failed('command-argument', problem);
    return (await desktop.confirmCommand(command)) ? change(command) : success(core.preferences.settings);
  }

  function change(command: Command | null): Outcome<Settings> {
    const settings = core.preferences.change({ command });
    core.publisher.set('settings', settings);
    return success(settings);
  }

  return {
    chooseCommand: async () => {
      const { command } = core.preferences.settings;
      const chosen = await desktop.chooseProgram(command?.program ?? null);
      if (chosen === null) return success(core.preferences.settings);
      const program = await checkProgram(chosen, process.platform);
      if (!program.ok) return program;
      // To choose it in the system's dialog is a yes; arguments that were meant for another program need one of their own.
      return command === null
        ? change({ program: program.value, arguments: firstArguments })
        : confirmed({ program: program.value, arguments: command.arguments });
    },
    clearCommand: () => change(null),
    setCommandArguments: async ({ arguments: given }) => {
      const { command } = core.preferences.settings;
      if (command === null) return failed('command-unusable', commandReasons.notChosen);
      const problem = given.map(argumentProblem).find((each) => each !== null);
      return problem === undefined
        ? confirmed({ ...command, arguments: given })
        : failed('command-argument', problem);
    },
  } satisfies Partial<Handlers>;
}
