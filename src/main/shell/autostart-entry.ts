/** Characters that a quoted argument of `Exec` must escape. Source: the Desktop Entry Specification, "The Exec key". */
const special = /["`$\\]/g;

/** An argument as `Exec` takes it: quoted, and with backslashes doubled once more because the value is a string. */
const quote = (argument: string): string =>
  `"${argument.replaceAll(special, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;

const execLine = (command: readonly string[]): string => `Exec=${command.map(quote).join(' ')}`;

/** The file that a desktop on Linux reads at login. Source: the Desktop Application Autostart Specification. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rigyd Desk',
    'Comment=Watch Rigyd conversions',
    execLine(command),
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/**
 * Whether a desktop would start this command: a person or the desktop's settings may have switched it off, and the file may
 * name a copy of the app that was moved since.
 */
export const isEntryOn = (entry: string, command: readonly string[]): boolean =>
  entry.split(/\r?\n/).includes(execLine(command)) &&
  !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
