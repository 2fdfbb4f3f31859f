import { argumentProblem } from '../../../shared/completion-command.ts';
import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { Command, Settings } from '../../../shared/settings.ts';
import { checkProgram } from '../../completion/command-program.ts';
import type { AppCore } from '../../core/app-core.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../register-requests.ts';

type CommandRequests = 'chooseCommand' | 'clearCommand' | 'setCommandArguments';

/** What a program is given at first: the folder of the result. */
const firstArguments = ['{folder}'];

/** The command that is run for each result. Its program comes from the system's own dialog, so that the page names none. */
export function commandHandlers(
  core: AppCore,
  desktop: Pick<Desktop, 'chooseProgram'>,
): Pick<Handlers, CommandRequests> {
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
      return change({ program: program.value, arguments: command?.arguments ?? firstArguments });
    },
    clearCommand: () => change(null),
    setCommandArguments: ({ arguments: given }) => {
      const { command } = core.preferences.settings;
      if (command === null) return failed('command-unusable', 'No program has been chosen yet.');
      const problem = given.map(argumentProblem).find((each) => each !== null);
      return problem === undefined
        ? change({ ...command, arguments: given })
        : failed('command-argument', problem);
    },
  };
}
