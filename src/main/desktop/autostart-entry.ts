/** Characters that a quoted argument of `Exec` must escape. Source: the Desktop Entry Specification, "The Exec key". */
const special = /["`$\\]/g;

/** An argument as `Exec` takes it: quoted, and with backslashes doubled once more because the value is a string. */
const quote = (argument: string): string =>
  `"${argument.replaceAll(special, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;

/** The file that a desktop on Linux reads at login. Source: the Desktop Application Autostart Specification. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rigyd Desk',
    'Comment=Watch Rigyd conversions',
    `Exec=${command.map(quote).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Whether a desktop would start what the file names: a person or the desktop's settings may have switched it off. */
export const isEntryOn = (entry: string): boolean =>
  !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
